"""Keep an 835 for good: the raw file and its readable text side by side, each payment listed."""

from dataclasses import dataclass, replace

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import ClaimId
from chalicelib.domain.link import LinkKind
from chalicelib.domain.ports import (
    Accounts,
    Archive,
    Clock,
    EraForm,
    EraLocation,
    Links,
    Remittances,
)
from chalicelib.domain.remittance import ClaimPayment, Remittance, RemittanceAdvice
from chalicelib.domain.response import Response


@dataclass(frozen=True, slots=True)
class ArchiveRemittance:
    accounts: Accounts
    archive: Archive
    clock: Clock
    links: Links
    remittances: Remittances

    def __call__(
        self, response: Response, content: bytes, advices: tuple[RemittanceAdvice, ...]
    ) -> None:
        """Archive the raw 835 first, then store each payment that it reports."""
        raw_key = self._store(response, content, EraForm.RAW)
        for advice in advices:
            payments = tuple(self._tied(response, payment) for payment in advice.payments)
            self.remittances.add(
                Remittance(
                    advice=replace(advice, payments=payments),
                    account_id=response.account_id,
                    response_id=response.response_id,
                    archived_at=self.clock.now(),
                    raw_key=raw_key,
                )
            )

    def keep_text(self, response: Response, content: bytes) -> None:
        """The clearinghouse's own readable text, beside the 835 that it belongs to."""
        self._store(response, content, EraForm.TEXT)

    def _store(self, response: Response, content: bytes, form: EraForm) -> str:
        profile = profile_named(self.accounts.get(response.account_id).clearinghouse)
        stem = profile.era_stem(response.name)
        location = EraLocation(response.account_id, response.modified_at.date(), stem)
        try:
            return self.archive.store_era(location, form, content)
        except ConflictError:
            # The clearinghouse used a name again for other content: both are kept.
            other = replace(location, stem=f"{stem}_{response.response_id}")
            return self.archive.store_era(other, form, content)

    def _tied(self, response: Response, payment: ClaimPayment) -> ClaimPayment:
        number = payment.patient_control_number
        kind = LinkKind.PATIENT_CONTROL_NUMBER
        found = self.links.find(response.account_id, kind, number)
        return replace(payment, claim_id=ClaimId(found[0])) if len(found) == 1 else payment
