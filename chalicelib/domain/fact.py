"""Statements and facts.

A response makes *statements* about claims and files in the clearinghouse's own terms. A statement
that has been tied to exactly one claim or transmission of ours is a *fact*: immutable, with an id
that depends only on the bytes and the place in them, so that it counts once however often it comes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.identifiers import ClaimId, FactId, RemittanceId, ResponseId, TransmissionId
from chalicelib.domain.response import ResponseKind


class FactKind(StrEnum):
    """What happened. The first group concerns a transmission, the second a claim."""

    INTERCHANGE_ACCEPTED = "interchange_accepted"
    INTERCHANGE_REJECTED = "interchange_rejected"
    GROUP_ACCEPTED = "group_accepted"
    GROUP_PARTIALLY_ACCEPTED = "group_partially_accepted"
    GROUP_REJECTED = "group_rejected"
    FILE_SUMMARIZED = "file_summarized"
    FILE_FAILED = "file_failed"

    SYNTAX_REJECTED = "syntax_rejected"
    PENDED = "pended"
    ACCEPTED_BY_CLEARINGHOUSE = "accepted_by_clearinghouse"
    REJECTED_BY_CLEARINGHOUSE = "rejected_by_clearinghouse"
    ACCEPTED_BY_PAYER = "accepted_by_payer"
    REJECTED_BY_PAYER = "rejected_by_payer"
    PAID = "paid"
    PARTIALLY_PAID = "partially_paid"
    DENIED = "denied"
    REVERSED = "reversed"

    @property
    def concerns_claims(self) -> bool:
        return self not in _ABOUT_TRANSMISSIONS


_ABOUT_TRANSMISSIONS = frozenset(
    {
        FactKind.INTERCHANGE_ACCEPTED,
        FactKind.INTERCHANGE_REJECTED,
        FactKind.GROUP_ACCEPTED,
        FactKind.GROUP_PARTIALLY_ACCEPTED,
        FactKind.GROUP_REJECTED,
        FactKind.FILE_SUMMARIZED,
        FactKind.FILE_FAILED,
    }
)


@dataclass(frozen=True, slots=True)
class TransmissionReference:
    """One of our files in the clearinghouse's terms; at least one field is set.

    `file_id` is the clearinghouse's own number of the file or of a part it was split into.
    """

    control_number: int | None = None
    file_name: str | None = None
    file_id: str | None = None
    batch_reference: str | None = None


@dataclass(frozen=True, slots=True)
class TransactionSetReference:
    """All claims of one transaction set (ST02) of one of our files."""

    transmission: TransmissionReference
    control_number: str


@dataclass(frozen=True, slots=True)
class ClaimReference:
    """One claim: CLM01, narrowed by the file it was sent in wherever the answer names one.

    `providers` are the NPI and Tax ID that the answer gives for the claim's provider, if any.
    """

    patient_control_number: str
    transmission: TransmissionReference | None = None
    providers: tuple[str, ...] = ()


Reference = TransmissionReference | TransactionSetReference | ClaimReference


@dataclass(frozen=True, slots=True)
class Payment:
    """What one 835 says of one claim; reversals carry negative amounts.

    The same payment may come in several files: remittance and position in it tell that it is one.
    """

    remittance_id: RemittanceId
    position: int
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place of one response says, not yet tied to anything of ours.

    `position` is the place in the source, unique within it. A statement of a kind that concerns
    claims, made about a transaction set or a transmission, holds for each claim in it.
    `effective_on` is the date that the response itself gives. `message` may hold the payer's own
    words and is never logged. `charge` and `service_on` are what the response says of the claim
    itself: grounds to doubt a tie or to rule a claim out, never to look for one.
    """

    position: int
    kind: FactKind
    about: Reference
    effective_on: date | None = None
    codes: tuple[str, ...] = ()
    message: str = ""
    clearinghouse_claim_id: str | None = None
    payer_claim_control_number: str | None = None
    payment: Payment | None = None
    charge: Decimal | None = None
    service_on: date | None = None


class TiedBy(StrEnum):
    """What led from a statement to the one claim or transmission that it is about."""

    CONTROL_NUMBER = "control_number"
    FILE_NAME = "file_name"
    FILE_ID = "file_id"
    BATCH_REFERENCE = "batch_reference"
    SET = "set"
    FILE_AND_NUMBER = "file_and_number"
    PAYER_CONTROL_NUMBER = "payer_control_number"
    NUMBER_AND_DAY = "number_and_day"
    UNIQUE_NUMBER = "unique_number"
    ELIMINATION = "elimination"
    PERSON = "person"

    @property
    def confidence(self) -> "Confidence":
        return _CONFIDENCE[self]


class Confidence(StrEnum):
    """`certain` follows from numbers that only we give out, `strong` from numbers that could be
    used twice but are not, `person` was decided by somebody."""

    CERTAIN = "certain"
    STRONG = "strong"
    PERSON = "person"


_CONFIDENCE = {
    TiedBy.CONTROL_NUMBER: Confidence.CERTAIN,
    TiedBy.FILE_NAME: Confidence.CERTAIN,
    TiedBy.FILE_ID: Confidence.CERTAIN,
    TiedBy.BATCH_REFERENCE: Confidence.STRONG,
    TiedBy.SET: Confidence.CERTAIN,
    TiedBy.FILE_AND_NUMBER: Confidence.CERTAIN,
    TiedBy.PAYER_CONTROL_NUMBER: Confidence.STRONG,
    TiedBy.NUMBER_AND_DAY: Confidence.STRONG,
    TiedBy.UNIQUE_NUMBER: Confidence.STRONG,
    TiedBy.ELIMINATION: Confidence.STRONG,
    TiedBy.PERSON: Confidence.PERSON,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of one response about one claim or one transmission of ours."""

    fact_id: FactId
    subject: ClaimId | TransmissionId
    tied_by: TiedBy
    response_id: ResponseId
    response_kind: ResponseKind
    observed_at: datetime
    statement: Statement

    @property
    def kind(self) -> FactKind:
        return self.statement.kind
