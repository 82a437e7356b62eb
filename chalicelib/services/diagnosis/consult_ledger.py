"""Consult our own books for a diagnosis: what was sent, what came, who else was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.acknowledgments import lack_acknowledgments
from chalicelib.domain.deadlines import Stage
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.outage import Problem
from chalicelib.domain.ports import Accounts, Clock, Responses, Transmissions
from chalicelib.domain.response import Response
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission, TransmissionState
from chalicelib.services.diagnosis.probe_connection import Sighting

RECENT = 200
"""Responses that are looked at for what comes and what does not."""
VISITS_COME = timedelta(hours=1)
APPLYING_TAKES = timedelta(minutes=30)
COLLECTING_TAKES = timedelta(hours=1)
UPLOADS_REFUSED = 3
"""So many uploads in vain, though visits get through, are not ours any more."""

_LEDGER = {
    TransmissionState.PLANNED: Sign.NOT_SENT,
    TransmissionState.STAGED: Sign.NOT_SENT,
    TransmissionState.SENT: Sign.SENT,
    TransmissionState.UNCERTAIN: Sign.UNCERTAIN,
    TransmissionState.ACKNOWLEDGED: Sign.ACKNOWLEDGED,
    TransmissionState.REJECTED: Sign.FAILED,
    TransmissionState.FAILED: Sign.FAILED,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the diagnosis is about: a file, if there is one, and what of it is overdue.

    `waits_since` is when the wait began that is overdue, or when the file was sent.
    """

    transmission: Transmission | None
    overdue: Stage | None
    waits_since: datetime | None


@dataclass(frozen=True, slots=True)
class ConsultLedger:
    accounts: Accounts
    clock: Clock
    responses: Responses
    transmissions: Transmissions

    def __call__(
        self, account: Account, question: Question, sighting: Sighting
    ) -> tuple[Evidence, ...]:
        recent = self.responses.of_account(account.account_id, RECENT, None).items
        unanswered = self.transmissions.unanswered(account.account_id)
        others = [each for each in unanswered if each != question.transmission]
        return (
            *_about_file(question, sighting),
            self._other_files(others, sighting),
            *self._visits(account),
            self._outbound(account, sighting),
            self._inbox(account),
            self._answers(account, question, recent, others),
            _acknowledgments(recent),
        )

    def _visits(self, account: Account) -> Iterator[Evidence]:
        health = self.accounts.health(account.account_id)
        last = health.last_visit_at
        missing = last is None or self.clock.now() - last >= VISITS_COME
        detail = f"last visit {_when(last)}, last good one {_when(health.last_good_visit_at)}"
        sign = Sign.NONE if missing else Sign.GOOD
        if health.last_problem is Problem.UNREACHABLE:
            # The server can be reached, or this would have been seen before.
            sign, detail = Sign.FAILED, f"the connection breaks off; {detail}"
        yield Evidence(Probe.VISITS, sign, detail)
        yield _secret(health)

    def _outbound(self, account: Account, sighting: Sighting) -> Evidence:
        """Answers that lie ready and that no visit has collected."""
        if sighting.outbound is None:
            return Evidence(Probe.OUTBOUND, Sign.NOT_TRIED)
        late = self.clock.now() - COLLECTING_TAKES
        unseen = self.responses.unseen(account.account_id, sighting.outbound)
        lying = [file for file in unseen if file.modified_at <= late]
        if not lying:
            return Evidence(Probe.OUTBOUND, Sign.GOOD)
        return Evidence(Probe.OUTBOUND, Sign.WAITING, f"{len(lying)} answers not collected")

    def _inbox(self, account: Account) -> Evidence:
        """Answers that were collected and that nobody has applied."""
        late = self.clock.now() - APPLYING_TAKES
        stuck = [
            response.response_id
            for response in self.responses.unapplied(account.account_id)
            if response.collected_at <= late
        ]
        if not stuck:
            return Evidence(Probe.INBOX, Sign.GOOD)
        return Evidence(Probe.INBOX, Sign.WAITING, f"{len(stuck)} not applied, first {stuck[0]}")

    def _other_files(self, others: list[Transmission], sighting: Sighting) -> Evidence:
        if sighting.inbound is None:
            return Evidence(Probe.OTHER_FILES, Sign.NOT_TRIED)
        early = self.clock.now() - COLLECTING_TAKES
        lying = [
            each.file_name
            for each in others
            if each.file_name in sighting.inbound and each.sent_at and each.sent_at <= early
        ]
        if not lying:
            return Evidence(Probe.OTHER_FILES, Sign.GONE)
        return Evidence(Probe.OTHER_FILES, Sign.LIES_THERE, f"{len(lying)}, first {lying[0]}")

    def _answers(
        self,
        account: Account,
        question: Question,
        recent: tuple[Response, ...],
        others: list[Transmission],
    ) -> Evidence:
        """Whether anything at all has come for the account since the wait began."""
        latest = max((response.collected_at for response in recent), default=None)
        detail = f"last answer of any kind {_when(latest)}"
        since = question.waits_since
        if since is None or (latest is not None and latest > since):
            return Evidence(Probe.ANSWERS, Sign.COMING, detail)
        awaited = self.clock.now() - profile_named(account.clearinghouse).silence
        compared = [each for each in others if each.sent_at and each.sent_at <= awaited]
        sign = Sign.NONE if compared else Sign.NOTHING_TO_COMPARE
        return Evidence(Probe.ANSWERS, sign, f"{detail}; {len(compared)} other files are due one")


