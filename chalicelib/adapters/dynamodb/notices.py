"""Notices; those whose events are not in the feed yet stand in the index of what waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import Attributes, decode_instant, encode_instant
from chalicelib.adapters.dynamodb.keys import events as keys
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.places import events as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.events.event import Event
from chalicelib.domain.events.notice import Notice

FIRST = "first"
"""The number of its first event in the feed; missing while it waits."""


@dataclass(frozen=True, slots=True)
class DynamoNotices:
    table: Table

    def add(self, notice: Notice) -> Notice:
        return _notice(self.table.put_if_absent(notice_item(notice)))

    def of_series(self, series: str) -> tuple[Notice, ...]:
        return tuple(map(_notice, self.table.query(keys.notices(series))))

    def waiting(self) -> Iterator[Notice]:
        return map(_notice, self.table.queued(Index.WORK, places.UNTOLD))

    def still_waiting(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        return tuple(notice for notice in notices if self._waits(notice))

    def _waits(self, notice: Notice) -> bool:
        stored = self.table.get(keys.notice(notice.series, notice.number))
        return stored is not None and FIRST not in stored


def notice_item(notice: Notice, first: int | None = None) -> Attributes:
    """As it waits; or, with the number of its first event, as it stands when it is in the feed."""
    attributes: Attributes = {
        "series": notice.series,
        "number": notice.number,
        "noted_at": encode_instant(notice.noted_at),
        "events": pack(notice.events),
    }
    key = keys.notice(notice.series, notice.number)
    if first is None:
        return item(key, attributes, places.of_waiting_notice(notice))
    return item(key, {**attributes, FIRST: first})


def _notice(stored: Attributes) -> Notice:
    return Notice(
        series=str(stored["series"]),
        number=int(str(stored["number"])),
        noted_at=decode_instant(str(stored["noted_at"])),
        events=unpack(Event, stored["events"]),
    )
