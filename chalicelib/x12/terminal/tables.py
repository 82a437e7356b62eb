"""What the commands say, as tables for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.findings import LEVELS, Finding
from chalicelib.x12.text.columns import day, money, row
from chalicelib.x12.values import read_iso

_CLAIM_COLUMNS = (0, 7, 22, 36, 44, 57, 69)
_CLAIM_TITLES = ("Claim", "Account number", "      Charge", "Payer", "Billing NPI", "From", "To")
_CHARGE_WIDTH = 12
_PLACE_AT, _WORDS_AT = 9, 42


def findings_table(findings: Sequence[Finding], more: int) -> Iterator[str]:
    """Two lines for each finding, what is wrong and what to do, and a last line that counts."""
    if findings:
        yield row((0, "Level"), (_PLACE_AT, "Where"), (_WORDS_AT, "What is wrong, what to do"))
    for finding in findings:
        yield row((0, finding.level), (_PLACE_AT, _place(finding)), (_WORDS_AT, finding.message))
        yield row((_PLACE_AT, finding.rule), (_WORDS_AT, finding.fix))
    if more:
        yield f"and {more} more"
    levels = Counter(finding.level for finding in findings)
    yield ", ".join(f"{levels[level]} {level}{'s'[levels[level] == 1 :]}" for level in LEVELS)


def claims_table(claims: Sequence[IndexedClaim]) -> Iterator[str]:
    """One line for each claim and one for all of them."""
    yield _claim_row(_CLAIM_TITLES)
    for claim in claims:
        yield _claim_row(
            (
                str(claim.position),
                claim.patient_control_number,
                money(Decimal(claim.charge)).rjust(_CHARGE_WIDTH),
                claim.payer_id,
                claim.billing_npi,
                day(read_iso(claim.service_from)),
                day(read_iso(claim.service_to)),
            )
        )
    total = sum((Decimal(claim.charge) for claim in claims), Decimal())
    yield _claim_row((str(len(claims)), "in all", money(total).rjust(_CHARGE_WIDTH)))


def _place(finding: Finding) -> str:
    """Such as "segment 20, CLM02, 2300"; "the file" for what is about all of it."""
    if finding.segment_number is None:
        return "the file"
    element = "" if finding.element is None else f"{finding.element:02d}"
    component = "" if finding.component is None else f"-{finding.component}"
    named = f"{finding.segment or ''}{element}{component}"
    parts = (f"segment {finding.segment_number}", named, finding.loop or "")
    return ", ".join(part for part in parts if part)


def _claim_row(cells: Sequence[str]) -> str:
    return row(*zip(_CLAIM_COLUMNS, cells, strict=False))
