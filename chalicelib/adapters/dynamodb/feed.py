"""The feed: parts of it that follow on each other, and a head that tells how far it reaches.

A part is written in one transaction with the head and with its notices, so a number is given when
and only when the one before it was (docs/adr/0042-the-feed-is-appended-to-under-its-head.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from boto3.dynamodb.conditions import Attr, ConditionBase
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.attribute_values import conditional, to_wire
from chalicelib.adapters.dynamodb.encoding import Attributes
from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.notices import FIRST, notice_item
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError, CourierError
from chalicelib.domain.events.event import Event, Told
from chalicelib.domain.events.notice import Notice

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

PARTS_AT_ONCE = 10
_LOST = {"ConditionalCheckFailed", "TransactionConflict", "None"}


class BrokenFeedError(CourierError):
    """A number below the head is missing; no order of writes can bring that about."""


@dataclass(frozen=True, slots=True)
class DynamoFeed:
    table: Table

    def last(self) -> int:
        head = self.table.get(keys.feed_head())
        return 0 if head is None else int(str(head["last"]))

    def append(self, last: int, notices: Sequence[Notice]) -> None:
        firsts = accumulate((len(each.events) for each in notices), initial=last + 1)
        moved = [
            self._put(notice_item(notice, first), Attr("pk").exists() & Attr(FIRST).not_exists())
            for notice, first in zip(notices, firsts, strict=False)
        ]
        events = [event for notice in notices for event in notice.events]
        end = last + len(events)
        part = item(keys.feed_part(end), {FIRST: last + 1, "last": end, "events": pack(events)})
        head = item(keys.feed_head(), {"last": end})
        still = Attr("pk").not_exists() if last == 0 else Attr("last").eq(last)
        writes = [self._put(head, still), self._put(part, Attr("pk").not_exists()), *moved]
        try:
            self.table.client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            raise _explained(error) from error

    def after(self, seq: int, at_most: int) -> tuple[Told, ...]:
        """The head is read first, and nothing beyond it is looked at: all that lies before it was
        written when it was."""
        end = min(self.last(), seq + at_most)
        found: list[Told] = []
        while seq < end:
            for part in self._parts(seq, min(PARTS_AT_ONCE, end - seq)):
                if seq >= end:
                    break
                first, events = int(str(part[FIRST])), unpack(Event, part["events"])
                if first > seq + 1:
                    raise BrokenFeedError(f"{seq + 1} is missing.")
                found += (Told(n, event) for n, event in enumerate(events, first) if seq < n <= end)
                seq = int(str(part["last"]))
        return tuple(found)

    def _parts(self, seq: int, at_most: int) -> list[Attributes]:
        """The next ones, each of an event at least; raises BrokenFeedError when there are none."""
        for partition in (seq + 1, seq + 1 + keys.EVENTS_PER_PARTITION):
            behind = Key(keys.feed_part(partition).pk, keys.feed_part(seq).sk)
            parts = self.table.following(behind, at_most)
            if parts:
                return parts
        raise BrokenFeedError(f"{seq + 1} is missing.")

    def _put(self, new: Attributes, condition: ConditionBase) -> "TransactWriteItemTypeDef":
        put = {"TableName": self.table.name, "Item": to_wire(new), **conditional(condition)}
        return cast("TransactWriteItemTypeDef", {"Put": put})


def _explained(error: ClientError) -> Exception:
    """A head or notice that somebody else is writing at this moment counts as changed."""
    reasons = cast("list[dict[str, str]]", error.response.get("CancellationReasons", []))
    codes = {reason.get("Code", "None") for reason in reasons}
    if codes and codes <= _LOST:
        return ConflictError("The feed has been appended to meanwhile.")
    return error
