import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.failed_file import (
    FailedFile,
    parse_failed_file,
)
from tests.unit.clearinghouses.reports import MASTER, SUBMITTED, failed_file


def test_a_failed_file_is_named() -> None:
    assert parse_failed_file(failed_file()) == FailedFile(SUBMITTED, MASTER, "The file is not X12")


@pytest.mark.parametrize(
    "text",
    [
        f"We could not read {MASTER}_OATEST_{SUBMITTED}, sorry.",
        f"FILENAME : OATEST_{SUBMITTED}\r\nFile ID: {MASTER}\r\n",
        f"File Name:\n{MASTER}_OATEST_{SUBMITTED}\n",
    ],
)
def test_our_own_kind_of_name_is_found_wherever_it_stands(text: str) -> None:
    found = parse_failed_file(text.encode())
    assert (found.submitted_name, found.file_id) == (f"OATEST_{SUBMITTED}", MASTER)


def test_a_name_given_by_hand_is_found_by_its_label() -> None:
    found = parse_failed_file(b"File Name: claims.txt\nFile ID # 1598000101\n")
    assert found == FailedFile("claims.txt", "1598000101", "")


@given(st.binary(max_size=300))
def test_anything_can_be_asked(content: bytes) -> None:
    assert isinstance(parse_failed_file(content), FailedFile)
