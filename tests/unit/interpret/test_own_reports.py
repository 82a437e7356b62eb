"""A clearinghouse brings its own reports through its profile: nothing else knows of them."""

from dataclasses import replace

import pytest

from chalicelib.clearinghouses.profile import Profile, TextReport
from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.clearinghouses.response_name import ResponseName
from chalicelib.domain.fact import ClaimReference, FactKind, Statement
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read
from tests.builders import ACCOUNT
from tests.unit.clearinghouses.reports import SummaryRow, edi_status, file_summary

NOTE = b"NOTE CC1 took 4711"


def read_note(source: Source) -> Reading:
    number = source.content.split()[1].decode()
    accepted = Statement(1, FactKind.ACCEPTED_BY_CLEARINGHOUSE, ClaimReference(number))
    file_id = source.name.file_id
    return Reading((accepted,), file_ids=(file_id,) if file_id else ())


@pytest.fixture
def noting() -> Profile:
    """A clearinghouse that writes notes, and reports without any layout."""
    return replace(
        profile_named("stedi"),
        read_name=lambda name: ResponseName(ResponseKind.FAILED_FILE, file_id=name),
        text_reports=lambda: (
            TextReport(ResponseKind.FILE_SUMMARY, lambda said: said.startswith(b"NOTE"), read_note),
            TextReport(ResponseKind.FAILED_FILE, None, None),
        ),
    )


def test_a_report_is_told_by_its_content(noting: Profile) -> None:
    assert classify(noting, "4711", NOTE) is ResponseKind.FILE_SUMMARY


def test_a_report_without_a_layout_is_told_by_its_name(noting: Profile) -> None:
    assert classify(noting, "4711", b"a letter") is ResponseKind.FAILED_FILE


def test_a_report_is_read_by_its_own_reader_with_what_its_name_tells(noting: Profile) -> None:
    reading = read(noting, ResponseKind.FILE_SUMMARY, "4711", NOTE, ACCOUNT)
    assert reading.statements[0].about == ClaimReference("CC1")
    assert reading.file_ids == ("4711",)


def test_a_report_that_states_nothing_has_no_reader(noting: Profile) -> None:
    with pytest.raises(UnreadableResponseError, match="states nothing"):
        read(noting, ResponseKind.FAILED_FILE, "4711", b"a letter", ACCOUNT)


@pytest.mark.parametrize("content", [file_summary([SummaryRow("CC1")]), edi_status([]), NOTE])
def test_one_clearinghouse_never_writes_the_reports_of_another(content: bytes) -> None:
    assert classify(profile_named("stedi"), "any.txt", content) is ResponseKind.UNKNOWN
