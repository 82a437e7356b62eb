"""What the lines of a statement add up to."""

from collections import Counter
from dataclasses import dataclass, field

from chalicelib.domain.conservation.line import Book, Imbalance, Line

IMBALANCES_NAMED = 1_000
"""So many imbalances are named in the statement itself; every one shows in the pages."""


@dataclass(frozen=True, slots=True)
class NamedImbalance:
    book: Book
    line_id: str
    kind: Imbalance


@dataclass(slots=True)
class Totals:
    """Both sides of each book, counted line by line."""

    came: dict[Book, Counter[str]] = field(default_factory=lambda: {b: Counter() for b in Book})
    stands: dict[Book, Counter[str]] = field(default_factory=lambda: {b: Counter() for b in Book})
    claims: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    imbalances: list[NamedImbalance] = field(default_factory=list)
    imbalance_count: int = 0

    def add(self, book: Book, line: Line) -> None:
        if line.came is not None:
            self.came[book][line.came] += 1
        if line.stands is not None:
            self.stands[book][line.stands] += 1
        self.claims += line.claims
        self.by_status.update(line.by_status)
        if line.imbalance is not None:
            self._name(NamedImbalance(book, line.line_id, line.imbalance))

    def _name(self, imbalance: NamedImbalance) -> None:
        self.imbalance_count += 1
        if self.imbalance_count <= IMBALANCES_NAMED:
            self.imbalances.append(imbalance)
