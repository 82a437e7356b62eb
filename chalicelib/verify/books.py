"""The lines of a statement's pages, and what they add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from chalicelib.verify.canonical import Json

Order = tuple[str, str]

BOOKS = ("intake", "sent", "seen")
IMBALANCES_NAMED = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says: where it begins and ends, both sides, claims and imbalances."""

    first: Order
    last: Order
    is_ordered: bool
    ids: frozenset[str]
    came: Counter[str]
    stands: Counter[str]
    claims: int
    by_status: Counter[str]
    imbalances: tuple[Json, ...]


def read_lines(book: str, lines: list[Json]) -> Page:
    orders = [(line["at"], line["id"]) for line in lines]
    by_status: Counter[str] = Counter()
    for line in lines:
        by_status.update(line["by_status"])
    return Page(
        first=orders[0],
        last=orders[-1],
        is_ordered=all(one < following for one, following in pairwise(orders)),
        ids=frozenset(line["id"] for line in lines),
        came=_side(lines, "came"),
        stands=_side(lines, "stands"),
        claims=sum(line["claims"] for line in lines),
        by_status=by_status,
        imbalances=tuple(_imbalances(book, lines)),
    )


@dataclass(slots=True)
class Sums:
    """What pages add up to, book by book."""

    came: dict[str, Counter[str]] = field(default_factory=lambda: {b: Counter() for b in BOOKS})
    stands: dict[str, Counter[str]] = field(default_factory=lambda: {b: Counter() for b in BOOKS})
    claims: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    imbalances: list[Json] = field(default_factory=list)

    def add(self, book: str, page: Page) -> None:
        self.came[book].update(page.came)
        self.stands[book].update(page.stands)
        self.claims += page.claims
        self.by_status.update(page.by_status)
        self.imbalances += page.imbalances

    def agree_with(self, entry: Json) -> bool:
        """Whether a statement says what its lines add up to."""
        own = {
            "balanced": not self.imbalances,
            "books": {b: {"came": self.came[b], "stands": self.stands[b]} for b in BOOKS},
            "claims": {"by_status": self.by_status, "taken_in": self.claims},
            "imbalance_count": len(self.imbalances),
        }
        return all(entry[name] == value for name, value in own.items()) and self._named(entry)

    def _named(self, entry: Json) -> bool:
        """A statement names its imbalances, the first thousand of them where there are more."""
        named = entry["imbalances"]
        distinct = {tuple(sorted(each.items())) for each in named}
        real = {tuple(sorted(each.items())) for each in self.imbalances}
        return distinct <= real and len(named) == min(len(self.imbalances), IMBALANCES_NAMED)


def _side(lines: Iterable[Json], side: str) -> Counter[str]:
    return Counter(line[side] for line in lines if line[side] is not None)


def _imbalances(book: str, lines: Iterable[Json]) -> Iterator[Json]:
    for line in lines:
        kind = _imbalance(line)
        if kind is not None:
            yield {"book": book, "id": line["id"], "kind": kind}


def _imbalance(line: Json) -> str | None:
    if line["came"] is None:
        return "came_from_nowhere"
    if line["stands"] is None:
        return "vanished"
    return None if line["claims"] == sum(line["by_status"].values()) else "claims_do_not_add_up"
