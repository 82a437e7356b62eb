"""What people put on record while an account is being closed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.closing.items import ExportKind, Item
from chalicelib.domain.identifiers import AccountId, ClaimId
from chalicelib.domain.status import ClaimStatus


@dataclass(frozen=True, slots=True)
class Signature:
    """`name` is the person who answers for it; `by` the key that was used."""

    account_id: AccountId
    item: Item
    name: str
    statement: str
    by: str
    at: datetime


class HandOverKind(StrEnum):
    OPEN_CLAIM = "open_claim"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class HandOver:
    """One claim that somebody goes on with elsewhere, as it stood when it was handed over."""

    account_id: AccountId
    claim_id: ClaimId
    kind: HandOverKind
    owner: str
    next_action: str
    by: str
    at: datetime
    status: ClaimStatus
    patient_control_number: str
    payer_id: str | None
    payer_claim_control_number: str | None
    charge: Decimal
    service_from: date | None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Where a payer's claims and payments go from `effective_on` on."""

    account_id: AccountId
    payer_id: str
    clearinghouse: str
    effective_on: date
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Export:
    """One file of a portal's export as it lies in the archive; `rows` of a CSV without its header,
    None where the file is none."""

    account_id: AccountId
    kind: ExportKind
    size: int
    sha256: str
    rows: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Records:
    """All that is on record about the closing of one account."""

    signatures: tuple[Signature, ...] = ()
    handovers: tuple[HandOver, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    exports: tuple[Export, ...] = ()

    def signature(self, item: Item) -> Signature | None:
        return next((each for each in self.signatures if each.item is item), None)

    def enrolled_from(self) -> dict[str, date]:
        """By payer, the day from which on it is enrolled elsewhere."""
        return {each.payer_id: each.effective_on for each in self.enrolments}
