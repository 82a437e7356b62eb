"""A line of a book: one thing that came, and where it stands.

A conservation statement has three books. Each line has two sides, as in bookkeeping: how the thing
came into the book, and what became of it. What is on one side only is lost, or came from nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

Order = tuple[str, str]
"""The place of a line in its book: its time as text, then its id."""


class Book(StrEnum):
    """`intake`: batches and their claims; `sent`: files for the clearinghouse; `seen`: its own."""

    INTAKE = "intake"
    SENT = "sent"
    SEEN = "seen"


class Imbalance(StrEnum):
    """What can be wrong with a line."""

    CAME_FROM_NOWHERE = "came_from_nowhere"
    VANISHED = "vanished"
    CLAIMS_DO_NOT_ADD_UP = "claims_do_not_add_up"


@dataclass(frozen=True, slots=True)
class Line:
    """`line_id` is the id of a batch, transmission or response, `at` the time it is ordered by.

    `claims` were counted when the batch was taken in; `by_status` tells where each of them stands.
    """

    line_id: str
    at: str
    came: str | None
    stands: str | None
    claims: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)

    @property
    def order(self) -> Order:
        return self.at, self.line_id

    @property
    def imbalance(self) -> Imbalance | None:
        if self.came is None:
            return Imbalance.CAME_FROM_NOWHERE
        if self.stands is None:
            return Imbalance.VANISHED
        adds_up = self.claims == sum(self.by_status.values())
        return None if adds_up else Imbalance.CLAIMS_DO_NOT_ADD_UP

    def vanished(self) -> "Line":
        """What is left of a line that an earlier statement had and that is found no more."""
        return Line(self.line_id, self.at, self.came, None, self.claims)


def instant_text(instant: datetime) -> str:
    """UTC, always 27 characters, so that the order of texts is the order of instants."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
