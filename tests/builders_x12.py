"""Builders of X12 bytes for tests: segments in, interchanges out. Invented data only."""

from collections.abc import Sequence


def x12(*segments: str, terminator: str = "~", newline: str = "") -> bytes:
    """These segments, each with its terminator."""
    return "".join(segment + terminator + newline for segment in segments).encode("latin-1")


def isa(control_number: int = 1, version: str = "00501", repetition: str = "^") -> str:
    """An ISA segment from a clearinghouse to a practice."""
    blank = " " * 10
    parties = f"ZZ*{'330897513':<15}*ZZ*{'123456789':<15}"
    tail = f"{repetition}*{version}*{control_number:09d}*0*P*:"
    return f"ISA*00*{blank}*00*{blank}*{parties}*260302*1412*{tail}"


def interchange(
    functional_id: str,
    guide: str,
    *sets: Sequence[str],
    ta1: str | None = None,
    control_number: int = 1,
    newline: str = "",
) -> bytes:
    """One interchange with one group; each of `sets` holds the segments from ST on, without SE."""
    segments = [isa(control_number)] + ([ta1] if ta1 else [])
    segments.append(f"GS*{functional_id}*330897513*123456789*20260302*1412*77*X*{guide}")
    for body in sets:
        segments += [*body, f"SE*{len(body) + 1}*{body[0].split('*')[2]}"]
    segments += [f"GE*{len(sets)}*77", f"IEA*1*{control_number:09d}"]
    return x12(*segments, newline=newline)


def replaced(data: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    """`data` with the first `count` occurrences replaced; a mutant must differ from its base."""
    assert old in data
    return data.replace(old, new, count)
