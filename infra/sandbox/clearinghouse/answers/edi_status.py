"""EDI Status text: what the payers said of the claims."""

import textwrap
from collections.abc import Iterator, Sequence

from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.fixed_columns import day, money, row
from infra.sandbox.clearinghouse.cases import ClaimCase
from infra.sandbox.clearinghouse.scenarios import PayerAnswer

HEADER = row(
    (4, "File ID"),
    (14, "Claim ID"),
    (26, "Pat. Acct #"),
    (41, "Patient"),
    (61, "Amount"),
    (73, "PracticeID"),
    (84, "Tax ID"),
    (95, "Payer"),
    (105, "Payer Process Dt"),
    (122, "Payer Ref ID"),
    (142, "Status"),
    (152, "Payer Response Message"),
)
DASHES = row(
    (4, "-" * 9),
    (14, "-" * 10),
    (26, "-" * 14),
    (41, "-" * 19),
    (61, "-" * 9),
    (73, "-" * 10),
    (84, "-" * 10),
    (95, "-" * 9),
    (105, "-" * 16),
    (122, "-" * 19),
    (142, "-" * 8),
    (152, "-" * 60),
)
MESSAGE_AT, MESSAGE_WIDTH = 153, 60
ACCEPTED_MESSAGE = "CLAIM ACCEPTED FOR PROCESSING"
REJECTED_MESSAGE = (
    "MEMBER NUMBER NOT FOUND FOR THE DATE OF SERVICE. CHECK THE CARD AND SEND A NEW CLAIM"
)


def write_edi_status(claims: Sequence[ClaimCase], desk: Desk) -> bytes:
    """The text: a row for each claim that a payer answered, whatever file it came in."""
    lines = [HEADER, DASHES, *(line for each in claims for line in _record(each, desk))]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def _record(case: ClaimCase, desk: Desk) -> Iterator[str]:
    """The row; a message too long goes on below it and ends with a lone colon."""
    rejected = case.scenario.payer is PayerAnswer.REJECT
    message, *rest = textwrap.wrap(
        REJECTED_MESSAGE if rejected else ACCEPTED_MESSAGE, MESSAGE_WIDTH
    )
    yield _row(case, desk, rejected) + message
    for more in [*rest, ":"] if rest else ():
        yield " " * MESSAGE_AT + more


def _row(case: ClaimCase, desk: Desk, rejected: bool) -> str:
    """Ten-digit file ids move every later column to the right by one."""
    claim, provider = case.claim, case.claim.billing_provider
    return row(
        (4, f"{case.child.file_id} "),
        (15, str(case.claim_id)),
        (27, claim.patient_control_number),
        (42, f"{claim.patient.last_name}, {claim.patient.first_name}"[:19]),
        (62, money(claim.charge)),
        (74, provider.identifier[:10]),
        (85, provider.tax_id[:10]),
        (96, claim.payer.identifier[:9]),
        (106, day(desk.today)),
        (123, "" if rejected else case.payer_reference),
        (143, "REJECTED" if rejected else "ACCEPTED"),
        (MESSAGE_AT, ""),
    )