def _secret(health: AccountHealth) -> Evidence:
    """When it was changed, and when a login last worked."""
    login = f"last good login {_when(health.last_good_login_at)}"
    if health.last_problem is Problem.NO_PASSWORD:
        return Evidence(Probe.SECRET, Sign.NONE, f"no password is stored, {login}")
    detail = f"password in use since {_when(health.password_set_at)}, {login}"
    refused = len(health.refused_versions)
    if not refused:
        return Evidence(Probe.SECRET, Sign.GOOD, detail)
    return Evidence(Probe.SECRET, Sign.REFUSED, f"{detail}, {refused} refused since")


def _about_file(question: Question, sighting: Sighting) -> Iterator[Evidence]:
    transmission = question.transmission
    if transmission is not None:
        sent = f"{transmission.file_name} sent {_when(transmission.sent_at)}"
        detail = f"{sent}, answered {_when(transmission.answered_at)}"
        if transmission.attempts:
            detail += f", attempts {transmission.attempts}"
        yield Evidence(Probe.LEDGER, _ledger(transmission), detail)
        if transmission.state in UNANSWERED:
            yield _own_file(transmission, sighting)
    if question.overdue is not None:
        payers = question.overdue.is_payers
        sign = Sign.OVERDUE_AT_PAYER if payers else Sign.OVERDUE_AT_CLEARINGHOUSE
        detail = f"{question.overdue.replace('_', ' ')} awaited since {_when(question.waits_since)}"
        yield Evidence(Probe.WAIT, sign, detail)


def _ledger(transmission: Transmission) -> Sign:
    if transmission.state in WAITING and transmission.attempts >= UPLOADS_REFUSED:
        return Sign.REFUSED
    return _LEDGER[transmission.state]


def _own_file(transmission: Transmission, sighting: Sighting) -> Evidence:
    if sighting.inbound is None:
        return Evidence(Probe.OWN_FILE, Sign.NOT_TRIED)
    size = sighting.inbound.get(transmission.file_name)
    if size is None:
        return Evidence(Probe.OWN_FILE, Sign.GONE, "not in inbound any more")
    return Evidence(Probe.OWN_FILE, Sign.LIES_THERE, f"{size} bytes in inbound")


def _acknowledgments(recent: tuple[Response, ...]) -> Evidence:
    kinds = {response.kind for response in recent}
    if lack_acknowledgments(kinds):
        return Evidence(Probe.ACKNOWLEDGMENTS, Sign.NONE, "answers come, but no 999")
    return Evidence(Probe.ACKNOWLEDGMENTS, Sign.GOOD)


def _when(instant: datetime | None) -> str:
    return "never" if instant is None else f"{instant:%Y-%m-%d %H:%M} UTC"
