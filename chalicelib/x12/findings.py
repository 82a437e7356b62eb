"""Findings: what is wrong with a file, as data."""

from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import Literal, NamedTuple

MOST_KEPT = 200

Place = tuple[str | None, int | None, int | None]
"""Segment id, segment number, byte offset; all None for the file as a whole."""


class At(NamedTuple):
    """Where in its loop and segment something is wrong, as far as that is known."""

    loop: str | None = None
    element: int | None = None
    component: int | None = None

    def shown(self, segment: str | None) -> str:
        """As guides write it: NM109, CLM05-3."""
        component = "" if self.component is None else f"-{self.component}"
        return f"{segment or '?'}{self.element or 0:02}{component}"


NOWHERE = At()


Level = Literal["error", "warning", "note"]
"""How bad: an error refuses the file, a warning and a note do not."""
ERROR: Level = "error"
WARNING: Level = "warning"
NOTE: Level = "note"
LEVELS = (ERROR, WARNING, NOTE)
"""Worst first."""


class Rule(NamedTuple):
    """What can be found: a stable id, and the words for a biller.

    `message` and `fix` may hold in braces `segment`, `loop` and `at` (NM109), and the names of
    counts and control numbers, never of any other value of a file: findings travel to logs and
    screens. `code` is that of a 999 or TA1.
    """

    id: str
    level: Level
    code: str | None
    message: str
    fix: str


class Hit(NamedTuple):
    """A rule that a segment breaks, at an element and component (positions from 1)."""

    rule: Rule
    element: int
    component: int | None = None


class Finding(NamedTuple):
    """One thing wrong with a file; `segment_number` counts from 1 (ISA), `offset` is in bytes.

    `loop`, `element` and `component` (positions from 1) say where it is, as far as that is known.
    """

    rule: str
    level: Level
    code: str | None
    segment: str | None
    segment_number: int | None
    offset: int | None
    message: str
    fix: str
    loop: str | None = None
    element: int | None = None
    component: int | None = None


class FindingCollector:
    """Gathers findings, keeps the first 200 and counts the others.

    Errors are kept before warnings, warnings before notes: no flood of small ones hides an error.
    """

    def __init__(self) -> None:
        self._kept: dict[Level, list[Finding]] = {level: [] for level in LEVELS}
        self._total = 0

    def add(
        self, rule: Rule, segment: Segment | None = None, at: At = NOWHERE, /, **values: int | str
    ) -> None:
        """One more finding, at a segment or on the file as a whole."""
        if segment is None:
            self.add_at(rule, (None, None, None), at, **values)
        else:
            place = (_shown_id(segment.id), segment.number, segment.offset)
            self.add_at(rule, place, at, **values)

    def add_at(self, rule: Rule, place: Place, at: At = NOWHERE, /, **values: int | str) -> None:
        """One more finding, at a place."""
        self._total += 1
        kept = self._kept[rule.level]
        if len(kept) < MOST_KEPT:
            words = {"segment": place[0], "loop": at.loop, "at": at.shown(place[0]), **values}
            message, fix = rule.message.format(**words), rule.fix.format(**words)
            kept.append(Finding(rule.id, rule.level, rule.code, *place, message, fix, *at))

    @property
    def has_errors(self) -> bool:
        """Whether any error was found so far."""
        return bool(self._kept[ERROR])

    def kept(self) -> tuple[Finding, ...]:
        """At most 200 findings in file order; those on the file as a whole come first."""
        worst_first = [finding for level in LEVELS for finding in self._kept[level]]
        return tuple(sorted(worst_first[:MOST_KEPT], key=lambda found: found.segment_number or 0))

    def more(self) -> int:
        """How many further findings there are."""
        return self._total - len(self.kept())


def _shown_id(text: str) -> str | None:
    """A segment id; None for any other text, which may be a person's data."""
    return text if len(text) in (2, 3) and text.isascii() and text.isalnum() else None
