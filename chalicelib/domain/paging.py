"""Pages of long lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in stable order, and where to go on; `next_cursor` is None at the end."""

    items: tuple[Item, ...]
    next_cursor: str | None = None


def page_behind(
    items: Sequence[Item], name: Callable[[Item], str], limit: int, cursor: str | None
) -> Page[Item]:
    """`limit` of all items behind the one that the cursor names. Raises ValueError when none is."""
    names = [name(item) for item in items]
    start = 0 if cursor is None else names.index(cursor) + 1
    shown = tuple(items[start : start + limit])
    more = start + limit < len(items)
    return Page(shown, name(shown[-1]) if more else None)
