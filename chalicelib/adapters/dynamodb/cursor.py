"""Cursors: where a page ended, opaque to those who hand them back."""

import base64
import json
from collections.abc import Mapping

from chalicelib.adapters.dynamodb.places.place import Index

_LONGEST = 600
"""Of three ids and an instant; far below what a key may hold, or a parser can nest."""


def write_cursor(index: Index, queue: str, item: Mapping[str, object]) -> str:
    """The cursor of a page of `queue` whose last item is `item`."""
    place = [queue, item[index.sort_key], item["pk"], item["sk"]]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def read_cursor(index: Index, queue: str, cursor: str) -> dict[str, object]:
    """The index and table keys of the item where the page ended.

    Raises ValueError when the cursor was not written by `write_cursor` for this queue.
    """
    if len(cursor) > _LONGEST:
        raise ValueError("longer than any cursor of ours")
    place = json.loads(base64.urlsafe_b64decode(cursor))
    if not _is_place(place) or place[0] != queue:
        raise ValueError("not a cursor of this list")
    return dict(zip((index, index.sort_key, "pk", "sk"), place, strict=True))


def _is_place(place: object) -> bool:
    return (
        isinstance(place, list)
        and len(place) == 4
        and all(isinstance(part, str) and part for part in place)
    )
