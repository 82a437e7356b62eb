"""Which claims have come to an end: nothing more is expected, unless somebody begins anew."""

from chalicelib.domain.status import ClaimStatus

OPEN = frozenset(
    {
        ClaimStatus.AWAITING,
        ClaimStatus.PENDED,
        ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
        ClaimStatus.ACCEPTED_BY_PAYER,
    }
)
"""Every other status is a payer's decision or a rejection, and goes no further as it is."""
