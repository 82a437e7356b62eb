import pytest

from chalicelib.x12.delimiters import (
    Delimiters,
    Unreadable,
    UnreadableInterchange,
    interchange_offset,
    read_delimiters,
)
from tests.builders_x12 import isa, replaced, x12


def reason_of(data: bytes) -> Unreadable:
    with pytest.raises(UnreadableInterchange) as caught:
        read_delimiters(data)
    return caught.value.reason


def test_each_delimiter_is_read_from_its_place_in_isa() -> None:
    assert read_delimiters(x12(isa())) == Delimiters(b"*", b"^", b":", b"~")


@pytest.mark.parametrize("terminator", ["\n", "\r", "\x1d", "'"])
def test_any_byte_that_is_no_letter_digit_or_blank_may_terminate(terminator: str) -> None:
    found = read_delimiters(x12(isa(), terminator=terminator))
    assert found.segment == terminator.encode()


@pytest.mark.parametrize(("version", "separator"), [("00501", "U"), ("00401", "^")])
def test_no_repetition_separator_before_00402_or_when_it_is_a_letter(
    version: str, separator: str
) -> None:
    assert read_delimiters(x12(isa(version=version, repetition=separator))).repetition is None


@pytest.mark.parametrize("leading", [b"\xef\xbb\xbf", b"\r\n ", b"\xef\xbb\xbf\n"])
def test_a_byte_order_mark_and_blanks_before_isa_are_skipped(leading: bytes) -> None:
    data = leading + x12(isa())
    assert read_delimiters(data).segment == b"~"
    assert interchange_offset(data) == len(leading)


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_nothing_is_empty(data: bytes) -> None:
    assert reason_of(data) == "empty"


@pytest.mark.parametrize("data", [b"%PDF-1.7", x12(isa()).lower(), b"Dear Pat ISA*00*"])
def test_what_does_not_begin_with_isa_is_not_x12(data: bytes) -> None:
    assert reason_of(data) == "not_x12"


@pytest.mark.parametrize(
    "data",
    [
        replaced(x12(isa(), "GS*HC"), b"330897513  ", b"330897513"),
        replaced(x12(isa(), "GS*HC"), b"330897513  ", b"330897513    "),
        x12(isa())[:60],
        b"ISA",
    ],
)
def test_an_isa_of_another_length_is_not_guessed_at(data: bytes) -> None:
    assert reason_of(data) == "isa_length"


@pytest.mark.parametrize("terminator", ["A", "7", " "])
def test_a_letter_digit_or_blank_is_no_delimiter(terminator: str) -> None:
    assert reason_of(x12(isa(), terminator=terminator)) == "delimiter_not_allowed"


@pytest.mark.parametrize("terminator", [":", "^"])
def test_two_delimiters_may_not_be_the_same(terminator: str) -> None:
    assert reason_of(x12(isa(), terminator=terminator)) == "delimiters_clash"
