"""Sample reports in Office Ally's layouts, kept beside the checkout."""

from pathlib import Path

import pytest

from chalicelib.clearinghouses.office_ally.claim_row import Verdict
from chalicelib.clearinghouses.office_ally.edi_status import parse_edi_status
from chalicelib.clearinghouses.office_ally.file_summary import parse_file_summary

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "office_ally"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def test_the_genuine_summary_layout_is_read() -> None:
    summary = parse_file_summary((SAMPLES / "FS_HCFA_1598000099_IN_C.txt").read_bytes())
    (row,) = summary.claims
    assert (row.verdict, row.patient_control_number) == (Verdict.REJECTED, "CC26030100009")
    assert row.errors == ("FE69", "FE70", "LC1762")
    assert (summary.unreadable_rows, len(summary.errors)) == ((), 3)


def test_a_summary_with_two_sections_is_read() -> None:
    summary = parse_file_summary((SAMPLES / "FS_HCFA_1598000101_IN_C.txt").read_bytes())
    verdicts = [row.verdict for row in summary.claims]
    assert verdicts == [Verdict.REJECTED, Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert [part.file_id for part in summary.parts] == ["1598000207", "1598000208"]
    assert summary.unreadable_rows == ()


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("508500990_EDI_STATUS_20180329.txt", ["ACCEPTED", "REJECTED", "ACCEPTED"]),
        ("1598400990_EDI_STATUS_20260305.guess-glued.txt", ["ACCEPTED", "REJECTED"]),
        ("1598400990_EDI_STATUS_20260305.guess-shifted.txt", ["ACCEPTED", "REJECTED"]),
    ],
)
def test_all_forms_of_the_status_report_are_read(name: str, statuses: list[str]) -> None:
    report = parse_edi_status((SAMPLES / name).read_bytes())
    assert [row.status for row in report.rows] == statuses
    assert report.rows[1].message.endswith("CHECK THE CARD AND SEND A NEW CLAIM")
    assert report.unreadable_rows == ()
