"""File Summary: Office Ally's own decision on each claim of a file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.fixed_columns import day, row
from infra.sandbox.clearinghouse.arrivals import ArrivedClaim
from infra.sandbox.clearinghouse.cases import Child, ClaimCase, FileCase
from infra.sandbox.clearinghouse.edits import words_of
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.scenarios import FrontEnd
from infra.sandbox.clearinghouse.segments import component

SECTIONS = (
    ("ERROR", FrontEnd.REJECT),
    ("ACCEPTED", FrontEnd.FORWARD),
    ("PENDING", FrontEnd.PEND),
)
HEADER = (
    "CLAIM# OA CLAIMID  PATIENT ID        LAST,FIRST          DOB          FROM DOS   TO DOS     "
    "CPT     DIAG     TAX ID      ACCNT#        PHYS.ID    PAYER  ERRORS "
)
NARROW_RULE, WIDE_RULE, WIDE_LINE = "=" * 78, "=" * 162, "-" * 162


def write_file_summary(case: FileCase, desk: Desk) -> bytes:
    """The text for the master, with every claim of the accepted transaction sets."""
    submission = case.submission
    lines = [
        *_opening(case, desk),
        *_split(case),
        *_counts(case, desk),
        *(line for title, decision in SECTIONS for line in _section(title, case, decision)),
        *_closing(submission.file_id),
    ]
    return "".join(f"{line}\n" for line in lines).encode("latin-1")


def _opening(case: FileCase, desk: Desk) -> Iterator[str]:
    yield f"Dear {desk.contact_name}"
    yield ""
    yield (
        "Your claims file has now been processed by Office Ally, claims that are accepted below "
        "have been forwarded to the appropriate payer(s)"
    )
    yield "for final processing. Processing results for your claim file are as follows."
    yield ""
    if case.submission.test:
        yield "*** THIS IS A TEST FILE. ITS CLAIMS ARE NOT FORWARDED TO ANY PAYER. ***"
        yield ""


def _split(case: FileCase) -> Iterator[str]:
    yield NARROW_RULE
    yield f"The file {case.submission.master_name} was split into {len(case.children)} file(s) "
    yield "for processing. These file(s) are:"
    yield ""
    yield f"File ID\t\t{'Payer (PayerID)':<33}Claims       Totals"
    yield "-" * 78
    for child in case.children:
        yield _split_row(child, [each for each in case.claims if each.child == child])
    yield f"{'':74}Total: {_dollars(_total(case.claims))}"
    yield NARROW_RULE
    yield ""


def _split_row(child: Child, claims: Sequence[ClaimCase]) -> str:
    payer = f"{child.payer.name} ({child.payer.identifier})"
    return f"{child.file_id}\t\t{payer:<41}{len(claims)}          {_dollars(_total(claims))}"


def _total(claims: Sequence[ClaimCase]) -> Decimal:
    return sum((each.claim.charge for each in claims), Decimal(0))


def _dollars(value: Decimal) -> str:
    return f"${value:,.2f}"


def _counts(case: FileCase, desk: Desk) -> Iterator[str]:
    submission = case.submission
    rejected, pended = case.decided(FrontEnd.REJECT), case.decided(FrontEnd.PEND)
    yield "Claims Upload File Summary"
    yield ""
    yield f"     File Name:{submission.master_name}"
    yield f" Date Uploaded: {day(submission.received_at.date())}"
    yield f"  Type of File: {submission.form}"
    yield f"Date Processed: {day(desk.today)}"
    yield f"\t{len(case.decided(FrontEnd.FORWARD))} # of Claims Initially Accepted"
    yield f"\t{len(rejected)} # of Claims Rejected"
    for code, count in Counter(code for each in rejected for code in each.errors).items():
        yield f"\t+---> {count} # errors {code} - {words_of(code)}"
    if pended:
        yield f"\t{len(pended)} # of Claims Pended"
    yield ""
    yield NARROW_RULE
    yield ""


def _section(title: str, case: FileCase, decision: FrontEnd) -> Iterator[str]:
    claims = case.decided(decision)
    if not claims:
        return
    yield ""
    yield WIDE_RULE
    yield f"-------{title} CLAIM DETAIL"
    yield WIDE_LINE
    yield HEADER
    yield WIDE_LINE
    for number, each in enumerate(claims, start=1):
        yield _claim_row(number, each, case.submission.form)
    yield WIDE_RULE
    yield ""


def _claim_row(number: int, case: ClaimCase, form: Form) -> str:
    claim, provider = case.claim, case.claim.billing_provider
    patient = claim.patient
    return row(
        (0, f"{number})"),
        (7, str(case.claim_id)),
        (19, patient.member_id[:18]),
        (37, f"{patient.last_name},{patient.first_name}"[:20]),
        (57, day(patient.born)),
        (70, day(claim.served_from)),
        (81, day(claim.served_to)),
        (92, _service(claim, form)[:5]),
        (100, claim.diagnosis[:8]),
        (109, provider.tax_id[:10]),
        (121, claim.patient_control_number),
        (135, (claim.treating_npi or provider.identifier)[:10]),
        (146, claim.payer.identifier[:5]),
        (153, f"{','.join(case.errors):<30}"),
    )


def _service(claim: ArrivedClaim, form: Form) -> str:
    """The first procedure, or the type of bill of an institutional claim."""
    if form is Form.UB:
        return component(claim.place, 1) + component(claim.place, 3)
    return component(claim.lines[0].procedure, 2) if claim.lines else ""


def _closing(file_id: int) -> Iterator[str]:
    yield from [""] * 4
    yield NARROW_RULE
    yield f"This summary is regarding the master file with fileID:{file_id}"
    yield "please track each individual file by their unique file ID."
    yield NARROW_RULE
    yield "-" * 129
    yield "-" * 129
