from datetime import date

import pytest

from chalicelib.clearinghouses.office_ally.meaning.edi_status import read_edi_status
from chalicelib.clearinghouses.office_ally.meaning.failed_file import read_failed_file
from chalicelib.clearinghouses.office_ally.meaning.file_summary import read_file_summary
from chalicelib.clearinghouses.office_ally.names import read_name
from chalicelib.clearinghouses.reading import Source, UnreadableResponseError
from chalicelib.domain.fact import ClaimReference, FactKind, TransmissionReference
from tests.builders import ACCOUNT
from tests.unit.clearinghouses.reports import (
    CLAIM_ID,
    MASTER,
    SUBMITTED,
    Form,
    StatusLine,
    SummaryRow,
    edi_status,
    failed_file,
    file_summary,
)

OURS = TransmissionReference(file_name=SUBMITTED)


def source(content: bytes, name: str = "report.txt") -> Source:
    return Source(read_name(name), content, ACCOUNT)


def test_a_summary_speaks_of_our_file_and_of_each_claim() -> None:
    content = file_summary([SummaryRow("CC1")], [SummaryRow("CC2", errors="FE69,RC77")])
    reading = read_file_summary(source(content))
    about_file, rejected, accepted = reading.statements
    assert (about_file.kind, about_file.about) == (FactKind.FILE_SUMMARIZED, OURS)
    assert rejected.kind is FactKind.REJECTED_BY_CLEARINGHOUSE
    assert rejected.about == ClaimReference("CC2", OURS, ("1234567893", "123456789"))
    assert rejected.service_on == date(2026, 2, 24)
    assert (rejected.codes, rejected.message) == (
        ("FE69", "RC77"),
        "Patient Street Address Required",
    )
    assert accepted.kind is FactKind.ACCEPTED_BY_CLEARINGHOUSE
    assert accepted.clearinghouse_claim_id == "4900000001"
    assert {each.effective_on for each in reading.statements} == {date(2026, 3, 2)}
    assert len({each.position for each in reading.statements}) == 3


def test_a_summary_teaches_the_numbers_of_the_file_and_its_parts() -> None:
    reading = read_file_summary(source(file_summary()))
    assert reading.transmission == OURS
    assert reading.file_ids == (MASTER, "1598000207", "1598000208")


def test_a_summary_that_does_not_tell_the_number_of_the_file_has_it_in_its_name() -> None:
    content = file_summary(file_name=SUBMITTED).replace(b"master file with fileID", b"file")
    name = f"FS_HCFA_{MASTER}_IN_C.txt"
    assert read_file_summary(source(content, name)).file_ids[0] == MASTER


def test_a_pended_claim_is_pended() -> None:
    reading = read_file_summary(source(file_summary(pending=[SummaryRow("CC1")])))
    assert reading.statements[-1].kind is FactKind.PENDED


def test_what_a_summary_hides_is_noted() -> None:
    content = file_summary([SummaryRow("CC1")], counted=(2, 0))
    assert len(read_file_summary(source(content)).not_understood) == 1


@pytest.mark.parametrize("form", Form)
def test_a_payers_word_is_narrowed_to_the_part_of_our_file(form: Form) -> None:
    lines = [StatusLine("CC1"), StatusLine("CC2", status="REJECTED", message=("NO SUCH MEMBER",))]
    accepted, rejected = read_edi_status(source(edi_status(lines, form))).statements
    assert (accepted.kind, rejected.kind) == (
        FactKind.ACCEPTED_BY_PAYER,
        FactKind.REJECTED_BY_PAYER,
    )
    assert isinstance(accepted.about, ClaimReference)
    assert accepted.about.patient_control_number == "CC1"
    part = accepted.about.transmission
    assert part is not None
    assert part.file_id is not None
    assert len(part.file_id) == (9 if form is Form.NINE_DIGITS else 10)
    assert (rejected.message, rejected.effective_on) == ("NO SUCH MEMBER", date(2026, 3, 5))
    assert rejected.clearinghouse_claim_id == CLAIM_ID
    assert rejected.payer_claim_control_number == "REF0000001"


def test_an_unknown_status_word_accepts_nothing_and_is_noted() -> None:
    reading = read_edi_status(source(edi_status([StatusLine("CC1", status="DEFERRED")])))
    assert (reading.statements, reading.not_understood) == ((), (3,))


def test_a_failed_file_fails_and_rejects_all_its_claims() -> None:
    reading = read_failed_file(source(failed_file()))
    kinds = [(each.kind, each.about) for each in reading.statements]
    assert kinds == [(FactKind.FILE_FAILED, OURS), (FactKind.SYNTAX_REJECTED, OURS)]
    assert reading.statements[0].message == "The file is not X12"
    assert (reading.transmission, reading.file_ids) == (OURS, (MASTER,))


def test_a_failed_file_may_be_known_by_its_number_alone() -> None:
    name = f"FS_HCFA_{MASTER}_ErrorReport.txt"
    reading = read_failed_file(source(b"Sorry.", name))
    assert reading.transmission == TransmissionReference(file_id=MASTER)


def test_a_failure_that_names_no_file_is_refused() -> None:
    with pytest.raises(UnreadableResponseError):
        read_failed_file(source(b"Something FAILED."))
