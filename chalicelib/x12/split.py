"""Takes single claims out of a claim file and makes a valid file of them."""

from collections.abc import Collection, Iterable, Iterator

from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.hierarchy import BILLING_PROVIDER, PATIENT, SUBSCRIBER
from chalicelib.x12.regroup.claim_sets import Block, ClaimSet
from chalicelib.x12.regroup.group_writer import write_group
from chalicelib.x12.regroup.placed_claims import PlacedClaim, placed_claims
from chalicelib.x12.regroup.raw_segments import RawSegment

_WAYS_DOWN = (
    [BILLING_PROVIDER.encode(), SUBSCRIBER.encode()],
    [BILLING_PROVIDER.encode(), SUBSCRIBER.encode(), PATIENT.encode()],
)


def split(
    chunks: Iterable[bytes], positions: Collection[int], envelope: Envelope
) -> Iterator[bytes]:
    """A claim file with the claims at these positions (from 1, as the claim index counts them).

    `chunks` is a file that should have been checked. Each claim gets a transaction set of its own,
    so that a rejected set hits one claim; submitter, receiver, billing provider, subscriber and
    patient loops go with it whole, their HL numbered anew. Claims keep their bytes; `write_group`
    says what else is written anew. Memory does not grow with the file.

    Raises ValueError for a position that the file does not have and for a claim that does not
    stand under a subscriber or patient that names its billing provider, besides the reasons of
    `write_group`; UnreadableInterchange when the file cannot be read to its end.
    """
    return write_group(_chosen(chunks, frozenset(positions)), envelope)


def _chosen(chunks: Iterable[bytes], positions: frozenset[int]) -> Iterator[ClaimSet]:
    found = 0
    for position, placed in enumerate(placed_claims(chunks), start=1):
        if position in positions:
            found += 1
            yield _alone(placed, position)
    if found < len(positions):
        raise ValueError(f"the file has no claims at {len(positions) - found} of the positions")


def _alone(placed: PlacedClaim, position: int) -> ClaimSet:
    """A set with this claim only."""
    if not _stands_right(placed.levels):
        raise ValueError(f"claim {position} does not stand under levels that name each other")
    segments = list(placed.head)
    for number, block in enumerate(placed.levels, start=1):
        segments.append(_renumbered(block[0], number, len(placed.levels)))
        segments += block[1:]
    return ClaimSet(placed.guide, iter(segments + placed.claim))


def _stands_right(levels: tuple[Block, ...]) -> bool:
    """Whether the levels are 20, 22 and perhaps 23, and each HL02 names the HL01 above it.

    A claim is never given to a provider on a guess.
    """
    heads = [block[0] for block in levels]
    parents = [b"", *(head.element(1) for head in heads)]
    named = all(head.element(2) == parent for head, parent in zip(heads, parents, strict=False))
    return named and [head.element(3) for head in heads] in _WAYS_DOWN


def _renumbered(hl: RawSegment, number: int, levels: int) -> RawSegment:
    """HL01 counts, HL02 names the level above, HL04 says whether a level follows."""
    parent = str(number - 1) if number > 1 else ""
    has_child = "1" if number < levels else "0"
    changed = {1: str(number), 2: parent, 4: has_child}
    return hl.with_elements({at: value.encode() for at, value in changed.items()})
