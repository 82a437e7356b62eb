import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.classify import classify
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import interchange, isa, x12
from tests.unit.clearinghouses.reports import StatusLine, edi_status, failed_file, file_summary
from tests.unit.interpret.x12_answers import (
    accepted_999,
    claim_acknowledgment,
    claim_levels,
    payment_set,
    remittance,
)
from tests.unit.interpret.zips import zip_of

ERA_TEXT = (
    b"Dear: Pat Sample\r\n\r\n\r\n" + b"=" * 50 + b"\r\n"
    b"------- HEALTH CARE CLAIM PAYMENT/ADVICE -------\r\n"
)
CLAIMS = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1))
CONTENTS = [
    (accepted_999(), ResponseKind.ACKNOWLEDGMENT_999),
    (x12(isa(), "TA1*000000412*260302*1405*A*000", "IEA*0*000000001"), "999"),
    (interchange("FA", "005010", ("ST*997*0001", "AK1*HC*1")), ResponseKind.ACKNOWLEDGMENT_999),
    (claim_acknowledgment(claim_levels()), ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    (remittance(payment_set()), ResponseKind.REMITTANCE_835),
    (file_summary(), ResponseKind.FILE_SUMMARY),
    (edi_status([StatusLine("CC1")]), ResponseKind.EDI_STATUS),
    (failed_file(), ResponseKind.UNKNOWN),
    (ERA_TEXT, ResponseKind.REMITTANCE_TEXT),
    (zip_of(("a.835", b"")), ResponseKind.ARCHIVE),
    (CLAIMS, ResponseKind.UNKNOWN),
    (b"a letter", ResponseKind.UNKNOWN),
    (b"", ResponseKind.UNKNOWN),
]
MISLEADING_NAMES = [
    "FS_HCFA_1598000101_IN_C.txt",
    "1598000101_837P_20260302_000000412_999.999",
    "1598000207_EDI_STATUS_20260305.277",
    "508500990_EDI_STATUS_20180329.txt",
    "1598700001_ERA_835_5010_20260320.txt",
    "1598700001_ERA_STATUS_5010_20260320.txt",
    "anything.zip",
    "anything.bin",
    "",
]


@pytest.mark.parametrize("name", MISLEADING_NAMES)
@pytest.mark.parametrize(("content", "kind"), CONTENTS)
def test_the_content_wins_whatever_the_name_says(name: str, content: bytes, kind: str) -> None:
    assert classify(OFFICE_ALLY, name, content) == kind


def test_only_an_error_report_is_believed_by_its_name() -> None:
    name = "FS_HCFA_1598000101_ErrorReport.txt"
    assert classify(OFFICE_ALLY, name, b"a letter") is ResponseKind.FAILED_FILE
    assert classify(OFFICE_ALLY, name, accepted_999()) is ResponseKind.ACKNOWLEDGMENT_999
    assert classify(OFFICE_ALLY, name, CLAIMS) is ResponseKind.UNKNOWN


@given(st.text(max_size=30), st.binary(max_size=200))
def test_anything_gets_a_kind(name: str, content: bytes) -> None:
    assert classify(OFFICE_ALLY, name, content) in ResponseKind
