"""The product broken on purpose, one promise at a time: the harness must notice each.

Most are what others really did, or what this product did before it was tried in this way.
"""

from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import LoginRefusedError
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId, sha256_of
from chalicelib.domain.lease import Lease
from chalicelib.domain.ports import Mailbox
from chalicelib.domain.response import ListedFile, Response, ResponseKind
from chalicelib.domain.transmission import Evidence, Transmission, TransmissionState
from chalicelib.services.answers.apply_response import ApplyResponse
from chalicelib.services.intake.receive_batch import ReceiveBatch
from chalicelib.services.sweep import Sweep
from chalicelib.services.tie import tie_statements
from chalicelib.services.tie.record_facts import RecordFacts
from chalicelib.services.visit.collect_responses import CollectResponses
from chalicelib.services.visit.errand import Errand
from chalicelib.services.visit.health_notes import HealthNotes
from chalicelib.services.visit.log_in import LogIn
from chalicelib.services.visit.send_transmission import SendTransmission as Sender
from chalicelib.services.watch.watch_stalls import WatchStalls
from tests.fakes import FakeLeases, FakeTransmissions

Patch = pytest.MonkeyPatch
Mutant = Callable[[Patch], None]


def sent_is_written_down_before_the_put(patch: Patch) -> None:
    def send(self: Sender, transmission: Transmission, errand: Errand) -> bool:
        at = self.clock.now()
        if transmission.state is TransmissionState.PLANNED:
            staged = transmission.attempt().stage()
            self.transmissions.advance(transmission, staged, errand.lease)
            transmission = staged
        self.transmissions.advance(transmission, transmission.send(at), errand.lease)
        final = f"{errand.profile.inbound}/{transmission.file_name}"
        errand.mailbox.put(final, self.archive.transmission(transmission.transmission_id))
        return True

    patch.setattr(Sender, "__call__", send)


def put_again_without_a_look(patch: Patch) -> None:
    def put(self: Sender, transmission: Transmission, errand: Errand) -> None:
        content, staged = self.archive.transmission(transmission.transmission_id), _staged(errand)
        errand.mailbox.put(staged, content)
        if transmission.state is TransmissionState.PLANNED:
            transmission = self._advance(transmission, transmission.attempt().stage(), errand)
        errand.mailbox.rename(staged, f"{errand.profile.inbound}/{transmission.file_name}")
        self._sent(transmission, Evidence.RENAMED, errand)

    patch.setattr(Sender, "_put_staged", put)


def renamed_before_staged_is_written_down(patch: Patch) -> None:
    def put(self: Sender, transmission: Transmission, errand: Errand) -> None:
        final, staged = f"{errand.profile.inbound}/{transmission.file_name}", _staged(errand)
        if errand.mailbox.size(final) is None:
            errand.mailbox.put(staged, self.archive.transmission(transmission.transmission_id))
            errand.mailbox.rename(staged, final)
        transmission = self._advance(transmission, transmission.attempt().stage(), errand)
        self._sent(transmission, Evidence.RENAMED, errand)

    patch.setattr(Sender, "_put_staged", put)


def a_refused_password_is_tried_again(patch: Patch) -> None:
    patch.setattr(AccountHealth, "may_log_in", lambda _health, _version: True)


def a_login_is_paid_for_after_it_was_tried(patch: Patch) -> None:
    """As long as nobody dies in between there is no difference."""

    def try_it(
        self: LogIn,
        account: Account,
        credential: Credential,
        notes: HealthNotes,
        connection: ExitStack,
    ) -> Mailbox:
        try:
            mailbox = connection.enter_context(self.mailboxes.connect(account, credential))
        except LoginRefusedError:
            notes.note(notes.present.pay_login(credential.version))
            raise
        notes.note(notes.present.logged_in(self.clock.now(), credential))
        return mailbox

    patch.setattr(LogIn, "_try", try_it)


def nobody_minds_the_lease(patch: Patch) -> None:
    tokens = count(1)

    def take(
        _leases: FakeLeases, account_id: AccountId, holder: str, _now: datetime, until: datetime
    ) -> Lease:
        return Lease(account_id, holder, next(tokens), until)

    patch.setattr(FakeLeases, "take", take)
    patch.setattr(FakeLeases, "release", lambda _leases, _lease: False)
    patch.setattr(FakeLeases, "holds", lambda _leases, _lease: True)
    patch.setattr(FakeLeases, "fenced", lambda _leases, _lease: nullcontext())


