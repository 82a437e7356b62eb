"""A remittance: one 835 transaction set, one payment (check or EFT trace)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from chalicelib.domain.identifiers import AccountId, ClaimId, RemittanceId, ResponseId, digest
from chalicelib.domain.response import ResponseOrigin

NO_PAYMENT = "NON"
"""BPR04 of an 835 that only informs."""


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """One CLP of a remittance; `claim_id` is None while it could not be tied to one claim."""

    position: int
    patient_control_number: str
    status_code: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal
    payer_claim_control_number: str | None
    claim_id: ClaimId | None = None


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """What the 835 itself says of one payment.

    `fingerprint` is the SHA-256 of all that stands between ST and SE in one notation; `originator`
    is TRN03. `claim_count` counts its claim payments, `imbalances` the places that do not add up.
    """

    remittance_id: RemittanceId
    fingerprint: str
    trace_number: str
    originator: str
    payer_name: str
    payer_identifier: str
    payee_name: str
    payee_npi: str | None
    payee_tax_id: str | None
    method: str
    amount: Decimal
    paid_on: date | None
    claim_count: int
    imbalances: int
    payments: tuple[ClaimPayment, ...]

    @property
    def is_balanced(self) -> bool:
        return self.imbalances == 0


@dataclass(frozen=True, slots=True)
class Remittance:
    """An advice, and the archived 835 that first told of it.

    `received_at` is the clearinghouse's own time of that file: it names the month in which
    the file is archived, under `stem`. `linked_to` is the same payment as another account heard of
    it first: it is to be posted there.
    """

    advice: RemittanceAdvice
    account_id: AccountId
    response_id: ResponseId
    origin: ResponseOrigin
    received_at: datetime
    archived_at: datetime
    stem: str
    raw_key: str
    raw_sha256: str
    raw_size: int
    linked_to: RemittanceId | None = None

    @property
    def day(self) -> date:
        """When it was paid; the day of its file where the 835 does not say."""
        return self.advice.paid_on or self.received_at.date()

    @property
    def month(self) -> str:
        """The month of the archive that holds its file."""
        return month_of(self.received_at)


@dataclass(frozen=True, slots=True)
class PaymentReport:
    """That a file told of a payment. `trace` is what all payments under one number of one payer
    share, whatever account of one mode heard of them."""

    trace: str
    fingerprint: str
    account_id: AccountId
    remittance_id: RemittanceId
    response_id: ResponseId
    raw_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reports:
    """What is known under a trace: the `first` report of the payment stands; `other` are those of
    payments with other content."""

    first: PaymentReport
    other: tuple[PaymentReport, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which remittances: paid on these days (both inclusive), by this payer, None for any.

    `payer` is an identifier or the name as the 835 has it, in upper or lower case.
    """

    since: date | None = None
    until: date | None = None
    payer: str | None = None

    def includes(self, remittance: Remittance) -> bool:
        since, until = self.since or date.min, self.until or date.max
        return since <= remittance.day <= until and self.is_payer_of(remittance)

    def is_payer_of(self, remittance: Remittance) -> bool:
        if self.payer is None:
            return True
        advice = remittance.advice
        names = advice.payer_identifier, advice.originator, advice.payer_name
        return self.payer.casefold() in map(str.casefold, names)


def trace_of(advice: RemittanceAdvice) -> str:
    """A digest of payer and number of a payment. What moves no money often has no number of its
    own ("0", "NO PAYMENT"): its content is its number."""
    moves_money = advice.amount != 0 and advice.method != NO_PAYMENT and advice.trace_number.strip()
    if not moves_money:
        return digest("content", advice.fingerprint)
    payer = advice.originator.strip() or advice.payer_identifier.strip()
    return digest("trace", payer.upper(), advice.trace_number.strip().upper())


def month_of(received_at: datetime) -> str:
    """The month of the archive, in UTC: `2026-03`."""
    return f"{received_at.astimezone(UTC):%Y-%m}"
