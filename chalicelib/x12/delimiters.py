"""The four delimiters of an interchange, read from its ISA segment by position."""

from chalicelib.x12.typed import Literal, NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLANK_TEXT = " \t\r\n"
BLANKS = BLANK_TEXT.encode()
ISA_BYTES = 106
_ELEMENT, _REPETITION, _VERSION, _COMPONENT, _SEGMENT = 3, 82, slice(84, 89), 104, 105
_SEPARATORS_AT = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
_FIRST_VERSION_WITH_REPETITION = b"00402"


Unreadable = Literal[
    "empty",
    "not_x12",
    "isa_length",
    "delimiter_not_allowed",
    "delimiters_clash",
    "truncated",
    "amount",
]
"""Why an interchange cannot be read at all."""


class UnreadableInterchange(Exception):  # noqa: N818  (names the fact)
    """The one error of this room: the bytes cannot be understood; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


class Delimiters(NamedTuple):
    """One byte each; `repetition` is None where the interchange has none (before 00402)."""

    element: bytes
    repetition: bytes | None
    component: bytes
    segment: bytes

    def components(self, element: str) -> list[str]:
        """The components of one element."""
        return element.split(self.component.decode("latin-1"))


def interchange_offset(data: bytes) -> int:
    """Byte offset of the first ISA, behind a byte order mark and blanks.

    Raises UnreadableInterchange: `empty` or `not_x12` (also when text stands before ISA).
    """
    mark = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    offset = _skip_blanks(data, mark)
    if offset == len(data):
        raise UnreadableInterchange("empty")
    if not data.startswith(b"ISA", offset):
        raise UnreadableInterchange("not_x12")
    return offset


def read_delimiters(data: bytes) -> Delimiters:
    """The delimiters of the first interchange in `data`.

    ISA has a fixed length of 106 bytes, so every delimiter has its place (X12.5). ISA11 is a
    repetition separator from version 00402 on and only when it is no letter, digit or blank.
    Raises UnreadableInterchange.
    """
    return delimiters_at(data, interchange_offset(data))


def delimiters_at(data: bytes, offset: int) -> Delimiters:
    """The delimiters of the interchange whose ISA starts at byte `offset`."""
    isa = data[offset : offset + ISA_BYTES]
    separator = isa[_ELEMENT : _ELEMENT + 1]
    if len(isa) < ISA_BYTES or isa.count(separator) != len(_SEPARATORS_AT):
        raise UnreadableInterchange("isa_length")
    if any(isa[at] != separator[0] for at in _SEPARATORS_AT):
        raise UnreadableInterchange("isa_length")
    return _checked(
        Delimiters(separator, _repetition(isa), _byte(isa, _COMPONENT), _byte(isa, _SEGMENT))
    )


def is_delimiter(byte: bytes) -> bool:
    """Whether X12 allows this byte as a delimiter: no letter, digit or blank."""
    return not (byte.isalnum() or byte == b" ")


def _checked(delimiters: Delimiters) -> Delimiters:
    needed = [delimiters.element, delimiters.component, delimiters.segment]
    if not all(is_delimiter(byte) for byte in needed):
        raise UnreadableInterchange("delimiter_not_allowed")
    used = needed if delimiters.repetition is None else [*needed, delimiters.repetition]
    if len(set(used)) < len(used):
        raise UnreadableInterchange("delimiters_clash")
    return delimiters


def _repetition(isa: bytes) -> bytes | None:
    byte = _byte(isa, _REPETITION)
    if isa[_VERSION] < _FIRST_VERSION_WITH_REPETITION or not is_delimiter(byte):
        return None
    return byte


def _byte(isa: bytes, at: int) -> bytes:
    return isa[at : at + 1]


def _skip_blanks(data: bytes, start: int) -> int:
    at = start
    while at < len(data) and data[at] in BLANKS:
        at += 1
    return at
