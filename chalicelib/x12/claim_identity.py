"""What makes a claim the claim that it is, in whatever file it comes.

Delimiters, line ends, envelopes, control numbers and the numbers of HL segments belong to the file;
the loops that a claim stands in (2000A, 2000B, 2000C) and its own (2300 and below) are the claim.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from chalicelib.x12.batches import slices
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.regroup.claim_sets import Block
from chalicelib.x12.regroup.placed_claims import placed_claims
from chalicelib.x12.regroup.raw_segments import RawSegment

_ELEMENT, _REPETITION, _COMPONENT, _SEGMENT = b"\x1d", b"\x1f", b"\x1e", b"\x1c"
"""Delimiters that no value of an acceptable file holds."""

_PADDING = re.compile(rb"(?<=[\x1c-\x1f]) +| +(?=[\x1c-\x1f])")
_EMPTY_AT_AN_END = re.compile(rb"\x1e+(?=[\x1c\x1d\x1f])|\x1f+(?=[\x1c\x1d])|[\x1d-\x1f]+(?=\x1c)")

_GIVEN_ON_THE_WAY = frozenset({b"D9", b"6R"})
"""REF01 of numbers that an exporter or intermediary may give anew in each file: the claim's for the
transmission (2300), the line's (2400); 837 guides."""


def claim_identities(data: bytes) -> Iterator[str]:
    """The SHA-256, in hexadecimal, of each claim of an acceptable file, in file order.

    Two claims have the same one when guide, billing provider, subscriber, patient, claim and lines
    say the same. Raises UnreadableInterchange.
    """
    blocks: tuple[Block, ...] = ()
    digests: dict[int, bytes] = {}
    for placed in placed_claims(slices(data)):
        # Claims below the same provider share its block: the very object, which lives in `blocks`.
        digests = {id(each): digests.get(id(each)) or _digest(each) for each in placed.levels}
        blocks = placed.levels
        context = b"".join(digests[id(each)] for each in blocks)
        whole = placed.guide.encode("latin-1") + context + _digest(placed.claim)
        yield hashlib.sha256(whole).hexdigest()


def _digest(block: Block) -> bytes:
    """Of its segments in delimiters of no file, without padding and what is empty at an end."""
    told = [_told(segment) for segment in block if not _is_the_files(segment)]
    content = _SEGMENT.join((*told, b"")).translate(_change_from(block[0].delimiters))
    return hashlib.sha256(_EMPTY_AT_AN_END.sub(b"", _PADDING.sub(b"", content))).digest()


def _is_the_files(segment: RawSegment) -> bool:
    return segment.id == b"REF" and segment.element(1) in _GIVEN_ON_THE_WAY


def _told(segment: RawSegment) -> bytes:
    return b"HL" + segment.element(3) if segment.id == b"HL" else segment.content


@cache
def _change_from(delimiters: Delimiters) -> bytes:
    repetition = delimiters.repetition
    before = delimiters.element + delimiters.component + (repetition or b"")
    after = _ELEMENT + _COMPONENT + (_REPETITION if repetition else b"")
    return bytes.maketrans(before, after)
