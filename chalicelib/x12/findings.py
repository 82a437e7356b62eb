"""Findings: what is wrong with a file, as data."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.x12.segments import Segment

MOST_KEPT = 200

Place = tuple[str | None, int | None, int | None]
"""Segment id, segment number, byte offset; all None for the file as a whole."""


class Level(StrEnum):
    """How bad: an error refuses the file, a warning and a note do not. Worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be found: a stable id, and the words for a biller.

    `message` and `fix` may hold the names of counts and control numbers in braces, never of any
    other value of a file: findings travel to logs and screens. `code` is that of a 999 or TA1.
    """

    id: str
    level: Level
    code: str | None
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a file; `segment_number` counts from 1 (ISA), `offset` is in bytes."""

    rule: str
    level: Level
    code: str | None
    segment: str | None
    segment_number: int | None
    offset: int | None
    message: str
    fix: str


class FindingCollector:
    """Gathers findings, keeps the first 200 and counts the others.

    Errors are kept before warnings, warnings before notes: no flood of small ones hides an error.
    """

    def __init__(self) -> None:
        self._kept: dict[Level, list[Finding]] = {level: [] for level in Level}
        self._total = 0

    def add(self, rule: Rule, segment: Segment | None = None, /, **values: int | str) -> None:
        """One more finding, at a segment or on the file as a whole."""
        if segment is None:
            self.add_at(rule, (None, None, None), **values)
        else:
            self.add_at(rule, (_shown_id(segment.id), segment.number, segment.offset), **values)

    def add_at(self, rule: Rule, place: Place, /, **values: int | str) -> None:
        """One more finding, at a place."""
        self._total += 1
        kept = self._kept[rule.level]
        if len(kept) < MOST_KEPT:
            message, fix = rule.message.format(**values), rule.fix.format(**values)
            kept.append(Finding(rule.id, rule.level, rule.code, *place, message, fix))

    @property
    def has_errors(self) -> bool:
        """Whether any error was found so far."""
        return bool(self._kept[Level.ERROR])

    def kept(self) -> tuple[Finding, ...]:
        """At most 200 findings in file order; those on the file as a whole come first."""
        worst_first = [finding for level in Level for finding in self._kept[level]]
        return tuple(sorted(worst_first[:MOST_KEPT], key=lambda found: found.segment_number or 0))

    def more(self) -> int:
        """How many further findings there are."""
        return self._total - len(self.kept())


def _shown_id(text: str) -> str | None:
    """A segment id; None for any other text, which may be a person's data."""
    return text if len(text) in (2, 3) and text.isascii() and text.isalnum() else None
