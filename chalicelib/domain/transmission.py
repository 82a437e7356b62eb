"""A transmission: one file as sent to one account, and the ledger of its sending.

The order of the ledger's steps is what makes a crash harmless:

    planned   nothing reached the clearinghouse under the final name
    staged    all bytes lie there under the staged name; the rename may or may not have happened
    uncertain bytes may have gone out under the final name, because nothing could be staged
    sent      the final name was seen, or it is gone because the clearinghouse took it

The rename is attempted only after `staged` is written down, so `planned` always means "not sent".
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.errors import InvalidTransitionError
from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId, TransmissionId


class TransmissionState(StrEnum):
    PLANNED = "planned"
    STAGED = "staged"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    FAILED = "failed"


WAITING = frozenset({TransmissionState.PLANNED, TransmissionState.STAGED})
"""To be delivered at the next visit."""

UNANSWERED = frozenset({TransmissionState.SENT, TransmissionState.UNCERTAIN})
"""Sent, and the clearinghouse has not said a word about it yet."""

_NEXT: dict[TransmissionState, frozenset[TransmissionState]] = {
    TransmissionState.PLANNED: frozenset({TransmissionState.STAGED, TransmissionState.UNCERTAIN}),
    TransmissionState.STAGED: frozenset({TransmissionState.SENT, TransmissionState.UNCERTAIN}),
    TransmissionState.UNCERTAIN: frozenset({TransmissionState.SENT}),
    TransmissionState.SENT: frozenset(),
    TransmissionState.ACKNOWLEDGED: frozenset(
        {TransmissionState.REJECTED, TransmissionState.FAILED}
    ),
    TransmissionState.REJECTED: frozenset(),
    TransmissionState.FAILED: frozenset(),
}

_ANSWERS = frozenset(
    {TransmissionState.ACKNOWLEDGED, TransmissionState.REJECTED, TransmissionState.FAILED}
)


@dataclass(frozen=True, slots=True)
class Transmission:
    """`file_name` is the name at the clearinghouse; it never carries patient data. `staged_name`
    is None where the clearinghouse would collect a file under any name.
    """

    transmission_id: TransmissionId
    batch_id: BatchId
    account_id: AccountId
    practice_id: PracticeId
    interchange_control_number: int
    file_name: str
    staged_name: str | None
    size: int
    content_sha256: str
    received_at: datetime
    planned_at: datetime
    state: TransmissionState = TransmissionState.PLANNED
    attempts: int = 0
    sent_at: datetime | None = None
    answered_at: datetime | None = None

    def attempt(self) -> "Transmission":
        """One more try to put the bytes there; the state stays."""
        return replace(self, attempts=self.attempts + 1)

    def stage(self) -> "Transmission":
        return self._become(TransmissionState.STAGED)

    def doubt(self) -> "Transmission":
        """From now on it may have been sent, and must not be sent again."""
        return self._become(TransmissionState.UNCERTAIN)

    def send(self, at: datetime) -> "Transmission":
        return replace(self._become(TransmissionState.SENT), sent_at=at)

    def answer(self, state: TransmissionState, at: datetime) -> "Transmission":
        """The clearinghouse spoke of this file: whatever we thought, it was sent.

        A rejection may follow an acknowledgment; nothing turns a rejection back.
        """
        if state not in _ANSWERS:
            raise InvalidTransitionError(f"{state} is no answer")
        if self.state in _ANSWERS and state not in _NEXT[self.state]:
            return self
        return replace(
            self,
            state=state,
            sent_at=self.sent_at or at,
            answered_at=self.answered_at or at,
        )

    def _become(self, state: TransmissionState) -> "Transmission":
        if state not in _NEXT[self.state]:
            raise InvalidTransitionError(f"{self.transmission_id}: {self.state} -> {state}")
        return replace(self, state=state)
