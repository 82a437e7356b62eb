"""Survey what was handed in: what waits, what is open, and which payers it went to."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from chalicelib.domain.batch import IntakeState
from chalicelib.domain.closing.closeout import last_sent_at
from chalicelib.domain.closing.survey import ClaimsSurveyed
from chalicelib.domain.ports import Claims
from chalicelib.domain.transmission import UNANSWERED, WAITING, TransmissionState
from chalicelib.services.completeness.find_open_claims import BatchStanding, FindOpenClaims

CLAIMS_A_LOOK = 100_000
"""So many are read for their payers."""


@dataclass(frozen=True, slots=True)
class SurveyClaims:
    claims: Claims
    find_open_claims: FindOpenClaims

    def __call__(self, standings: Sequence[BatchStanding], since: date) -> ClaimsSurveyed:
        """Of all batches, oldest first. None may wait, however old it is; claims count from the
        chosen day on."""
        counted = [each for each in standings if each.batch.received_at.date() >= since]
        look = self.find_open_claims.look(counted)
        payers, unread_payers = self._payers(counted)
        return ClaimsSurveyed(
            batches=len(standings),
            claims=sum(each.batch.claim_count for each in counted),
            awaiting=tuple(each.batch.batch_id for each in standings if _awaits(each)),
            uncertain=tuple(_uncertain(standings)),
            open_claims=tuple(str(each.claim.claim_id) for each in look.found),
            unread=look.unread,
            payers=payers,
            unread_payers=unread_payers,
            last_sent_at=last_sent_at(each for some in standings for each in some.transmissions),
            last_received_at=max((each.batch.received_at for each in standings), default=None),
        )

    def _payers(self, standings: Sequence[BatchStanding]) -> tuple[frozenset[str], int]:
        """Of the latest claims first, which tell best which payers are active; and how many claims
        lie behind them."""
        pages = [
            (standing.batch.batch_id, page, size)
            for standing in reversed(standings)
            for page, size in enumerate(standing.batch.page_sizes)
        ]
        taken = bisect_right(list(accumulate(size for *_, size in pages)), CLAIMS_A_LOOK)
        claims = (
            claim
            for batch_id, page, _ in pages[:taken]
            for claim in self.claims.page(batch_id, page)
        )
        payers = frozenset(each.payer_id for each in claims if each.payer_id is not None)
        return payers, sum(size for *_, size in pages[taken:])


def _awaits(standing: BatchStanding) -> bool:
    """It is being taken in, or a file of it was not sent or not answered yet."""
    states = {each.state for each in standing.transmissions}
    return standing.batch.state is IntakeState.RECEIVED or bool(states & (WAITING | UNANSWERED))


def _uncertain(standings: Iterable[BatchStanding]) -> Iterator[str]:
    for standing in standings:
        for each in standing.transmissions:
            if each.state is TransmissionState.UNCERTAIN:
                yield each.transmission_id
