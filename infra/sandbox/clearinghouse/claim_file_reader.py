"""A small tolerant reader of 837 files: bytes → `ArrivedFile`."""

from collections.abc import Iterator, Sequence

from infra.sandbox.clearinghouse.arrivals import ArrivedFile, ArrivedSet
from infra.sandbox.clearinghouse.claim_reader import read_claims
from infra.sandbox.clearinghouse.segments import Segment, element, first, read_segments


class NotReadableError(Exception):
    """The file is no single X12 interchange of one group; the message says why, without data."""


def read_claim_file(content: bytes) -> ArrivedFile:
    """What the file says. Wrong counts and control numbers are kept for the 999 to tell.

    Raises NotReadableError when no claim can come out of it.
    """
    segments = read_segments(content)
    _check_envelope(segments)
    isa, iea = segments[0], first(segments, "IEA")
    gs, ge = first(segments, "GS"), first(segments, "GE")
    return ArrivedFile(
        usage_indicator=element(isa, 15),
        receiver_id=element(isa, 8).strip(),
        interchange_control_number=element(isa, 13),
        interchange_trailer_control_number=element(iea, 2),
        stated_groups=element(iea, 1),
        interchange_date=element(isa, 9),
        interchange_time=element(isa, 10),
        sender_id=element(isa, 6).strip(),
        group_control_number=element(gs, 6),
        group_trailer_control_number=element(ge, 2),
        stated_sets=element(ge, 1),
        guide=element(gs, 8),
        submitter_name=element(first(segments, "NM1", "41"), 3),
        sets=tuple(_read_set(each) for each in _transaction_sets(segments)),
    )


def _check_envelope(segments: Sequence[Segment]) -> None:
    if not segments:
        raise NotReadableError("The file does not begin with a whole ISA segment.")
    names = [segment[0] for segment in segments]
    for name in ("ISA", "GS", "GE", "IEA"):
        if names.count(name) != 1:
            raise NotReadableError(f"One {name} segment expected, {names.count(name)} found.")
    if "ST" not in names or names.count("ST") != names.count("SE"):
        raise NotReadableError("The file holds no whole transaction set.")


def _transaction_sets(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    start = 0
    for place, segment in enumerate(segments):
        if segment[0] == "ST":
            start = place
        elif segment[0] == "SE":
            yield segments[start : place + 1]


def _read_set(segments: Sequence[Segment]) -> ArrivedSet:
    st, se = segments[0], segments[-1]
    return ArrivedSet(
        control_number=element(st, 2),
        trailer_control_number=element(se, 2),
        guide=element(st, 3),
        reference=element(first(segments, "BHT"), 3),
        segment_count=len(segments),
        stated_count=element(se, 1),
        claims=tuple(read_claims(segments)),
    )
