"""Pages of long lists."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in stable order, and where to go on; `next_cursor` is None at the end."""

    items: tuple[Item, ...]
    next_cursor: str | None = None
