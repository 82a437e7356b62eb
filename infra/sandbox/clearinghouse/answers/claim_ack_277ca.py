"""277CA (005010X214): the clearinghouse's own decision, and later each payer's."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.claim_ack_levels import (
    AcknowledgedClaim,
    ClaimStatus,
    Parties,
    claim_levels,
)
from infra.sandbox.clearinghouse.answers.x12_text import (
    Envelope,
    interchange,
    segment,
    transaction_set,
)
from infra.sandbox.clearinghouse.cases import ClaimCase, FileCase
from infra.sandbox.clearinghouse.edits import words_of
from infra.sandbox.clearinghouse.groups import grouped
from infra.sandbox.clearinghouse.scenarios import FrontEnd, PayerAnswer
from infra.sandbox.clearinghouse.submitter import Submitter

GUIDE = "005010X214"
FORWARDED = ClaimStatus("A0:16:PR", "WQ")
PENDED = ClaimStatus("A1:56", "WQ", "PENDED UNTIL THE PAYER KNOWS THE PATIENT")
REJECTED = "A7:126:QC"
PAYER_ACCEPTED = ClaimStatus("A2:20:PR", "WQ")
PAYER_REJECTED = ClaimStatus("A7:33:IL", "U", "MEMBER NUMBER NOT FOUND")


def write_decisions(case: FileCase, desk: Desk) -> bytes:
    """The clearinghouse's stage: every claim of the file, under the master's id."""
    source = segment("NM1", "AY", "2", desk.house.name, *[""] * 4, "46", desk.house.identifier)
    claims = [AcknowledgedClaim(each, _decision(each)) for each in case.claims]
    batches = [list(batch) for _, batch in groupby(claims, _batch_reference)]
    return _content(desk, case.arrived.submitter, case.submission.file_id, source, batches)


def write_payer_answers(claims: Sequence[ClaimCase], desk: Desk) -> Iterator[tuple[int, bytes]]:
    """The payers' stage: for each submitter and payer a file id and the content of one file.

    The id is the child's; of the first child when the payer speaks of several files.
    """
    groups = grouped(claims, lambda each: (each.submitter, each.child.payer))
    for (submitter, payer), group in groups.items():
        file_id = group[0].child.file_id
        source = segment("NM1", "PR", "2", payer.name, *[""] * 4, "PI", payer.identifier)
        batches = [
            list(batch)
            for _, part in groupby(group, lambda each: each.child.file_id)
            for _, batch in groupby(map(_payer_answer, part), _batch_reference)
        ]
        yield file_id, _content(desk, submitter, file_id, source, batches)


def _batch_reference(acknowledged: AcknowledgedClaim) -> str:
    return acknowledged.case.batch_reference


def _decision(case: ClaimCase) -> ClaimStatus:
    if not case.errors:
        return PENDED if case.scenario.front_end is FrontEnd.PEND else FORWARDED
    code = case.errors[0]
    return ClaimStatus(REJECTED, "U", f"{code} {words_of(code).upper()}")


def _payer_answer(case: ClaimCase) -> AcknowledgedClaim:
    if case.scenario.payer is PayerAnswer.REJECT:
        return AcknowledgedClaim(case, PAYER_REJECTED)
    return AcknowledgedClaim(case, PAYER_ACCEPTED, case.payer_reference)


def _content(
    desk: Desk,
    receiver: Submitter,
    file_id: int,
    source: str,
    batches: Sequence[Sequence[AcknowledgedClaim]],
) -> bytes:
    """One transaction set for each batch of the submitter: 2200B refers to a single BHT03."""
    parties = Parties(source, receiver.name, receiver.identifier, file_id, desk.now)
    sets = [
        transaction_set("277", number, list(claim_levels(parties, batch)), GUIDE)
        for number, batch in enumerate(batches, start=1)
    ]
    number = f"{file_id % 1_000_000_000:09d}"
    return interchange(Envelope("HN", GUIDE, desk.house, receiver, number, file_id, desk.now), sets)
