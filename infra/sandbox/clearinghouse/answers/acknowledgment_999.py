"""999 with its TA1: does the file hold together as X12?"""

from collections.abc import Iterator

from infra.sandbox.clearinghouse.answers.answer import Desk
from infra.sandbox.clearinghouse.answers.x12_text import (
    Envelope,
    interchange,
    segment,
    transaction_set,
)
from infra.sandbox.clearinghouse.arrivals import ArrivedFile
from infra.sandbox.clearinghouse.cases import FileCase
from infra.sandbox.clearinghouse.syntax_check import SOUND, FileVerdict, SetVerdict

GUIDE = "005010X231A1"


def write_999(case: FileCase, desk: Desk) -> bytes:
    """The whole interchange; a rejected one gets its TA1 alone."""
    arrived, verdict = case.arrived, case.verdict
    envelope = Envelope(
        "FA", GUIDE, desk.house, arrived.submitter, arrived.interchange_control_number,
        case.submission.file_id, desk.now,
    )  # fmt: skip
    sets = []
    if verdict.interchange_note == SOUND:
        sets.append(transaction_set("999", 1, list(_body(arrived, verdict)), GUIDE))
    return interchange(envelope, sets, _ta1(arrived, verdict.interchange_note))


def _ta1(arrived: ArrivedFile, note: str) -> str:
    return segment(
        "TA1",
        arrived.interchange_control_number,
        arrived.interchange_date,
        arrived.interchange_time,
        "A" if note == SOUND else "R",
        note,
    )


def _body(arrived: ArrivedFile, verdict: FileVerdict) -> Iterator[str]:
    yield segment("AK1", "HC", arrived.group_control_number.lstrip("0"), arrived.guide)
    for each in verdict.sets:
        yield segment("AK2", "837", each.arrived.control_number, each.arrived.guide)
        yield from _bad_claim(each)
        yield segment("IK5", "R" if each.errors else "A", *each.errors)
    accepted = len(verdict.accepted_sets)
    received = len(verdict.sets)
    code = "A" if accepted == received else "P" if accepted else "R"
    yield segment("AK9", code, arrived.stated_sets, received, accepted, *verdict.group_errors)


def _bad_claim(verdict: SetVerdict) -> Iterator[str]:
    claim = verdict.bad_claim
    if claim:
        yield segment("IK3", "CLM", claim.segment_number, "2300", "8")
        yield segment("CTX", f"CLM01:{claim.patient_control_number}")
        yield segment("IK4", "1", "1028", "6", claim.patient_control_number)
