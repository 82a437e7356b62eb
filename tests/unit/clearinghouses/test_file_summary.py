from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.claim_row import Verdict
from chalicelib.clearinghouses.office_ally.file_summary import (
    FilePart,
    FileSummary,
    is_file_summary,
    parse_file_summary,
)
from chalicelib.clearinghouses.reading import UnreadableResponseError
from tests.unit.clearinghouses.reports import (
    HEADER,
    MASTER,
    SUBMITTED,
    SummaryRow,
    failed_file,
    file_summary,
)

ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ACCOUNTS = st.integers(1, 14).flatmap(lambda size: st.text(ALNUM, min_size=size, max_size=size))
WIDE = st.integers(15, 38).flatmap(lambda size: st.text(ALNUM, min_size=size, max_size=size))
NAMES = st.integers(0, 40).flatmap(
    lambda size: st.text(ALNUM + " ,Ñ", min_size=size, max_size=size)
)
ERRORS = st.lists(
    st.from_regex(r"[A-Z]{2}[0-9]{1,4}", fullmatch=True), min_size=1, max_size=20, unique=True
)


def only_row(content: bytes) -> tuple[Verdict, str, str, tuple[str, ...]]:
    summary = parse_file_summary(content)
    assert summary.unreadable_rows == ()
    (row,) = summary.claims
    return row.verdict, row.clearinghouse_claim_id, row.patient_control_number, row.errors


def unreadable(content: bytes) -> list[str]:
    """The unreadable lines themselves, their blanks cut."""
    lines = content.decode().splitlines()
    return [lines[number - 1].strip() for number in parse_file_summary(content).unreadable_rows]


def test_a_summary_names_our_file_its_number_and_its_parts() -> None:
    summary = parse_file_summary(file_summary())
    assert (summary.submitted_name, summary.master_file_id) == (SUBMITTED, MASTER)
    assert summary.processed_on == date(2026, 3, 2)
    assert summary.parts == (
        FilePart("1598000207", "SB123", 2, Decimal("1320.00")),
        FilePart("1598000208", "TC456", 1, Decimal("400.00")),
    )
    assert [(error.code, error.claims) for error in summary.errors] == [("FE69", 1), ("LC1762", 2)]
    assert summary.errors[0].text == "Patient Street Address Required"


def test_the_number_may_stand_at_the_end_only() -> None:
    summary = parse_file_summary(file_summary(file_name="claims.837"))
    assert (summary.submitted_name, summary.master_file_id) == ("claims.837", MASTER)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_section_gives_its_claims_their_verdict(newline: str) -> None:
    content = file_summary(
        [SummaryRow("CC1"), SummaryRow("CC2")],
        [SummaryRow("CC3", errors="FE69,LC1762")],
        [SummaryRow("CC4")],
        newline=newline,
    )
    rows = [(row.patient_control_number, row.verdict) for row in parse_file_summary(content).claims]
    assert rows == [
        ("CC3", Verdict.REJECTED),
        ("CC1", Verdict.ACCEPTED),
        ("CC2", Verdict.ACCEPTED),
        ("CC4", Verdict.PENDING),
    ]


@given(ACCOUNTS, NAMES, ERRORS)
def test_a_row_of_any_widths_is_read_back(account: str, name: str, errors: list[str]) -> None:
    row = SummaryRow(account, name=name, errors=",".join(errors))
    verdict, claim_id, number, codes = only_row(file_summary(rejected=[row]))
    assert (verdict, claim_id) == (Verdict.REJECTED, row.claim_id)
    assert (number, codes) == (account, tuple(errors))


@given(st.one_of(ACCOUNTS, WIDE), NAMES)
def test_a_row_tells_whose_claim_it_is_and_of_what_day(account: str, name: str) -> None:
    (row,) = parse_file_summary(file_summary([SummaryRow(account, name=name)])).claims
    assert row.providers == ("1234567893", "123456789")
    assert row.served_on == date(2026, 2, 24)


def test_a_row_without_dates_tells_none() -> None:
    content = file_summary([SummaryRow("CC1")]).replace(b"02/24/2026 02/24/2026", b" " * 21)
    (row,) = parse_file_summary(content).claims
    assert row.served_on is None


@given(WIDE, st.sampled_from(["", "FE69", "FE69,RC77"]))
def test_a_long_account_number_pushes_the_columns_and_is_read_back(
    account: str, errors: str
) -> None:
    row = SummaryRow(account, errors=errors)
    _, _, number, codes = only_row(file_summary(rejected=[row]))
    assert number == account
    assert codes == tuple(errors.split(",")) if errors else codes == ()


@given(WIDE)
def test_without_an_npi_a_long_account_number_is_whole_or_unreadable(account: str) -> None:
    assume(not account[14:].isdecimal())
    _, _, number, _ = only_row(file_summary(rejected=[SummaryRow(account, npi="", errors="FE69")]))
    assert number == account


@settings(max_examples=400)
@given(
    st.one_of(ACCOUNTS, WIDE, st.text("123", min_size=10, max_size=30)),
    st.sampled_from(["1234567893", "", "AB1234"]),
    st.sampled_from(["SB123", "", "SB", "SB12345", "SB1234567890"]),
    st.sampled_from(["J020", "", "J020,F4323", "J020,F4323,M5450", "J020,F4323,M5450,M54512"]),
    st.sampled_from(["123456789", "12-3456789", "", "123456789012"]),
    st.sampled_from(["", "FE69", "FE69,LC1762,RC77"]),
)
def test_whatever_overflows_a_row_is_right_or_not_read_at_all(
    account: str, npi: str, payer: str, diagnosis: str, tax_id: str, errors: str
) -> None:
    row = SummaryRow(
        account, npi=npi, payer=payer, diagnosis=diagnosis, tax_id=tax_id, errors=errors
    )
    # An NPI may stand at the end of a long account number by chance; none tells the two apart.
    assume(npi or not account[14:].isdecimal())
    for read in parse_file_summary(file_summary(rejected=[row])).claims:
        assert read.patient_control_number == account
        assert ",".join(read.errors) == errors
        assert set(read.providers) <= {npi, tax_id}
        assert read.served_on == date(2026, 2, 24)


