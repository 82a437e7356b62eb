"""A tally: how the claims of one page of a batch stand, by the facts folded so far."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.domain.status import ClaimStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """`received_at` is its batch's; `claims_by_status` adds up to the claims of the page."""

    account_id: AccountId
    batch_id: BatchId
    received_at: datetime
    page: int
    facts_folded: int
    claims_by_status: Mapping[ClaimStatus, int]


def claims_by_status(tallies: Iterable[Tally]) -> Counter[ClaimStatus]:
    """The sum of tallies; a status that no claim has is not in it."""
    total: Counter[ClaimStatus] = Counter()
    for tally in tallies:
        total.update(tally.claims_by_status)
    return total
