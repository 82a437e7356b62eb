"""The claim tables of a File Summary: accepted, rejected and pending claims."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chalicelib.clearinghouses.office_ally.claim_row import (
    ClaimRow,
    Verdict,
    claim_columns,
    read_claim_row,
)
from chalicelib.clearinghouses.office_ally.report_lines import Columns, is_rule

_TITLE = re.compile(r"-+\s*(?P<word>[A-Za-z]+) CLAIM DETAIL")
_VERDICTS = {
    "ACCEPTED": Verdict.ACCEPTED,
    "ERROR": Verdict.REJECTED,
    "REJECTED": Verdict.REJECTED,
    "PENDING": Verdict.PENDING,
    "PENDED": Verdict.PENDING,
}


@dataclass(slots=True)
class ClaimTables:
    """`unreadable` are the numbers (from 1) of the lines inside a table that gave no row."""

    rows: list[ClaimRow] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    _in_table: bool = False
    _verdict: Verdict | None = None
    _columns: Columns | None = None

    def take(self, number: int, line: str) -> None:
        """The next line of the report."""
        title = _TITLE.match(line)
        if title is not None:
            self._in_table, self._columns = True, None
            self._verdict = _VERDICTS.get(title["word"].upper())
        elif line.startswith("==="):
            self._in_table = False
        elif self._in_table and not is_rule(line):
            self._take_content(number, line)

    def end(self, number: int, line: str) -> None:
        """What stands behind the last line end: a row there was cut short, in its errors too."""
        if self._in_table and not is_rule(line):
            self.unreadable.append(number)

    def _take_content(self, number: int, line: str) -> None:
        columns = claim_columns(line)
        if columns is not None:
            self._columns = columns
            return
        row = self._read(number, line)
        if row is None:
            self.unreadable.append(number)
        else:
            self.rows.append(row)

    def _read(self, number: int, line: str) -> ClaimRow | None:
        if self._columns is None or self._verdict is None:
            return None
        return read_claim_row(number, line, self._verdict, self._columns)


def read_claim_tables(lines: Sequence[str]) -> ClaimTables:
    """All claim tables among the lines of a report; the last one has no line end."""
    tables = ClaimTables()
    for number, line in enumerate(lines[:-1], start=1):
        tables.take(number, line)
    tables.end(len(lines), lines[-1])
    return tables
