"""The worklist: what the gateway could not decide about an answer, left to a person.

Nothing of it is ever guessed. Whatever can be understood later, because more has become known
meanwhile, is taken off the list by the gateway itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.errors import ResolvedAlreadyError
from chalicelib.domain.fact import ClaimReference, Statement
from chalicelib.domain.identifiers import AccountId, ClaimId, ResponseId, WorkItemId
from chalicelib.domain.response import ResponseKind


class WorkKind(StrEnum):
    UNTIED_STATEMENT = "untied_statement"
    UNREADABLE_PLACE = "unreadable_place"
    UNKNOWN_FILE = "unknown_file"
    UNFETCHED_FILE = "unfetched_file"
    NAME_CONFLICT = "name_conflict"
    PAYMENT_CONFLICT = "payment_conflict"
    UNBALANCED_PAYMENT = "unbalanced_payment"


class WorkReason(StrEnum):
    """Why it could not be decided; domain/status.py has the words for each."""

    UNKNOWN_TRANSMISSION = "unknown_transmission"
    UNKNOWN_CLAIM = "unknown_claim"
    AMBIGUOUS_CLAIM = "ambiguous_claim"
    CLAIM_OF_ANOTHER_PRACTICE = "claim_of_another_practice"
    CLAIM_OF_ANOTHER_PROVIDER = "claim_of_another_provider"
    NOT_UNDERSTOOD = "not_understood"
    NOT_RECOGNIZED = "not_recognized"
    NOT_READABLE = "not_readable"
    TOO_LARGE = "too_large"
    UNUSABLE_NAME = "unusable_name"
    NAME_USED_AGAIN = "name_used_again"
    TRACE_USED_AGAIN = "trace_used_again"
    DOES_NOT_BALANCE = "does_not_balance"


class WorkState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


class Outcome(StrEnum):
    """`understood`: the gateway itself could decide, by what it learned later."""

    TIED = "tied"
    DISMISSED = "dismissed"
    UNDERSTOOD = "understood"


_FOR_A_PERSON = frozenset(
    {WorkKind.NAME_CONFLICT, WorkKind.PAYMENT_CONFLICT, WorkKind.UNBALANCED_PAYMENT}
)
_BY_PERSON = frozenset({Outcome.TIED, Outcome.DISMISSED})


class Awaited(StrEnum):
    """What, once it is known, may decide about an open item."""

    FILE_ID = "file_id"
    REJECTION = "rejection"
    PAYER_CLAIM_CONTROL_NUMBER = "payer_claim_control_number"


@dataclass(frozen=True, slots=True)
class Resolution:
    """`by` is the prefix of the API key that was used, or `gateway`; `note` is its own words."""

    outcome: Outcome
    by: str
    at: datetime
    note: str = ""
    claim_id: ClaimId | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One place of a response, or one whole file.

    `source` is that of the response. `position` is the place in it (0 for the file as a whole;
    for a doubtful payment its number in the file, from 1).
    `candidates` are claims that it may be about: proposals, the likeliest first, never more than a
    few. `alike` counts further statements of the same response that fail for the same reason about
    the same file.
    """

    item_id: WorkItemId
    account_id: AccountId
    response_id: ResponseId
    response_name: str
    response_kind: ResponseKind
    source: str
    kind: WorkKind
    reason: WorkReason
    position: int
    first_seen_at: datetime
    detail: str = ""
    candidates: tuple[ClaimId, ...] = ()
    statement: Statement | None = None
    alike: int = 0
    state: WorkState = WorkState.OPEN
    resolution: Resolution | None = None

    @property
    def awaits(self) -> tuple[Awaited, str] | None:
        """What may decide about an open statement once it is known: a number as one of ours, or a
        rejection of the claim that seems to have come back in somebody else's file."""
        statement = self.statement
        if self.state is not WorkState.OPEN or statement is None:
            return None
        if self.reason is WorkReason.UNKNOWN_TRANSMISSION and self.candidates:
            return Awaited.REJECTION, self.candidates[0]
        file_id = _file_id(statement)
        if file_id is not None:
            return Awaited.FILE_ID, file_id
        number = statement.payer_claim_control_number
        return None if number is None else (Awaited.PAYER_CLAIM_CONTROL_NUMBER, number)

    @property
    def may_be_understood(self) -> bool:
        """Whether another reading of the same content may resolve it. What contradicts itself or
        another file does so for ever: only a person decides about that."""
        return self.state is WorkState.OPEN and self.kind not in _FOR_A_PERSON

    @property
    def is_decided_statement(self) -> bool:
        """Whether a person has tied or dismissed a statement."""
        by_person = self.resolution is not None and self.resolution.outcome in _BY_PERSON
        return self.kind is WorkKind.UNTIED_STATEMENT and by_person

    def resolve(self, resolution: Resolution) -> "WorkItem":
        """Raises ResolvedAlreadyError when it is."""
        if self.state is not WorkState.OPEN:
            raise ResolvedAlreadyError(f"{self.item_id} is resolved already")
        return replace(self, state=WorkState.RESOLVED, resolution=resolution)


def _file_id(statement: Statement) -> str | None:
    about = statement.about
    if isinstance(about, ClaimReference):
        return about.transmission.file_id if about.transmission else None
    return None
