"""Rows in memory with the conditional writes that the real table has; safe among threads."""

from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.paging import Page

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


class Rows(Generic[Key, Row]):
    """`what` names a row in a NotFoundError."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.by_key: dict[Key, Row] = {}
        self.lock = RLock()

    def find(self, key: Key) -> Row | None:
        return self.by_key.get(key)

    def get(self, key: Key) -> Row:
        try:
            return self.by_key[key]
        except KeyError:
            raise NotFoundError(self.what, str(key)) from None

    def put_if_absent(self, key: Key, row: Row) -> Row:
        """The row that stands now: `row`, or the one that was there before."""
        with self.lock:
            return self.by_key.setdefault(key, row)

    def put_once(self, key: Key, row: Row) -> None:
        """Raises ConflictError when another row has the key."""
        if self.put_if_absent(key, row) != row:
            raise ConflictError(f"Another {self.what} has this key.")

    def replace(self, key: Key, row: Row, still: Callable[[Row], bool]) -> None:
        """Raises ConflictError unless there is a row and `still` holds for it."""
        with self.lock:
            present = self.by_key.get(key)
            if present is None or not still(present):
                raise ConflictError(f"The {self.what} has changed meanwhile.")
            self.by_key[key] = row

    def all(self) -> tuple[Row, ...]:
        with self.lock:
            return tuple(self.by_key.values())


def page_of(rows: list[tuple[str, Row]], listing: str, limit: int, cursor: str | None) -> Page[Row]:
    """`limit` rows after the cursor, newest first; each row comes with its place in the order.

    Raises ValueError on a cursor of another listing, or on no cursor at all.
    """
    after = None if cursor is None else _place(listing, cursor)
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    rest = [row for row in ordered if after is None or row[0] < after]
    shown = rest[:limit]
    more = len(rest) > limit
    return Page(
        tuple(row for _, row in shown), f"{listing}|{shown[-1][0]}" if more and shown else None
    )


def _place(listing: str, cursor: str) -> str:
    owner, bar, place = cursor.partition("|")
    if owner != listing or not bar:
        raise ValueError("not a cursor of this list")
    return place
