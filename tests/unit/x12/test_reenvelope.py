from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.reenvelope import Envelope, reenvelope
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced

ENVELOPE = Envelope(
    sender_qualifier="30",
    sender_id="123456789",
    receiver_qualifier="30",
    receiver_id="330897513",
    group_sender="123456789",
    group_receiver="OA",
    control_number=4711,
    usage_indicator="P",
    created_at=datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
)


def sent(data: bytes, envelope: Envelope = ENVELOPE) -> bytes:
    return reenvelope(data, check_claim_file(data), envelope)


def sets_of(data: bytes) -> list[bytes]:
    interchange = check_claim_file(data).interchange
    assert interchange is not None
    return [data[each.start : each.end] for each in interchange.groups[0].sets]


def good(newline: str = "\n") -> bytes:
    return claim_file(ClaimKind.PROFESSIONAL, sample_claims(3), newline=newline)


def test_the_envelope_is_ours_and_the_guide_the_files() -> None:
    lines = sent(good()).splitlines()
    assert lines[0] == (
        b"ISA*00*          *00*          *30*123456789      *30*330897513      "
        b"*260302*1405*^*00501*000004711*0*P*:~"
    )
    assert lines[1] == b"GS*HC*123456789*OA*20260302*1405*4711*X*005010X222A1~"
    assert lines[-2:] == [b"GE*1*4711~", b"IEA*1*000004711~"]


@given(
    kind=st.sampled_from(ClaimKind),
    claims=st.integers(1, 6),
    per_set=st.integers(1, 3),
    newline=st.sampled_from(["", "\n", "\r\n"]),
    delimiters=st.sampled_from(["*:~", "|<\x1d", "+>!"]),
    number=st.integers(1, 999_999_999),
)
def test_sets_travel_byte_for_byte_and_the_result_is_sound(
    kind: ClaimKind, claims: int, per_set: int, newline: str, delimiters: str, number: int
) -> None:
    data = claim_file(
        kind,
        sample_claims(claims),
        claims_per_set=per_set,
        newline=newline,
        element_separator=delimiters[0],
        component_separator=delimiters[1],
        segment_terminator=delimiters[2],
    )
    result = sent(data, replace(ENVELOPE, control_number=number))
    checked = check_claim_file(result)
    assert checked.findings == ()
    assert sets_of(result) == sets_of(data)
    assert checked.delimiters == check_claim_file(data).delimiters
    assert checked.interchange is not None
    assert int(checked.interchange.control_number) == number
    assert checked.interchange.groups[0].control_number == str(number)


@pytest.mark.parametrize("newline", ["", "\n", "\r\n"])
def test_line_ends_are_those_of_the_file(newline: str) -> None:
    result = sent(good(newline))
    assert result.count(b"~" + newline.encode()) == result.count(b"~")
    assert result.endswith(b"~" + newline.encode())
    assert result.count(b"\n") == (result.count(b"~") if newline else 0)


def test_the_largest_control_number_fits() -> None:
    assert b"IEA*1*999999999~" in sent(good(), replace(ENVELOPE, control_number=999_999_999))


def test_a_byte_order_mark_is_not_sent() -> None:
    assert sent(b"\xef\xbb\xbf" + good()) == sent(good())


def test_times_are_written_in_utc() -> None:
    eastern = datetime(2026, 3, 1, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert b"*260302*0330*" in sent(good(), replace(ENVELOPE, created_at=eastern))


def test_a_repetition_separator_that_tears_no_value_is_chosen_when_the_file_has_none() -> None:
    data = replaced(good(), b"*^*00501*", b"*U*00501*").replace(b"SPECIMEN", b"SPEC^MEN")
    assert b"*`*00501*" in sent(data)


def test_a_file_that_uses_up_every_repetition_separator_is_not_sent_on() -> None:
    data = replaced(good(), b"*^*00501*", b"*U*00501*").replace(b"SPECIMEN", b"^`|!&%$#")
    with pytest.raises(ValueError, match="does not fit"):
        sent(data)


def test_a_file_with_errors_is_not_sent_on() -> None:
    with pytest.raises(ValueError, match="acceptable"):
        sent(replaced(good(), b"SE*", b"SE*9"))


@pytest.mark.parametrize(
    "envelope",
    [
        replace(ENVELOPE, control_number=0),
        replace(ENVELOPE, control_number=1_000_000_000),
        replace(ENVELOPE, sender_id="1234567890123456"),
        replace(ENVELOPE, receiver_qualifier="330"),
        replace(ENVELOPE, usage_indicator=""),
        replace(ENVELOPE, group_sender="12*34"),
    ],
)
def test_what_does_not_fit_the_envelope_is_refused(envelope: Envelope) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        sent(good(), envelope)
