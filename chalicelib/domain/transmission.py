"""A transmission: one file as sent to one account, and the ledger of its sending.

The order of the ledger's steps is what makes a crash harmless:

    planned   nothing reached the clearinghouse under the final name
    staged    all bytes lie there under the staged name; the rename may or may not have happened
    uncertain bytes may have gone out under the final name, because nothing could be staged
    sent      the final name was seen, or it is gone because the clearinghouse took it

The rename is attempted only after `staged` is written down, so `planned` always means "not sent".
Out of `uncertain` leads evidence (the file is seen there, an answer comes) or a person's decision,
and nothing else.
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

TRIES_THAT_HOLD_BACK = 12
"""A file that so many visits could not put there no longer holds back those behind it. At a visit
every five minutes that is an hour: whatever passes by itself has passed."""

_NEXT: dict[TransmissionState, frozenset[TransmissionState]] = {
    TransmissionState.PLANNED: frozenset({TransmissionState.STAGED, TransmissionState.UNCERTAIN}),
    TransmissionState.STAGED: frozenset({TransmissionState.SENT, TransmissionState.UNCERTAIN}),
    TransmissionState.UNCERTAIN: frozenset({TransmissionState.SENT, TransmissionState.PLANNED}),
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


class Evidence(StrEnum):
    """What shows that a file was sent."""

    RENAMED = "renamed"
    PUT = "put"
    STAGED_NAME_GONE = "staged_name_gone"
    SEEN = "seen"
    ANSWERED = "answered"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Look:
    """What lay under the final name when we looked; `size` in bytes, None where nothing did."""

    at: datetime
    size: int | None


class Verdict(StrEnum):
    SENT = "sent"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word about an uncertain file. `by` is the prefix of the API key that was used;
    `doubted_at` and `looked` are what was known then."""

    verdict: Verdict
    by: str
    at: datetime
    reason: str
    doubted_at: datetime | None
    looked: Look | None


@dataclass(frozen=True, slots=True)
class Transmission:
    """`file_name` is the name at the clearinghouse; it never carries patient data. `staged_path`
    is where the file waits until it is whole, but for the number of the put; None where nothing can
    be staged. `puts` counts how often its bytes were begun to be put there, `refusals` at how many
    visits the server did not take it. `doubted_at` is when bytes last began to go out under the
    final name unconfirmed, `looked` what lay there at the last look. `outage_since` is that of the
    outage that held the file back.
    """

    transmission_id: TransmissionId
    batch_id: BatchId
    account_id: AccountId
    practice_id: PracticeId
    interchange_control_number: int
    file_name: str
    staged_path: str | None
    size: int
    content_sha256: str
    received_at: datetime
    planned_at: datetime
    state: TransmissionState = TransmissionState.PLANNED
    attempts: int = 0
    puts: int = 0
    refusals: int = 0
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    evidence: Evidence | None = None
    doubted_at: datetime | None = None
    looked: Look | None = None
    decisions: tuple[Decision, ...] = ()
    outage_since: datetime | None = None

    def attempt(self) -> "Transmission":
        """One more try to put the bytes there; the state stays."""
        return replace(self, attempts=self.attempts + 1)

    @property
    def staged_at(self) -> str:
        """Where the bytes of the last put lie.

        Each put has a name of its own, so that whoever is late with an earlier one can't lay
        there again what was sent meanwhile.
        """
        return f"{self.staged_path}{self.puts}"

    def refuse(self) -> "Transmission":
        """The connection held, but the server did not take this file; the state stays."""
        return replace(self, refusals=self.refusals + 1)

    @property
    def is_set_aside(self) -> bool:
        """Whether it waits behind the others, because time and again it could not be put there."""
        tries = max(self.refusals, self.attempts)
        return self.state in WAITING and tries >= TRIES_THAT_HOLD_BACK

    def begin_put(self) -> "Transmission":
        return replace(self.attempt(), puts=self.puts + 1)

    def stage(self) -> "Transmission":
        return self._become(TransmissionState.STAGED)

    def doubt(self, at: datetime) -> "Transmission":
        """From now on it may have been sent, and must not be sent again."""
        return replace(self._become(TransmissionState.UNCERTAIN), doubted_at=at)

    def look(self, look: Look) -> "Transmission":
        return replace(self, looked=look)

    def send(self, at: datetime, evidence: Evidence = Evidence.RENAMED) -> "Transmission":
        return replace(self._become(TransmissionState.SENT), sent_at=at, evidence=evidence)

    def was_held(self, outage_since: datetime) -> "Transmission":
        return replace(self, outage_since=outage_since)

    def decide(self, verdict: Verdict, by: str, at: datetime, reason: str) -> "Transmission":
        """A person ends the uncertainty: it was sent, or it waits again under the same identity.

        Raises InvalidTransitionError unless it is uncertain.
        """
        if self.state is not TransmissionState.UNCERTAIN:
            raise InvalidTransitionError(f"{self.transmission_id} is {self.state}")
        decision = Decision(verdict, by, at, reason, self.doubted_at, self.looked)
        decided = replace(self, decisions=(*self.decisions, decision))
        if verdict is Verdict.SENT:
            return decided.send(self.doubted_at or at, Evidence.PERSON)
        return decided._become(TransmissionState.PLANNED)

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
            evidence=self.evidence or Evidence.ANSWERED,
        )

    def _become(self, state: TransmissionState) -> "Transmission":
        if state not in _NEXT[self.state]:
            raise InvalidTransitionError(f"{self.transmission_id}: {self.state} -> {state}")
        return replace(self, state=state)
