"""The EDI Status report (`*_EDI_STATUS_*.txt`): what payers say of claims of many files."""

import re
from dataclasses import dataclass, field, replace

from chalicelib.clearinghouses.office_ally.edi_status_row import (
    StatusRow,
    read_status_row,
    status_columns,
)
from chalicelib.clearinghouses.office_ally.report_lines import Columns, is_rule, read_lines
from chalicelib.clearinghouses.reading import UnreadableResponseError


@dataclass(frozen=True, slots=True)
class EdiStatus:
    """`unreadable_rows` are the lines (from 1) below the header that could not be read."""

    rows: tuple[StatusRow, ...]
    unreadable_rows: tuple[int, ...]


_HEADER = re.compile(rb"^[ \t]*File ID +Claim ID +Pat\. Acct #", re.MULTILINE)
_END_OF_RECORD = ":"


def is_edi_status(content: bytes) -> bool:
    """Whether a line has the header's first labels, the ones that all known reports share."""
    return _HEADER.search(content) is not None


def parse_edi_status(content: bytes) -> EdiStatus:
    """Raises UnreadableResponseError when there is no header with all columns."""
    reader = _Reader()
    for number, line in enumerate(read_lines(content), start=1):
        reader.take(number, line)
    if reader.columns is None:
        raise UnreadableResponseError("The EDI Status report has no header with all its columns.")
    return EdiStatus(tuple(reader.rows), tuple(reader.unreadable))


@dataclass(slots=True)
class _Reader:
    """Takes lines one by one; what stands above the first header says nothing of claims."""

    columns: Columns | None = None
    rows: list[StatusRow] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    _open: bool = False

    def take(self, number: int, line: str) -> None:
        columns = status_columns(line)
        if columns is not None:
            self.columns, self._open = columns, False
        elif self.columns is not None and not is_rule(line):
            self._take_content(number, line, self.columns)

    def _take_content(self, number: int, line: str, columns: Columns) -> None:
        if not line[: columns.starts["Status"]].strip():
            self._continue(number, line.strip())
            return
        row = read_status_row(number, line, columns)
        self._open = row is not None
        if row is None:
            self.unreadable.append(number)
        else:
            self.rows.append(row)

    def _continue(self, number: int, text: str) -> None:
        """More of the last row's message, until a line that is only a colon."""
        if not self._open:
            self.unreadable.append(number)
        elif text == _END_OF_RECORD:
            self._open = False
        else:
            last = self.rows[-1]
            self.rows[-1] = replace(last, message=f"{last.message} {text}".strip())
