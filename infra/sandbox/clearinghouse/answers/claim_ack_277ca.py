"""277CA (005010X214): the clearinghouse's own decision, and later each payer's."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from infra.sandbox.clearinghouse import names
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.claim_ack_levels import (
    AcknowledgedClaim,
    ClaimStatus,
    Parties,
    claim_levels,
)
from infra.sandbox.clearinghouse.answers.x12_text import (
    OFFICE_ALLY,
    Envelope,
    interchange,
    segment,
    transaction_set,
)
from infra.sandbox.clearinghouse.cases import FileCase
from infra.sandbox.clearinghouse.scenarios import FrontEnd, PayerAnswer

GUIDE = "005010X214"
DECISIONS = {
    FrontEnd.FORWARD: ClaimStatus("A0:16:PR", "WQ"),
    FrontEnd.PEND: ClaimStatus("A1:56", "WQ", "PENDED UNTIL THE PAYER KNOWS THE PATIENT"),
    FrontEnd.REJECT: ClaimStatus("A7:126:QC", "U", "FE69 PATIENT STREET ADDRESS REQUIRED"),
}
PAYER_ANSWERS = {
    PayerAnswer.ACCEPT: ClaimStatus("A2:20:PR", "WQ"),
    PayerAnswer.REJECT: ClaimStatus("A7:33:IL", "U", "MEMBER NUMBER NOT FOUND"),
}


def acknowledge_claims(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """The clearinghouse's stage: every claim of the File Summary, under the master's id."""
    submission = case.submission
    source = segment("NM1", "AY", "2", "OFFICE ALLY", "", "", "", "", "46", OFFICE_ALLY)
    claims = [AcknowledgedClaim(each, DECISIONS[each.scenario.front_end]) for each in case.claims]
    name = names.claim_ack_277ca(submission.user, submission.file_id, submission.form, desk.today)
    yield Answer(name, _content(case, desk, submission.file_id, source, claims))


def acknowledge_for_payers(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """The payer's stage: a file under each child's id, with the claims that its payer answered."""
    for child in case.children:
        claims = [
            AcknowledgedClaim(
                each,
                PAYER_ANSWERS[each.scenario.payer],
                "" if each.scenario.payer is PayerAnswer.REJECT else each.payer_reference,
            )
            for each in case.answered_by_payer
            if each.child == child
        ]
        payer = child.payer
        source = segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.identifier)
        if claims:
            content = _content(case, desk, child.file_id, source, claims)
            yield Answer(names.payer_277ca(child.file_id, desk.today), content)


def _content(
    case: FileCase, desk: Desk, file_id: int, source: str, claims: Sequence[AcknowledgedClaim]
) -> bytes:
    """One transaction set for each of our batches: 2200B refers to a single BHT03."""
    arrived = case.arrived
    parties = Parties(source, arrived.submitter_name, arrived.sender_id, file_id, desk.now)
    batches = groupby(claims, lambda each: each.case.batch_reference)
    sets = [
        transaction_set("277", number, list(claim_levels(parties, reference, list(batch))), GUIDE)
        for number, (reference, batch) in enumerate(batches, start=1)
    ]
    interchange_control_number = f"{file_id % 1_000_000_000:09d}"
    envelope = Envelope(
        "HN", GUIDE, arrived.sender_id, interchange_control_number, file_id, desk.now
    )
    return interchange(envelope, sets)
