"""What a claim file holds, for comparison."""

from collections.abc import Iterator

from chalicelib.x12.claim_file import check_claim_file


def claims_of(data: bytes) -> list[bytes]:
    """The bytes of every claim, from its CLM to what follows it."""
    claims = check_claim_file(data).claims
    return [data[claim.offset : claim.offset + claim.length] for claim in claims]


def in_chunks(data: bytes, size: int) -> Iterator[bytes]:
    """`data` in pieces of `size` bytes."""
    return (data[start : start + size] for start in range(0, len(data), size))
