"""One row of an EDI Status report."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.clearinghouses.office_ally.report_lines import (
    Columns,
    find_columns,
    read_us_date,
)


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What a payer says of one claim; `line` counts from 1.

    `file_id` is Office Ally's number of the part of our file that went to this payer. `providers`
    are the NPI and Tax ID in the row, `charge` its amount, as far as they can be read. `status` is
    ACCEPTED, REJECTED or a word that nobody has seen yet.
    """

    line: int
    file_id: str
    clearinghouse_claim_id: str
    patient_control_number: str
    providers: tuple[str, ...]
    charge: Decimal | None
    processed_on: date | None
    payer_claim_control_number: str | None
    status: str
    message: str


_LABELS = (
    "File ID",
    "Claim ID",
    "Pat. Acct #",
    "Patient",
    "Amount",
    "PracticeID",
    "Tax ID",
    "Payer",
    "Payer Process Dt",
    "Payer Ref ID",
    "Status",
    "Payer Response Message",
)
_ACCOUNT_WIDTH = 14
_WIDEST_SHIFT = 3
"""A file id of twelve digits in a column for nine; more is an account number, not a claim id."""

_IDS = re.compile(r" *(?P<file_id>[0-9]{9,12}) +(?P<claim_id>[0-9]{6,12}) ")
_GLUED_IDS = re.compile(r" *(?P<file_id>[0-9]{10})(?P<claim_id>[0-9]{10}) ")
_AMOUNT = re.compile(r"\d{1,9}\.\d\d")
_PROVIDER = re.compile(r"\d{9,10}")
_DATE = re.compile(r" *(?P<date>\d\d/\d\d/\d{4}) ")


def status_columns(header: str) -> Columns | None:
    """The columns of the report, None when the line is not its header."""
    return find_columns(header, _LABELS)


def read_status_row(number: int, line: str, columns: Columns) -> StatusRow | None:
    """The row, None when its columns can't be trusted.

    A file id of ten digits does not fit its column of nine: it either touches the claim id or
    moves everything to the right by one. An account number over 14 characters or a long name
    moves what follows; the payer's date tells how far.
    """
    ids = _IDS.match(line) or _GLUED_IDS.match(line)
    if ids is None:
        return None
    shift = ids.start("claim_id") - columns.starts["Claim ID"]
    account = _read_account(line, columns, shift)
    tail_shift = _tail_shift(line, columns, shift)
    if account is None or not _tail_fits(line, columns, tail_shift):
        return None
    if tail_shift - shift < len(account) - _ACCOUNT_WIDTH:
        return None
    return StatusRow(
        line=number,
        file_id=ids["file_id"],
        clearinghouse_claim_id=ids["claim_id"],
        patient_control_number=account,
        providers=_read_providers(line, columns, tail_shift),
        charge=_read_charge(line, columns, tail_shift),
        processed_on=read_us_date(columns.cell(line, "Payer Process Dt", tail_shift)),
        payer_claim_control_number=columns.cell(line, "Payer Ref ID", tail_shift) or None,
        status=columns.cell(line, "Status", tail_shift),
        message=columns.cell(line, "Payer Response Message", tail_shift),
    )


def _read_account(line: str, columns: Columns, shift: int) -> str | None:
    """CLM01; one that is wider than its column ends at the next blank."""
    if not 0 <= shift <= _WIDEST_SHIFT or not columns.begins(line, "Pat. Acct #", shift):
        return None
    start = columns.starts["Pat. Acct #"] + shift
    end = start + _ACCOUNT_WIDTH
    if line[end : end + 1].strip():
        return line[start:].partition(" ")[0] or None
    return line[start:end].strip() or None


def _read_providers(line: str, columns: Columns, shift: int) -> tuple[str, ...]:
    cells = (columns.cell(line, label, shift) for label in ("PracticeID", "Tax ID"))
    return tuple(cell for cell in cells if _PROVIDER.fullmatch(cell))


def _read_charge(line: str, columns: Columns, shift: int) -> Decimal | None:
    amount = columns.cell(line, "Amount", shift).replace(",", "")
    return Decimal(amount) if _AMOUNT.fullmatch(amount) else None


def _tail_shift(line: str, columns: Columns, shift: int) -> int:
    """How far the payer's date, and so what follows it, has moved; `shift` when there is none."""
    start, end = columns.starts["Payer"], columns.starts["Payer Response Message"]
    found = _DATE.search(line, start + shift, end + shift)
    return shift if found is None else found.start("date") - columns.starts["Payer Process Dt"]


def _tail_fits(line: str, columns: Columns, shift: int) -> bool:
    """Whether reference, status and message each start behind a blank, and a status is there."""
    labels = ("Payer Process Dt", "Payer Ref ID", "Status", "Payer Response Message")
    begins = all(columns.begins(line, label, shift) for label in labels)
    at = columns.starts["Status"] + shift
    return begins and bool(line[at : at + 1].strip())
