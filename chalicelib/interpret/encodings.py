"""Answers come in whatever encoding somebody's system writes; readers want one."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

_SIXTEEN_BITS = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_UNMARKED = {b"I\x00S\x00A\x00": "utf-16-le", b"\x00I\x00S\x00A": "utf-16-be"}


def as_utf8(content: bytes) -> bytes:
    """The content without a byte order mark, and in UTF-8 where it was UTF-16.

    Anything else stays as it is: X12 is read as bytes, and the text reports tell UTF-8 from
    Latin-1 by themselves.
    """
    for mark, encoding in _SIXTEEN_BITS.items():
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    for start, encoding in _UNMARKED.items():
        if content.startswith(start):
            return _decoded(content, encoding)
    return content.removeprefix(BOM_UTF8)


def _decoded(content: bytes, encoding: str) -> bytes:
    return content.decode(encoding, errors="replace").encode()
