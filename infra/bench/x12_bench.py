"""The X12 engine beside pyx12 and beside a plain split, in one run, on files whose claims differ.

Seconds are those of the processor, so that other work on the machine counts little. Our check and
the split take the best of three. pyx12 validates a slice, once: its rate does not depend on the
length of a file, and 50 MB would take it four minutes.

The limit of any checker in plain Python is measured, too: a loop that splits each segment and
matches the pattern of its place, the right one every time, without looking for it, without a rule.
"""

import io
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document

from chalicelib.x12.batches import slices
from chalicelib.x12.check_file import check_file
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.delimiters import read_delimiters
from chalicelib.x12.guide.specs import LoopSpec, SegmentSpec
from chalicelib.x12.guide.tables import guide_table
from chalicelib.x12.walk.patterns import segment_pattern
from infra.bench.figures import Figure, at_least
from infra.bench.x12_files import claims_837, remittances_835

SIZES = (5_000_000, 50_000_000)
SLICE = 500_000
REPEATS = 3
TIMES_PYX12, PERCENT_OF_SPLIT = 25, 40


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of file: who writes one of so many bytes, and the check that the gateway runs.

    `check` returns whether nothing worse than a warning was found.
    """

    title: str
    write: Callable[[int], Iterator[bytes]]
    check: Callable[[bytes], bool]


SUBJECTS = (
    Subject("837P", claims_837, lambda data: check_claim_file(data).acceptable),
    Subject("835", remittances_835, lambda data: check_file(slices(data)).is_sound),
)


def measure() -> list[Figure]:
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    return [figure for subject in SUBJECTS for figure in _compare(subject)]


def _compare(subject: Subject) -> Iterator[Figure]:
    theirs = _rate(_validate_with_pyx12, b"".join(subject.write(SLICE)), repeats=1)
    yield Figure(f"{subject.title}, pyx12 on {SLICE / 1e6} MB", theirs, "MB/s")
    for size in SIZES:
        data, title = b"".join(subject.write(size)), f"{subject.title} of {size // 1_000_000} MB"
        ours, split = _rate(subject.check, data), _rate(_split, data)
        times, percent = ours / theirs, 100 * ours / split
        limit = 100 * _rate(_least(subject, data), data) / split
        yield Figure(f"{title}, full check", ours, "MB/s")
        yield Figure("  plain split into lists", split, "MB/s")
        yield Figure("  check beside pyx12", times, "times", at_least(TIMES_PYX12, times))
        yield Figure("  check beside split", percent, "%", at_least(PERCENT_OF_SPLIT, percent))
        yield Figure("  split and one pattern a segment beside split", limit, "%")


def _rate(work: Callable[[bytes], object], data: bytes, repeats: int = REPEATS) -> float:
    """Megabytes (10^6 bytes) in a second of processor time, at best."""
    return max(len(data) / 1e6 / _seconds(work, data) for _ in range(repeats))


def _seconds(work: Callable[[bytes], object], data: bytes) -> float:
    began = time.process_time()
    if not work(data):
        raise RuntimeError("a sound file was refused")
    return time.process_time() - began


def _split(data: bytes) -> list[list[str]]:
    """What any reader that keeps all segments as lists of text does at the least."""
    return [segment.split("*") for segment in data.decode("latin-1").split("~")]


def _least(subject: Subject, data: bytes) -> Callable[[bytes], bool]:
    """Splits each segment and matches the pattern of its place in the guide, found beforehand."""
    patterns: dict[str, list[Callable[[str], object]]] = {}
    for spec in dict.fromkeys(_segments(guide_table(subject.title))):
        pattern = segment_pattern(spec, read_delimiters(data))
        patterns.setdefault(spec.id, []).append(pattern.match)
    ready = [_fitting(patterns, text) for text in data.decode("latin-1").split("~")]

    def split_and_match(data: bytes) -> bool:
        for text, fits in zip(data.decode("latin-1").split("~"), ready, strict=True):
            text.split("*")
            fits(text)
        return True

    return split_and_match


def _fitting(
    patterns: dict[str, list[Callable[[str], object]]], text: str
) -> Callable[[str], object]:
    """The envelope is in no guide."""
    known = patterns.get(text.partition("*")[0], ())
    return next((each for each in known if each(text)), str.isascii)


def _segments(loop: LoopSpec) -> Iterator[SegmentSpec]:
    for child in loop.children:
        content = child.content
        yield from _segments(content) if isinstance(content, LoopSpec) else (content,)


def _validate_with_pyx12(data: bytes) -> bool:
    valid: bool = x12n_document(ParamsBase(), io.StringIO(data.decode("latin-1")), None, None)
    return valid
