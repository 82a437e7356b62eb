"""Office Ally's text reports as lines, dates and columns."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

RULE = frozenset("-= ")
"""The characters of a line that only divides."""


def read_lines(content: bytes) -> list[str]:
    """The lines of a report, line ends LF or CRLF, text UTF-8 or else Latin-1."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return [line.removesuffix("\r") for line in text.split("\n")]


def read_us_date(text: str) -> date | None:
    """MM/DD/YYYY, None for anything else."""
    try:
        return datetime.strptime(text.strip(), "%m/%d/%Y").date()  # noqa: DTZ007  (a date only)
    except ValueError:
        return None


def is_rule(line: str) -> bool:
    """Whether a line is blank or only divides."""
    return RULE.issuperset(line)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: where each label starts and the next begins; the last has no end."""

    starts: Mapping[str, int]
    ends: Mapping[str, int]

    def width(self, label: str) -> int:
        """How many characters lie between the label's start and the next label."""
        return self.ends[label] - self.starts[label]

    def cell(self, line: str, label: str, shift: int = 0) -> str:
        """The text below a label, `shift` characters further right than the label stands."""
        return line[self.starts[label] + shift : self.ends[label] + shift].strip()

    def begins(self, line: str, label: str, shift: int = 0) -> bool:
        """Whether no text runs from the column before into this one."""
        at = self.starts[label] + shift
        return not line[at - 1 : at].strip()


def find_columns(header: str, labels: Sequence[str]) -> Columns | None:
    """The columns with these labels, in this order; None when one is missing."""
    starts: dict[str, int] = {}
    at = 0
    for label in labels:
        at = header.find(label, at)
        if at < 0:
            return None
        starts[label] = at
        at += len(label)
    ends = dict(zip(labels, [*list(starts.values())[1:], sys.maxsize], strict=True))
    return Columns(starts, ends)