def a_file_is_seen_before_it_is_archived(patch: Patch) -> None:
    def keep(self: CollectResponses, account: Account, file: ListedFile, content: bytes) -> None:
        response = self._response(account, file, sha256_of(content), len(content))
        self.responses.mark_seen(account.account_id, file, response.response_id)
        whole(self, account, file, content)

    whole = CollectResponses._keep
    patch.setattr(CollectResponses, "_keep", keep)


def a_response_is_dropped(patch: Patch) -> None:
    def keep(self: CollectResponses, account: Account, file: ListedFile, content: bytes) -> None:
        if "EDI_STATUS" not in file.name:
            whole(self, account, file, content)

    whole = CollectResponses._keep
    patch.setattr(CollectResponses, "_keep", keep)


def a_response_is_applied_before_its_facts_are_kept(patch: Patch) -> None:
    def again(self: ApplyResponse, response: Response) -> Response:
        early = response.apply(ResponseKind.FILE_SUMMARY, statements=0, unmatched=0)
        if response.kind is None and ".277" in response.name:
            self.responses.advance(response, early)
            response = early
        return whole(self, response)

    whole = ApplyResponse.again
    patch.setattr(ApplyResponse, "again", again)


def a_fact_has_another_id_each_time(patch: Patch) -> None:
    numbers = count()
    patch.setattr(tie_statements, "fact_id", lambda *_: f"fact_{next(numbers)}")


def half_of_the_facts_is_enough(patch: Patch) -> None:
    def record(self: RecordFacts, content_sha256: str, facts: tuple[Any, ...]) -> None:
        whole(self, content_sha256, facts[: len(facts) // 2])

    whole = RecordFacts.__call__
    patch.setattr(RecordFacts, "__call__", record)


def a_plan_made_again_forgets_the_first(patch: Patch) -> None:
    def add(self: FakeTransmissions, transmission: Transmission) -> Transmission:
        self.rows.put_if_absent(transmission.transmission_id, transmission)
        return transmission

    patch.setattr(FakeTransmissions, "add", add)


def nobody_resumes_what_broke_off(patch: Patch) -> None:
    patch.setattr(ReceiveBatch, "resume", lambda _receive, batch: batch)


def the_sweep_trusts_the_hints(patch: Patch) -> None:
    def hint(self: Sweep, account: Account, _late: datetime) -> None:
        self.hints.visit(account.account_id)

    patch.setattr(Sweep, "_hint", hint)


def later_files_go_first(patch: Patch) -> None:
    def waiting(self: FakeTransmissions, account_id: AccountId) -> tuple[Transmission, ...]:
        return in_order(self, account_id)[::-1]

    in_order = FakeTransmissions.waiting
    patch.setattr(FakeTransmissions, "waiting", waiting)


def nobody_watches(patch: Patch) -> None:
    patch.setattr(WatchStalls, "__call__", lambda _watch: timedelta().total_seconds())


def one_staged_name_for_all_puts(patch: Patch) -> None:
    patch.setattr(Transmission, "staged_at", property(lambda sent: sent.staged_path))


def _staged(errand: Errand) -> str:
    return f"{errand.profile.inbound}/any.part"


MUTANTS: tuple[Mutant, ...] = (
    sent_is_written_down_before_the_put,
    put_again_without_a_look,
    renamed_before_staged_is_written_down,
    a_refused_password_is_tried_again,
    a_login_is_paid_for_after_it_was_tried,
    nobody_minds_the_lease,
    a_file_is_seen_before_it_is_archived,
    a_response_is_dropped,
    a_response_is_applied_before_its_facts_are_kept,
    a_fact_has_another_id_each_time,
    half_of_the_facts_is_enough,
    a_plan_made_again_forgets_the_first,
    nobody_resumes_what_broke_off,
    the_sweep_trusts_the_hints,
    later_files_go_first,
    nobody_watches,
    one_staged_name_for_all_puts,
)
