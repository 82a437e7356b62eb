"""Where items stand in the two sparse indexes.

`work` holds what waits for somebody, in the order in which it came; `listing` what people page
through. An item enters and leaves an index in the same write that changes its state.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.adapters.dynamodb.encoding import encode_instant

if TYPE_CHECKING:
    from chalicelib.domain.wanted import Span


class Index(StrEnum):
    """A global secondary index, named like its partition key."""

    WORK = "work"
    LISTING = "listing"

    @property
    def sort_key(self) -> str:
        return f"{self.value}_order"


@dataclass(frozen=True, slots=True)
class Place:
    """`queue` is the partition of the index, `order` the place in it."""

    index: Index
    queue: str
    order: str


def end_of(instant: datetime) -> str:
    """Stands behind every order that begins with the instant or an earlier one."""
    return f"{encode_instant(instant)}~"


def within(span: "Span") -> tuple[str, str]:
    """The first and last order that may begin with an instant of the span; an order goes on behind
    its instant, so that of its very end stands behind."""
    begin = "0" if span.begin is None else encode_instant(span.begin)
    return begin, "~" if span.end is None else encode_instant(span.end)
