"""The table of known disagreements between the engine and pyx12."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.judges import Statement

_AROUND_SETS = {"ISA", "GS", "ST", "SE", "GE", "IEA"}


@dataclass(frozen=True)
class Reason:
    """One row: whose statement it explains, and what must stand beside it in the file.

    `beside` is `-` for nothing, `ours` or `pyx12` for any statement of the other judge, with
    `-there` for one at the same segment, or `835` or `4010` for a file of that kind.
    """

    judge: str
    code: str
    segment: str
    beside: str
    reason: str

    def explains(self, judge: str, statement: Statement, other: set[Statement], kind: str) -> bool:
        number, segment, code = statement
        if (judge, code) != (self.judge, self.code) or self.segment not in ("*", segment):
            return False
        if self.beside in ("835", "4010"):
            return kind == self.beside
        if self.beside == "-":
            return True
        there = {each for each in other if each[0] == number}
        return bool(there if self.beside.endswith("-there") else other)


def reasons() -> list[Reason]:
    with (Path(__file__).parent / "disagreements.tsv").open(encoding="utf-8") as rows:
        return [Reason(**row) for row in csv.DictReader(rows, delimiter="\t")]


def disagreements(
    ours: set[Statement], pyx12s: set[Statement]
) -> Iterator[tuple[str, Statement, set[Statement]]]:
    """Judge, statement and what the other judge says, for each statement that only one makes.

    pyx12 does not number the segments around sets, so their numbers do not count.
    """
    mine, theirs = _unnumbered(ours), _unnumbered(pyx12s)
    yield from (("ours", each, theirs) for each in sorted(mine - theirs))
    yield from (("pyx12", each, mine) for each in sorted(theirs - mine))


def _unnumbered(statements: set[Statement]) -> set[Statement]:
    return {(0, *each[1:]) if each[1] in _AROUND_SETS else each for each in statements}
