"""A page of what only a closer look can pick out."""

from collections.abc import Callable
from typing import TypeVar

from chalicelib.domain.paging import Page

Item = TypeVar("Item")

_MOST_PAGES = 10
"""Somebody waits: what is rare is looked for in several requests, each going on at the cursor."""


def filtered(
    page_at: Callable[[int, str | None], Page[Item]],
    wanted: Callable[[Item], bool],
    limit: int,
    cursor: str | None,
) -> Page[Item]:
    """Up to `limit` wanted items behind `cursor`; fewer, or none, and still a cursor, when they are
    so rare that many pages had to be looked through."""
    found: list[Item] = []
    for _ in range(_MOST_PAGES):
        page = page_at(limit - len(found), cursor)
        found += filter(wanted, page.items)
        cursor = page.next_cursor
        if cursor is None or len(found) == limit:
            break
    return Page(tuple(found), cursor)
