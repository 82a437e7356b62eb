"""The claims of an 837 as they stream by, each with the levels that it stands under."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalicelib.x12.regroup.claim_sets import Block, ClaimSet, claim_sets
from chalicelib.x12.regroup.raw_segments import RawSegment


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """One claim with what it needs to stand alone.

    `guide` is GS08. `head` is ST, BHT and loops 1000A and 1000B. `levels` are the blocks that
    the claim stands under, outermost first, each from its HL on: loops 2000A, 2000B and, for a
    patient who is not the subscriber, 2000C. `claim` is loop 2300 with all that belongs to it.
    """

    guide: str
    head: Block
    levels: tuple[Block, ...]
    claim: Block


def placed_claims(chunks: Iterable[bytes]) -> Iterator[PlacedClaim]:
    """Every claim of the file, in file order.

    Raises UnreadableInterchange, `truncated` when a transaction set has no end.
    """
    for claim_set in claim_sets(chunks):
        yield from _claims_of(claim_set)


@dataclass(slots=True)
class _Place:
    """Where in a set we are; `open` is the block that the next segment belongs to."""

    head: Block = field(default_factory=list)
    levels: dict[bytes, Block] = field(default_factory=dict)
    open: Block = field(default_factory=list)

    def enter(self, hl: RawSegment) -> None:
        """A level begins, and ends those that are not above it."""
        level = hl.element(3)
        self.levels = {above: block for above, block in self.levels.items() if above < level}
        self.levels[level] = self.open = [hl]


def _claims_of(claim_set: ClaimSet) -> Iterator[PlacedClaim]:
    place, in_claim = _Place(), False
    place.open = place.head
    for segment in claim_set.segments:
        if segment.id not in (b"CLM", b"HL"):
            place.open.append(segment)
            continue
        if in_claim:
            yield _placed(claim_set.guide, place)
        in_claim = segment.id == b"CLM"
        if in_claim:
            place.open = [segment]
        else:
            place.enter(segment)
    if in_claim:
        yield _placed(claim_set.guide, place)


def _placed(guide: str, place: _Place) -> PlacedClaim:
    return PlacedClaim(guide, place.head, tuple(place.levels.values()), place.open)
