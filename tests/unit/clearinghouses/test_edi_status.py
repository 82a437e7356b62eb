from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.edi_status import (
    EdiStatus,
    is_edi_status,
    parse_edi_status,
)
from chalicelib.clearinghouses.office_ally.edi_status_row import StatusRow
from chalicelib.clearinghouses.reading import UnreadableResponseError
from tests.unit.clearinghouses.reports import (
    CLAIM_ID,
    FILE_IDS,
    STATUS_HEADER,
    Form,
    StatusLine,
    edi_status,
)

ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ACCOUNTS = st.integers(1, 38).flatmap(lambda size: st.text(ALNUM, min_size=size, max_size=size))
NAMES = st.integers(0, 30).flatmap(
    lambda size: st.text(ALNUM + " ,Ñ", min_size=size, max_size=size)
)
WORDS = st.text(ALNUM + ".", min_size=1, max_size=20)
REJECTED = StatusLine(
    "CC2", status="REJECTED", message=("MEMBER NOT FOUND.", "CHECK THE CARD"), reference=""
)


def rows(content: bytes) -> tuple[StatusRow, ...]:
    report = parse_edi_status(content)
    assert report.unreadable_rows == ()
    return report.rows


@pytest.mark.parametrize("form", Form)
def test_all_forms_of_a_row_are_read_alike(form: Form) -> None:
    (row,) = rows(edi_status([StatusLine("CC1")], form))
    assert row == StatusRow(
        line=3,
        file_id=FILE_IDS[form],
        clearinghouse_claim_id=CLAIM_ID,
        patient_control_number="CC1",
        providers=("1234567893", "123456789"),
        charge=Decimal("120.00"),
        processed_on=date(2026, 3, 5),
        payer_claim_control_number="REF0000001",
        status="ACCEPTED",
        message="CLAIM ACCEPTED FOR PROCESSING",
    )


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_wrapped_message_belongs_to_the_row_above(form: Form, newline: str) -> None:
    content = edi_status([REJECTED, StatusLine("CC1")], form, newline=newline)
    first, second = rows(content)
    assert first.message == "MEMBER NOT FOUND. CHECK THE CARD"
    assert first.payer_claim_control_number is None
    assert second.patient_control_number == "CC1"


@given(
    st.sampled_from(Form),
    ACCOUNTS,
    NAMES,
    st.text(ALNUM, max_size=19),
    st.lists(WORDS, max_size=4),
)
def test_a_row_of_any_widths_is_read_back(
    form: Form, account: str, name: str, reference: str, message: list[str]
) -> None:
    line = StatusLine(account, "REJECTED", tuple(message), name, reference=reference)
    (row,) = parse_edi_status(edi_status([line], form)).rows
    assert row.patient_control_number == account
    assert (row.status, row.payer_claim_control_number) == ("REJECTED", reference or None)
    assert row.message == " ".join(message)


@settings(max_examples=400)
@given(
    st.sampled_from(Form),
    st.one_of(ACCOUNTS, st.text("123", min_size=6, max_size=20)),
    st.sampled_from([CLAIM_ID, "", "490000000123", "49000"]),
    st.sampled_from(["LI", "", "SAMPLE, ALEX", "SPECIMEN-EXAMPLE, ROBIN MARIA"]),
    st.sampled_from(["120.00", "", "1234567890123.45"]),
    st.sampled_from(["03/05/2026", "", "2026-03-05"]),
    st.sampled_from(["REF0000001", "", "R" * 20, "R" * 30]),
    st.sampled_from(["ACCEPTED", "REJECTED", "", "IN PROCESSING"]),
)
def test_whatever_overflows_a_row_is_right_or_not_read_at_all(
    form: Form,
    account: str,
    claim_id: str,
    name: str,
    amount: str,
    processed: str,
    reference: str,
    status: str,
) -> None:
    line = StatusLine(account, status, (), name, processed, reference, claim_id, amount)
    for row in parse_edi_status(edi_status([line], form)).rows:
        assert (row.file_id, row.clearinghouse_claim_id) == (FILE_IDS[form], claim_id)
        assert row.patient_control_number == account
        if row.status in ("ACCEPTED", "REJECTED"):
            assert (row.status, row.payer_claim_control_number or "") == (status, reference)


