"""Plain words for codes; what nobody has seen before is left as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.codes import explain
from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.x12_codes import explain_x12


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("FE69", "street address"),
        ("FE999", "front-end"),
        ("LC1762", "diagnosis"),
        ("LC1", "as a whole"),
        ("RC77", "enroll"),
        ("RC1", "for this payer"),
        ("A0", "Passed on"),
        ("A1:20", "Received"),
        ("A2:20:PR", "payer"),
        ("A3:21", "Returned"),
        ("A4:35", "can't be found"),
        ("A5", "Split"),
        ("A6:562:85", "billing provider"),
        ("A7:562:QC", "patient"),
        ("A8", "contradict"),
        ("P1:1", "Pended"),
        ("F2:0", "Final"),
        ("R4:1", "more information"),
        ("E1:1", "error"),
        ("D0:35", "which claim"),
        ("IK403:6", "element"),
        ("IK304:8", "segment"),
        ("IK502:5", "set"),
        ("AK905:1", "group"),
        ("TA105:020", "interchange"),
        ("CO-45", "allowed fee"),
        ("PR-1", "Deductible. The patient's share."),
        ("CO-9999", "contract"),
    ],
)
def test_known_codes_have_plain_words(code: str, words: str) -> None:
    told = explain(code)
    assert told is not None
    assert words in told
    assert told.endswith(".")


@pytest.mark.parametrize("code", ["", "N130", "XX1", "FE", "FE12345", "A9:1", "ZZ-45", "45", ":"])
def test_what_nobody_has_seen_before_has_none(code: str) -> None:
    assert explain(code) is None


@given(st.text(max_size=12))
def test_any_text_is_taken(code: str) -> None:
    told = explain_x12(code)
    assert told is None or re.search(r"[\w)]\.$", told)


def test_a_timeline_gets_words_for_what_is_known() -> None:
    assert set(OFFICE_ALLY.words_for(["FE69", "N130", "FE69", "CO-45"])) == {"FE69", "CO-45"}