def test_latin_1_names_are_read_too() -> None:
    content = file_summary([SummaryRow("CC1", name="PEÑA,ANA")]).decode().encode("latin-1")
    assert only_row(content)[2] == "CC1"


def test_an_error_beside_an_accepted_claim_rejects_it() -> None:
    row = SummaryRow("CC1", errors="FE69")
    assert only_row(file_summary(accepted=[row]))[0] is Verdict.REJECTED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"4900000001", b"49000000O1"),
        (b"123456789   CC1", b"123456789 CC1  "),
        (b"123456789   CC1", b"123456789      "),
        (b"4900000001", b"          "),
        (b"1)     49", b"one    49"),
    ],
)
def test_a_row_whose_columns_are_wrong_is_noted_and_never_guessed(old: bytes, new: bytes) -> None:
    content = file_summary([SummaryRow("CC1")])
    assert old in content
    spoiled = content.replace(old, new)
    assert parse_file_summary(spoiled).claims == ()
    (line,) = unreadable(spoiled)
    assert line.endswith("SB123")


def test_a_row_that_has_moved_to_the_left_is_noted() -> None:
    content = file_summary([SummaryRow("CC1")])
    assert parse_file_summary(content.replace(b"SAMPLE,ALEX  ", b"SAMPLE,ALEX")).claims == ()


def test_a_full_account_number_before_a_strange_provider_id_is_noted() -> None:
    content = file_summary([SummaryRow("CC260302000012", npi="123456789")])
    assert parse_file_summary(content).claims == ()


def test_rows_without_a_known_header_or_title_are_noted() -> None:
    content = file_summary([SummaryRow("CC1")])
    for spoiled in (
        content.replace(b"ACCNT#", b"OTHER#"),
        content.replace(b"-------ACCEPTED", b"-------STRANGE"),
    ):
        assert parse_file_summary(spoiled).claims == ()
        assert any(line.startswith("1)") for line in unreadable(spoiled))


def test_a_table_does_not_borrow_the_header_of_the_one_before() -> None:
    content = file_summary([SummaryRow("CC1")], [SummaryRow("CC2", errors="FE69")]).decode()
    at = content.rindex(HEADER)
    spoiled = (content[:at] + content[at + len(HEADER) :]).encode()
    assert [row.patient_control_number for row in parse_file_summary(spoiled).claims] == ["CC2"]
    assert any(line.startswith("1)") for line in unreadable(spoiled))


def test_columns_follow_the_header_wherever_it_puts_them() -> None:
    content = file_summary([SummaryRow("CC1")]).decode()
    moved = "\n".join(
        "   " + line if line.startswith(("CLAIM#", "1)")) else line for line in content.split("\n")
    )
    assert HEADER in moved
    assert only_row(moved.encode())[2] == "CC1"


def test_a_summary_that_lists_fewer_claims_than_it_counts_is_noted() -> None:
    content = file_summary([SummaryRow("CC1")], counted=(2, 0))
    assert unreadable(content) == ["2 # of Claims Initially Accepted"]


TWO_TABLES = file_summary(
    [SummaryRow("CC1"), SummaryRow("CC2")], [SummaryRow("CC3", errors="FE69,LC1762")]
)


@given(st.integers(0, len(TWO_TABLES)))
@example(TWO_TABLES.index(b"Initially Accepted") + 7)
@example(TWO_TABLES.index(b" # of Claims Rejected"))
@example(TWO_TABLES.index(b"LC1762              ") + 3)
@example(TWO_TABLES.index(b"CC2   ") + 20)
def test_a_report_cut_short_is_refused_or_noted_or_tells_every_claim_rightly(cut: int) -> None:
    try:
        summary = parse_file_summary(TWO_TABLES[:cut])
    except UnreadableResponseError:
        return
    whole = parse_file_summary(TWO_TABLES).claims
    assert set(summary.claims) <= set(whole)
    assert summary.unreadable_rows or summary.claims == whole


def test_a_part_that_cannot_be_read_is_noted() -> None:
    content = file_summary().replace(b"$400.00", b"$4oo.00")
    assert len(parse_file_summary(content).parts) == 1
    assert unreadable(content)[0].startswith("1598000208")


def test_a_report_that_names_no_file_is_no_summary() -> None:
    with pytest.raises(UnreadableResponseError, match="names no file"):
        parse_file_summary(file_summary().replace(b"File Name:", b"Filename "))


def test_a_report_that_counts_no_claims_is_no_summary() -> None:
    with pytest.raises(UnreadableResponseError, match="counts no claims"):
        parse_file_summary(failed_file())


@given(st.binary(max_size=300), st.integers(0, 3000), st.integers(0, 60))
def test_damage_never_raises_anything_else(noise: bytes, at: int, cut: int) -> None:
    content = file_summary([SummaryRow("CC1")], [SummaryRow("CC2", errors="FE69")])
    damaged = content[:at] + noise + content[at + cut :]
    try:
        summary = parse_file_summary(damaged)
    except UnreadableResponseError:
        return
    assert isinstance(summary, FileSummary)


def test_content_tells_a_summary() -> None:
    assert is_file_summary(file_summary())
    assert not is_file_summary(b"ISA*00*")
