"""Joining streams that are ordered alike, however long they are."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from chalicelib.domain.conservation.line import Order

Record = TypeVar("Record")


def keyed(
    records: Iterable[Record], key: Callable[[Record], Order]
) -> Iterator[tuple[Order, object]]:
    return ((key(record), record) for record in records)


def joined(*streams: Iterable[tuple[Order, object]]) -> Iterator[tuple[Order, list[object]]]:
    """All records that have the same key, by key; every stream must be in the order of its keys.

    Holds no more than one group in memory.
    """
    merged = heapq.merge(*streams, key=itemgetter(0))
    for key, group in groupby(merged, key=itemgetter(0)):
        yield key, [record for _, record in group]
