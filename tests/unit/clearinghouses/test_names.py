import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.names import (
    era_stem,
    file_name,
    read_name,
    staged_name,
)
from chalicelib.clearinghouses.response_name import AnswerStage
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.identifiers import AccountId, batch_id, transmission_id
from chalicelib.domain.response import ResponseKind

DAY = date(2026, 3, 2)

NAMES = [
    ("FS_HCFA_1598000101_IN_C.txt", ResponseKind.FILE_SUMMARY),
    ("FS_UB_159800010_IN_C.txt", ResponseKind.FILE_SUMMARY),
    ("fs_ada_1598000101_in_c.TXT", ResponseKind.FILE_SUMMARY),
    ("FS_HCFA_1598000101_ErrorReport.txt", ResponseKind.FAILED_FILE),
    ("FS_UB_1598000101_ErrorReport_2.txt", ResponseKind.FAILED_FILE),
    ("1598000101_837P_20260302_000000412_999.999", ResponseKind.ACKNOWLEDGMENT_999),
    ("ta1.999", ResponseKind.ACKNOWLEDGMENT_999),
    ("sample_user_1598000101_HCFA_277ca_20260302.txt", ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    ("1598000207_EDI_STATUS_20260305.277", ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    ("1598000207_EDI_STATUS_HCFA_20260305.277", ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    ("508500990_EDI_STATUS_20180329.txt", ResponseKind.EDI_STATUS),
    ("1598400990_EDI_STATUS_UB_20260305.txt", ResponseKind.EDI_STATUS),
    ("1598700001_ERA_STATUS_5010_20260320.zip", ResponseKind.ARCHIVE),
    ("1598700001_ERA_835_5010_20260320.835", ResponseKind.REMITTANCE_835),
    ("1598700001_ERA_835_5010_20260320.txt", ResponseKind.REMITTANCE_835),
    ("1598700001_ERA_STATUS_5010_20260320.txt", ResponseKind.REMITTANCE_TEXT),
    ("whatever.835", ResponseKind.REMITTANCE_835),
    ("readme.md", None),
    ("FS_HCFA_12345678_IN_C.txt", None),
    ("FS_HCFA_1234567890123_IN_C.txt", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_a_name_tells_the_kind(name: str, kind: ResponseKind | None) -> None:
    assert read_name(name).kind is kind


@given(st.text(max_size=60))
def test_any_name_can_be_asked(name: str) -> None:
    assert read_name(name).kind in {*ResponseKind, None}
    assert (read_name(name).file_id or "") in name


def test_a_name_holds_the_number_that_office_ally_gave_our_file() -> None:
    assert read_name("FS_HCFA_1598000101_IN_C.txt").file_id == "1598000101"
    assert read_name("159800010_837P_20260302_000000412_999.999").file_id == "159800010"
    assert read_name("user1_1598000101_UB_277ca_20260302.txt").file_id == "1598000101"
    assert read_name("ta1.999").file_id is None


def test_the_name_of_a_999_holds_our_own_without_extension() -> None:
    answer = "1598000101_OATEST_837P_20260302_000000412_999.999"
    assert read_name(answer).submitted_name == "OATEST_837P_20260302_000000412"
    assert read_name("FS_HCFA_1598000101_IN_C.txt").submitted_name is None


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("user_1598000101_HCFA_277ca_20260302.txt", AnswerStage.CLEARINGHOUSE),
        ("user_1598000101_HCFA_277CA_20260302.277", AnswerStage.CLEARINGHOUSE),
        ("1598000207_EDI_STATUS_20260305.277", AnswerStage.PAYER),
        ("1598000207_EDI_STATUS_HCFA_20260305.277", AnswerStage.PAYER),
        ("1598000207_EDI_STATUS_20260305.txt", None),
        ("other.277", None),
    ],
)
def test_the_name_of_a_277ca_tells_whose_decision_it_is(
    name: str, stage: AnswerStage | None
) -> None:
    assert read_name(name).stage is stage


def test_a_test_file_says_so_and_a_live_file_never_does() -> None:
    kind = ClaimKind.PROFESSIONAL
    test = file_name(kind, AccountMode.TEST, 412, DAY)
    live = file_name(kind, AccountMode.LIVE, 412, DAY)
    assert test == "OATEST_837P_20260302_000000412.txt"
    assert live == "837P_20260302_000000412.txt"


@given(st.sampled_from(ClaimKind), st.integers(1, 999_999_999), st.dates(date(2020, 1, 1)))
def test_live_names_hold_the_kind_and_never_the_word_for_tests(
    kind: ClaimKind, number: int, day: date
) -> None:
    name = file_name(kind, AccountMode.LIVE, number, day)
    assert kind.value in name
    assert "TEST" not in name.upper()
    assert file_name(kind, AccountMode.TEST, number, day) == f"OATEST_{name}"


@given(st.text(max_size=20), st.integers(1, 99))
def test_staged_names_hold_no_keyword(sha256: str, part: int) -> None:
    name = staged_name(transmission_id(batch_id(AccountId("acc_sample"), sha256), part))
    assert name.endswith(".part")
    assert re.search("837[PID]", name, re.IGNORECASE) is None


def test_an_835_and_its_readable_text_share_one_stem() -> None:
    stems = {
        era_stem("1598700001_ERA_835_5010_20260320.835"),
        era_stem("1598700001_ERA_STATUS_5010_20260320.txt"),
    }
    assert stems == {"1598700001_ERA_5010_20260320"}


@given(st.text(min_size=1, max_size=40))
def test_a_stem_is_safe_in_an_object_key(name: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_-]+", era_stem(name)) is not None