def test_a_row_without_a_date_is_read_by_its_columns() -> None:
    (row,) = rows(edi_status([StatusLine("CC1", processed="")]))
    assert (row.processed_on, row.status) == (None, "ACCEPTED")


def test_a_new_status_word_is_kept_as_it_is() -> None:
    (row,) = rows(edi_status([StatusLine("CC1", status="DEFERRED")]))
    assert row.status == "DEFERRED"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"1598000207 4900000001", b"15980002074900000O01 "),
        (b"1598000207 4900000001", b"1598000207           "),
        (b"1598000207 4900000001  CC1", b"1598000207 4900000001CC1  "),
        (b"1598000207 4900000001  CC1   ", b"1598000207             4900001"),
        (b"1598000207 4900000001  CC1", b"1598000207 490000000123CC1"),
        (b"4900000001  CC1           ", b"490000000123 CC123456789AB"),
        (b"ACCEPTED  CLAIM", b"   ACCEPTED CLAIM"),
        (b"ACCEPTED  CLAIM", b"          CLAIM"),
        (b"REF0000001          ACC", b"REF0000001REF0000001ACC"),
    ],
)
def test_a_row_that_fits_no_form_is_noted_and_never_guessed(old: bytes, new: bytes) -> None:
    content = edi_status([StatusLine("CC1")])
    assert old in content
    assert parse_edi_status(content.replace(old, new)) == EdiStatus((), (3,))


def test_an_account_number_is_not_taken_for_an_absent_claim_id() -> None:
    line = StatusLine("111111", claim_id="", name="LI", amount="1234567890123.45")
    assert parse_edi_status(edi_status([line], Form.NINE_DIGITS)) == EdiStatus((), (3,))


def test_an_overlong_account_number_that_did_not_push_is_noted() -> None:
    content = edi_status([StatusLine("CC1")])
    line = b"CC1            SAMPLE, ALEX"
    spoiled = content.replace(line, b"CC1234567890123456 SAMPLE, A"[: len(line)])
    assert parse_edi_status(spoiled) == EdiStatus((), (3,))


def test_a_continuation_without_a_row_is_noted() -> None:
    content = edi_status([REJECTED]) + b" " * 160 + b"MORE\r\n"
    assert parse_edi_status(content).unreadable_rows == (6,)


def test_text_above_the_header_says_nothing_of_claims() -> None:
    content = b"Dear Pat Sample,\r\n\r\n" + edi_status([StatusLine("CC1")])
    (row,) = rows(content)
    assert row.line == 5


def test_a_second_header_counts_anew() -> None:
    content = edi_status([REJECTED], Form.NINE_DIGITS)
    assert len(rows(content + edi_status([StatusLine("CC1")], Form.GLUED))) == 2


def test_a_report_without_header_is_refused() -> None:
    with pytest.raises(UnreadableResponseError):
        parse_edi_status(b"File ID but nothing else\n")


@given(st.binary(max_size=300), st.integers(0, 1000), st.integers(0, 60))
def test_damage_never_raises_anything_else(noise: bytes, at: int, cut: int) -> None:
    content = edi_status([REJECTED, StatusLine("CC1")])
    try:
        report = parse_edi_status(content[:at] + noise + content[at + cut :])
    except UnreadableResponseError:
        return
    assert isinstance(report, EdiStatus)


def test_content_tells_a_status_report() -> None:
    assert is_edi_status(STATUS_HEADER.encode())
    assert is_edi_status(edi_status([]))
    assert not is_edi_status(b"Claims Upload File Summary")
