"""The File Summary (`FS_*_IN_C.txt`): Office Ally's own verdict on each claim of one file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.clearinghouses.office_ally.claim_row import ClaimRow
from chalicelib.clearinghouses.office_ally.claim_tables import read_claim_tables
from chalicelib.clearinghouses.office_ally.report_lines import read_lines, read_us_date
from chalicelib.clearinghouses.reading import UnreadableResponseError


@dataclass(frozen=True, slots=True)
class FilePart:
    """The part of a file that went to one payer: an id of its own, claims and their charges."""

    file_id: str
    payer_id: str
    claims: int
    charge: Decimal


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """One line of the histogram: how many claims have an error, and its wording."""

    code: str
    text: str
    claims: int


@dataclass(frozen=True, slots=True)
class FileSummary:
    """`line` is the line (from 1) that names the file, `submitted_name` the name as we gave it,
    `master_file_id` Office Ally's number of the whole file, None where it is not told.

    `unreadable_rows` are the lines that should have told something and could not be read. A
    summary that lists fewer claims than it counts has the line of its first count among them, one
    that does not count both accepted and rejected claims its last line.
    """

    line: int
    submitted_name: str
    master_file_id: str | None
    processed_on: date | None
    parts: tuple[FilePart, ...]
    errors: tuple[ErrorCount, ...]
    claims: tuple[ClaimRow, ...]
    unreadable_rows: tuple[int, ...]


_NAME = re.compile(r"\s*File Name:\s*(?:(?P<file_id>\d{9,12})_)?(?P<name>\S.*)")
_MASTER = re.compile(r".*master file with fileID:\s*(?P<file_id>\d{9,12})")
_PROCESSED = re.compile(r"\s*Date Processed:\s*(?P<date>\S+)")
_ERROR = re.compile(r"\s*\+-+>\s+(?P<claims>\d{1,9})\s+#\s+errors?\s+(?P<code>\w+)\s*-(?P<text>.*)")
_COUNT = re.compile(r"\s*(?P<claims>\d{1,9}) # of Claims (?P<of>Initially Accepted|Rejected)")
_COUNTED = {"Initially Accepted", "Rejected"}
_PART = re.compile(r"(?P<file_id>\d{9,12})\s")
_PART_FIGURES = re.compile(
    r".*\((?P<payer>[^()]*)\)\s+(?P<claims>\d{1,9})\s+\$(?P<charge>[\d,]{1,18}(?:\.\d{1,2})?)\s*"
)


def is_file_summary(content: bytes) -> bool:
    """Whether this is a File Summary: its title, and its counts of claims."""
    return b"Claims Upload File Summary" in content and b" # of Claims " in content


def parse_file_summary(content: bytes) -> FileSummary:
    """Raises UnreadableResponseError when the report names no file or counts no claims."""
    if not is_file_summary(content):
        raise UnreadableResponseError("The report counts no claims, so it is no File Summary.")
    lines = read_lines(content)
    line, name = next(_matches(_NAME, lines), (0, None))
    if name is None:
        raise UnreadableResponseError("The File Summary names no file.")
    tables = read_claim_tables(lines)
    parts = {number: _read_part(match) for number, match in _matches(_PART, lines)}
    unreadable = [number for number, part in parts.items() if part is None]
    unreadable += tables.unreadable
    unreadable += _missing_rows(lines, len(tables.rows) + len(tables.unreadable))
    return FileSummary(
        line=line,
        submitted_name=name["name"].strip(),
        master_file_id=name["file_id"] or _first(_MASTER, "file_id", lines),
        processed_on=read_us_date(_first(_PROCESSED, "date", lines) or ""),
        parts=tuple(part for part in parts.values() if part is not None),
        errors=tuple(_error_count(match) for _, match in _matches(_ERROR, lines)),
        claims=tuple(tables.rows),
        unreadable_rows=tuple(sorted(set(unreadable))),
    )


def _read_part(start: re.Match[str]) -> FilePart | None:
    match = _PART_FIGURES.fullmatch(start.string, start.end())
    if match is None:
        return None
    charge = Decimal(match["charge"].replace(",", "") or 0)
    return FilePart(start["file_id"], match["payer"].strip(), int(match["claims"]), charge)


def _error_count(match: re.Match[str]) -> ErrorCount:
    return ErrorCount(match["code"], match["text"].strip(), int(match["claims"]))


def _missing_rows(lines: Sequence[str], listed: int) -> list[int]:
    """The line of the first count, when the counts promise more claims than are listed; the last
    line, when one of the counts itself is missing."""
    counts = list(_matches(_COUNT, lines))
    if {match["of"] for _, match in counts} != _COUNTED:
        return [len(lines)]
    promised = sum(int(match["claims"]) for _, match in counts)
    return [counts[0][0]] if promised > listed else []


def _matches(pattern: re.Pattern[str], lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines, start=1):
        match = pattern.match(line)
        if match is not None:
            yield number, match


def _first(pattern: re.Pattern[str], group: str, lines: Sequence[str]) -> str | None:
    return next((match[group] for _, match in _matches(pattern, lines)), None)
