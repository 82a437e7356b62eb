from datetime import date
from decimal import Decimal

import pytest

from chalicelib.x12.claim_ack_277ca import (
    BatchStatus,
    ClaimAcknowledgment,
    StatusCode,
    read_claim_acknowledgments,
)
from chalicelib.x12.delimiters import UnreadableInterchange
from tests.builders_x12 import interchange

GUIDE = "005010X214"
HEADER = (f"ST*277*0001*{GUIDE}", "BHT*0085*08*ANSWER1*20260302*1412*TH")
SOURCE = ("HL*1**20*1", "NM1*AY*2*OFFICE ALLY*****46*330897513", "TRN*1*T1", "DTP*050*D8*20260302")
BATCH = (
    "HL*2*1*21*1",
    "NM1*41*2*SAMPLE PRACTICE*****46*123456789",
    "TRN*2*BATCH1",
    "STC*A1:20*20260302*WQ*250",
    "QTY*90*1",
    "QTY*AA*1",
    "AMT*YU*150",
    "AMT*YY*100",
)
PROVIDER = ("HL*3*2*19*1", "NM1*85*2*SAMPLE PRACTICE*****XX*1234567893", "TRN*1*0", "QTY*QA*1")
ACCEPTED = (
    "HL*4*3*PT",
    "NM1*QC*1*SPECIMEN*ROBIN",
    "TRN*2*CC1",
    "STC*A2:20:PR*20260302*WQ*150",
    "REF*1K*PAYER77",
    "REF*D9*CLEAR99",
    "DTP*472*RD8*20260301-20260302",
)
REJECTED = (
    "HL*5*3*PT",
    "NM1*QC*1*TESTER*KIM",
    "TRN*2*CC2",
    "STC*A7:562:85*20260302*U*100******A7:21*A8:116*NPI not on file",
    "SVC*HC:99213*100",
    "STC*A7:512*20260302*U",
    "REF*FJ*CC2L1",
)


def read(*body: str) -> ClaimAcknowledgment:
    (found,) = read_claim_acknowledgments(interchange("HN", GUIDE, (*HEADER, *body)))
    return found


WHOLE = (*SOURCE, *BATCH, *PROVIDER, *ACCEPTED, *REJECTED)


def test_the_answer_names_its_source_and_itself() -> None:
    found = read(*WHOLE)
    assert (found.control_number, found.reference) == ("0001", "ANSWER1")
    assert (found.source_entity, found.source_id) == ("AY", "330897513")


def test_the_batch_is_named_by_our_reference_with_counts() -> None:
    (batch,) = read(*WHOLE).batches
    assert (batch.trace, batch.accepted, batch.rejected) == ("BATCH1", 1, 1)
    (status,) = batch.statuses
    assert (status.category, status.code, status.action) == ("A1", "20", "WQ")


def test_an_accepted_claim_carries_the_numbers_it_got() -> None:
    claim = read(*WHOLE).claims[0]
    assert (claim.position, claim.patient_control_number, claim.batch_trace) == (1, "CC1", "BATCH1")
    assert claim.provider_id == "1234567893"
    assert (claim.payer_claim_control_number, claim.clearinghouse_trace) == ("PAYER77", "CLEAR99")
    assert (claim.service_from, claim.service_to) == (date(2026, 3, 1), date(2026, 3, 2))
    (status,) = claim.statuses
    assert (status.category, status.code, status.entity) == ("A2", "20", "PR")
    assert (status.action, status.date, status.amount) == ("WQ", date(2026, 3, 2), Decimal("150"))


def test_a_rejected_claim_carries_all_reasons_and_the_text() -> None:
    claim = read(*WHOLE).claims[1]
    (status,) = claim.statuses
    assert (status.category, status.code, status.entity, status.action) == ("A7", "562", "85", "U")
    assert status.further == (StatusCode("A7", "21", ""), StatusCode("A8", "116", ""))
    assert status.text == "NPI not on file"
    assert claim.payer_claim_control_number is None


def test_the_status_of_a_line_is_not_that_of_its_claim() -> None:
    (line,) = read(*WHOLE).claims[1].lines
    assert line.line_reference == "CC2L1"
    assert [status.code for status in line.statuses] == ["512"]


def test_a_batch_may_be_rejected_without_claims() -> None:
    found = read(*SOURCE, *BATCH[:3], "STC*A3:24*20260302*U*250")
    assert found.claims == ()
    assert [status.action for status in found.batches[0].statuses] == ["U"]


def test_a_provider_may_be_rejected_without_claims() -> None:
    found = read(*SOURCE, *BATCH, *PROVIDER[:3], "STC*A8:562:85*20260302*U", "QTY*QC*2")
    (provider,) = found.providers
    assert (provider.batch_trace, provider.provider_id, provider.rejected) == (
        "BATCH1",
        "1234567893",
        2,
    )
    assert [status.category for status in provider.statuses] == ["A8"]


def test_one_patient_may_have_several_claims() -> None:
    more = ("TRN*2*CC3", "STC*A2:20*20260302*WQ*10")
    found = read(*SOURCE, *BATCH, *PROVIDER, *ACCEPTED, *more)
    assert [claim.patient_control_number for claim in found.claims] == ["CC1", "CC3"]
    assert [len(claim.statuses) for claim in found.claims] == [1, 1]


def test_a_status_without_trace_is_kept() -> None:
    found = read(*SOURCE, *BATCH[:2], "STC*A3:24*20260302*U")
    assert found.batches == (BatchStatus("", found.batches[0].statuses, None, None),)
    assert found.batches[0].statuses[0].action == "U"


def test_positions_count_over_all_sets_and_other_sets_are_left_out() -> None:
    other = ("ST*999*0002", "AK1*HC*1")
    data = interchange("HN", GUIDE, (*HEADER, *WHOLE), other, (*HEADER, *WHOLE), (*HEADER, *WHOLE))
    found = read_claim_acknowledgments(data)
    assert [claim.position for each in found for claim in each.claims] == [1, 2, 3, 4, 5, 6]


def test_a_file_that_is_cut_short_is_not_read() -> None:
    data = interchange("HN", GUIDE, (*HEADER, *WHOLE))
    with pytest.raises(UnreadableInterchange, match="truncated"):
        read_claim_acknowledgments(data[: data.index(b"HL*5")])
