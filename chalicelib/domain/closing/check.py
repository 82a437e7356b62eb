"""How one item of the checklist stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.records import Signature

NAMED = 20
"""So many things that block are named; all of them are counted."""


class ItemState(StrEnum):
    HOLDS = "holds"
    SIGNED = "signed"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Check:
    """`found` counts what was looked at, `missing` what blocks; `named` are ids of some of that."""

    item: Item
    state: ItemState
    words: str
    found: int = 0
    missing: int = 0
    named: tuple[str, ...] = ()
    signature: Signature | None = None

    @property
    def blocks(self) -> bool:
        return self.state is ItemState.BLOCKS


def holds(item: Item, words: str, found: int = 0) -> Check:
    return Check(item, ItemState.HOLDS, words, found=found)


def blocks(item: Item, words: str, named: Iterable[str] = (), missing: int = 1) -> Check:
    return Check(item, ItemState.BLOCKS, words, missing=missing, named=tuple(named)[:NAMED])


def signed(item: Item, signature: Signature) -> Check:
    words = f"Signed by {signature.name}."
    return Check(item, ItemState.SIGNED, words, signature=signature)


def none_of(item: Item, things: Iterable[str], what: str, found: int, unread: int = 0) -> Check:
    """Holds where there is no such thing; of `unread` claims nobody can tell."""
    named = sorted(things)
    words = f"{len(named) or 'There are no'} {what}."
    if not named and not unread:
        return holds(item, words, found)
    if unread:
        words += f" {unread} claims were not looked at."
    return blocks(item, words, named, len(named) + unread)
