"""Office Ally's text reports, written column by column as genuine ones are. Invented people."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MASTER = "1598000101"
SUBMITTED = "837P_20260302_000000412.txt"
HEADER = (
    "CLAIM# OA CLAIMID  PATIENT ID        LAST,FIRST          DOB          FROM DOS   TO DOS     "
    "CPT     DIAG     TAX ID      ACCNT#        PHYS.ID    PAYER  ERRORS "
)
WIDE_RULE, WIDE_LINE = "=" * 162, "-" * 162


@dataclass(frozen=True)
class SummaryRow:
    account: str
    claim_id: str = "4900000001"
    name: str = "SAMPLE,ALEX"
    npi: str = "1234567893"
    payer: str = "SB123"
    errors: str = ""
    diagnosis: str = "J020"
    served: str = "02/24/2026"
    tax_id: str = "123456789"


def summary_line(number: int, row: SummaryRow) -> str:
    """Every cell padded to its column; a longer one pushes the rest to the right."""
    return (
        f"{f'{number})':<7}{row.claim_id:<12}{'SB0000001':<18}{row.name:<20}{'01/02/1980':<13}"
        f"{row.served} {row.served} {'99213':<8}{row.diagnosis:<9}{row.tax_id:<12}"
        f"{row.account:<14}{row.npi:<10} {row.payer:<5}  {row.errors:<30}"
    )


def section(title: str, rows: Sequence[SummaryRow]) -> list[str]:
    lines = [summary_line(number, row) for number, row in enumerate(rows, start=1)]
    heading = ["", WIDE_RULE, f"-------{title} CLAIM DETAIL", WIDE_LINE, HEADER, WIDE_LINE]
    return [*heading, *lines, WIDE_RULE, ""] if rows else []


def file_summary(
    accepted: Sequence[SummaryRow] = (),
    rejected: Sequence[SummaryRow] = (),
    pending: Sequence[SummaryRow] = (),
    *,
    file_name: str = f"{MASTER}_{SUBMITTED}",
    counted: tuple[int, int] | None = None,
    processed: str = "03/02/2026",
    newline: str = "\n",
) -> bytes:
    """A File Summary; `counted` overrides what it says of accepted and rejected claims."""
    counts = counted or (len(accepted), len(rejected))
    lines = [
        "Dear Pat Sample",
        "",
        "=" * 78,
        f"The file {file_name} was split into 2 file(s) ",
        "File ID\t\tPayer (PayerID)                  Claims       Totals",
        "-" * 78,
        "1598000207\t\tSampleBlue (of GA) (SB123)             2          $1,320.00",
        "1598000208\t\tTestcare (TC456)                         1          $400.00",
        "=" * 78,
        "Claims Upload File Summary",
        "",
        f"     File Name:{file_name}",
        " Date Uploaded: 03/01/2026",
        "  Type of File: HCFA",
        f"Date Processed: {processed}",
        f"\t{counts[0]} # of Claims Initially Accepted",
        f"\t{counts[1]} # of Claims Rejected",
        "\t+---> 1 # errors FE69 - Patient Street Address Required",
        "\t+---> 2 # errors LC1762 - Claim Missing Diagnosis Codes",
        "",
        *section("ERROR", rejected),
        *section("ACCEPTED", accepted),
        *section("PENDING", pending),
        "=" * 78,
        f"This summary is regarding the master file with fileID:{MASTER}",
        "-" * 129,
    ]
    return "".join(line + newline for line in lines).encode()


CLAIM_ID = "4900000001"


class Form(StrEnum):
    """How a row begins: a file id of nine digits, or one of ten in either guessed way."""

    NINE_DIGITS = "nine digits"
    GLUED = "glued"
    SHIFTED = "shifted"


@dataclass(frozen=True)
class StatusLine:
    account: str
    status: str = "ACCEPTED"
    message: tuple[str, ...] = ("CLAIM ACCEPTED FOR PROCESSING",)
    name: str = "SAMPLE, ALEX"
    processed: str = "03/05/2026"
    reference: str = "REF0000001"
    claim_id: str = CLAIM_ID
    amount: str = "120.00"


STATUS_HEADER = (
    "    File ID   Claim ID    Pat. Acct #    Patient             Amount      PracticeID Tax ID"
    "     Payer     Payer Process Dt Payer Ref ID        Status    Payer Response Message"
)
STATUS_DASHES = (
    "    --------- ----------  -------------- ------------------- ---------   ---------- ----------"
    " --------- ---------------- ------------------- --------  " + "-" * 60
)
FILE_IDS = {
    Form.NINE_DIGITS: "508500207",
    Form.GLUED: "1598000207",
    Form.SHIFTED: "1598000207",
}
_STARTS = {
    Form.NINE_DIGITS: "    508500207 ",
    Form.GLUED: "    1598000207",
    Form.SHIFTED: "    1598000207 ",
}


def status_lines(row: StatusLine, form: Form) -> list[str]:
    """A row, and the lines below it that its message goes on in."""
    first, *rest = row.message or ("",)
    line = (
        f"{_STARTS[form]}{row.claim_id:<12}{row.account:<14} {row.name:<20}{row.amount:<12}"
        f"{'1234567893':<11}{'123456789':<11}{'SB123':<10}{row.processed:<17}{row.reference:<20}"
        f"{row.status:<10}"
    )
    more = [*rest, ":"] if rest else []
    return [line + first, *(" " * len(line) + text for text in more)]


def edi_status(
    rows: Sequence[StatusLine], form: Form = Form.SHIFTED, *, newline: str = "\r\n"
) -> bytes:
    lines = [line for row in rows for line in status_lines(row, form)]
    return "".join(line + newline for line in [STATUS_HEADER, STATUS_DASHES, *lines]).encode()


def failed_file(file_name: str = f"{MASTER}_{SUBMITTED}") -> bytes:
    return (
        f"Dear Pat Sample\n\nYour claims file FAILED.\n\n     File Name: {file_name}\n"
        f"  Type of File: HCFA\n   Description: The file is not X12\n"
    ).encode()
