"""Keep an 835 for good: the raw file and its readable text side by side, each payment listed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.about_accounts import remittance_event, response_event
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import ClaimId, RemittanceId
from chalicelib.domain.ports import (
    Accounts,
    Archive,
    Clock,
    EraLocation,
    Hints,
    Notices,
    Remittances,
)
from chalicelib.domain.remittance import Remittance, RemittanceAdvice
from chalicelib.domain.response import Response


@dataclass(frozen=True, slots=True)
class ArchiveRemittance:
    accounts: Accounts
    archive: Archive
    clock: Clock
    hints: Hints
    notices: Notices
    remittances: Remittances

    def __call__(
        self,
        response: Response,
        content: bytes,
        advices: tuple[RemittanceAdvice, ...],
        facts: tuple[Fact, ...],
    ) -> bool:
        """Archive the raw 835 first, then store each payment that it reports.

        `facts` are what its payments were tied to. False when another 835 had the name before:
        both are kept.
        """
        location, raw_key, name_was_free = self._store(response, content, EraForm.RAW)
        claims = {
            (payment.remittance_id, payment.position): ClaimId(fact.subject)
            for fact in facts
            if (payment := fact.statement.payment) is not None
        }
        for advice in advices:
            remittance = Remittance(
                advice=_tied(advice, claims),
                account_id=response.account_id,
                response_id=response.response_id,
                origin=response.origin,
                received_at=response.modified_at,
                archived_at=self.clock.now(),
                stem=location.stem,
                raw_key=raw_key,
                raw_sha256=response.content_sha256,
                raw_size=response.size,
            )
            self.remittances.add(remittance)
            self._tell(remittance)
        if not name_was_free:
            self._tell_conflict(response)
        self.hints.publish()
        return name_was_free

    def _tell(self, remittance: Remittance) -> None:
        """A payment that comes again in another file is not told again, what is untied in it is."""
        account, now = self.accounts.get(remittance.account_id), self.clock.now()
        archived = remittance_event(EventKind.ERA_ARCHIVED, account, remittance, now)
        self._note(archived)
        if any(payment.claim_id is None for payment in remittance.advice.payments):
            occasion = remittance.response_id
            self._note(
                remittance_event(EventKind.ERA_UNMATCHED, account, remittance, now, occasion)
            )

    def _tell_conflict(self, response: Response) -> None:
        account = self.accounts.get(response.account_id)
        now = self.clock.now()
        self._note(response_event(EventKind.ERA_CONFLICT, account, response, now))

    def _note(self, event: Event) -> None:
        self.notices.add(notice_of(event))

    def keep_text(self, response: Response, content: bytes) -> bool:
        """The clearinghouse's own readable text, beside the 835 that it belongs to.

        False when another text had the name before: both are kept.
        """
        return self._store(response, content, EraForm.TEXT)[2]

    def _store(
        self, response: Response, content: bytes, form: EraForm
    ) -> tuple[EraLocation, str, bool]:
        profile = profile_named(self.accounts.get(response.account_id).clearinghouse)
        stem = profile.era_stem(response.name)
        location = EraLocation(response.account_id, response.modified_at.date(), stem)
        try:
            return location, self.archive.store_era(location, form, content), True
        except ConflictError:
            # The clearinghouse used a name again for other content: both are kept.
            other = replace(location, stem=f"{stem}_{response.response_id}")
            return other, self.archive.store_era(other, form, content), False


def _tied(
    advice: RemittanceAdvice, claims: Mapping[tuple[RemittanceId, int], ClaimId]
) -> RemittanceAdvice:
    payments = tuple(
        replace(payment, claim_id=claims.get((advice.remittance_id, payment.position)))
        for payment in advice.payments
    )
    return replace(advice, payments=payments)
