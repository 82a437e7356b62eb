"""One row of a File Summary's claim tables."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.clearinghouses.office_ally.report_lines import (
    Columns,
    find_columns,
    read_us_date,
)


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim; `line` counts from 1, `errors` are codes such as FE69 as they stand. `providers`
    are the NPI and Tax ID in the row, `served_on` its first day of service, as far as they can be
    read."""

    line: int
    verdict: Verdict
    clearinghouse_claim_id: str
    patient_control_number: str
    errors: tuple[str, ...]
    providers: tuple[str, ...]
    served_on: date | None


_LABELS = (
    "CLAIM#",
    "OA CLAIMID",
    "PATIENT ID",
    "FROM DOS",
    "TAX ID",
    "ACCNT#",
    "PHYS.ID",
    "PAYER",
    "ERRORS",
)
_ROW = re.compile(r"\s*\d+\)\s")
_CLAIM_ID = re.compile(r"[0-9]{6,12}")
_SERVICE_DATES = re.compile(r"(?P<first>\d\d/\d\d/\d{4}) \d\d/\d\d/\d{4}")
_TAX_ID = re.compile(r"[0-9-]{9,10}|")
_NPI = re.compile(r"[0-9]{10}|")
_PROVIDER = re.compile(r"[0-9-]{9,10}")
_PUSHED = re.compile(r"(?P<before_npi>\S+)[0-9]{10} \S|(?P<before_blank>\S+) {11}\S")
"""An account number wider than its column, glued to the NPI or followed by an empty NPI."""


def claim_columns(header: str) -> Columns | None:
    """The columns of a claim table, None when the line is no header of one."""
    return find_columns(header, _LABELS)


def read_claim_row(number: int, line: str, verdict: Verdict, columns: Columns) -> ClaimRow | None:
    """The row, None when its columns can't be trusted.

    A wrong guess would tell one claim the fate of another, so whatever does not stand where the
    header says, or where one overlong value explains it, is not read at all.
    """
    claim_id = columns.cell(line, "OA CLAIMID")
    if not _ROW.match(line) or not _CLAIM_ID.fullmatch(claim_id):
        return None
    dates = _SERVICE_DATES.search(line)
    shift = _pushed_by_name(dates, columns)
    account = _read_account(line, columns, shift)
    if account is None:
        return None
    tail_shift = shift + max(0, len(account) - columns.width("ACCNT#"))
    if not columns.begins(line, "ERRORS", tail_shift):
        return None
    errors = _codes(columns.cell(line, "ERRORS", tail_shift))
    npi, tax_id = columns.cell(line, "PHYS.ID", tail_shift), _read_tax_id(line, columns, shift)
    return ClaimRow(
        line=number,
        verdict=_agreed(verdict, errors),
        clearinghouse_claim_id=claim_id,
        patient_control_number=account,
        errors=errors,
        providers=tuple(filter(_PROVIDER.fullmatch, (npi, tax_id))),
        served_on=None if dates is None else read_us_date(dates["first"]),
    )


def _pushed_by_name(dates: re.Match[str] | None, columns: Columns) -> int:
    """How far a patient's name wider than its column has pushed the rest to the right."""
    return 0 if dates is None else dates.start() - columns.starts["FROM DOS"]


def _read_account(line: str, columns: Columns, shift: int) -> str | None:
    """CLM01, whether it fits its column or not."""
    if shift < 0 or not _TAX_ID.fullmatch(columns.cell(line, "TAX ID", shift)):
        return None
    if _account_fits(line, columns, shift):
        return columns.cell(line, "ACCNT#", shift) or None
    pushed = _PUSHED.match(line, columns.starts["ACCNT#"] + shift)
    return None if pushed is None else pushed["before_npi"] or pushed["before_blank"]


def _read_tax_id(line: str, columns: Columns, shift: int) -> str:
    """Empty where a long list of diagnoses runs into it."""
    return columns.cell(line, "TAX ID", shift) if columns.begins(line, "TAX ID", shift) else ""


def _account_fits(line: str, columns: Columns, shift: int) -> bool:
    """A full column touches the next one; what stands there tells whether it overflows."""
    if columns.begins(line, "PHYS.ID", shift):
        return True
    return _NPI.fullmatch(columns.cell(line, "PHYS.ID", shift)) is not None


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code for part in cell.split(",") if (code := part.strip()))


def _agreed(verdict: Verdict, errors: tuple[str, ...]) -> Verdict:
    """A table's title and a row's errors should agree; where they don't, the error stands."""
    return Verdict.REJECTED if verdict is Verdict.ACCEPTED and errors else verdict
