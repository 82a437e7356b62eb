"""Survey what was handed in: what waits, what is open, and which payers it went to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.batch import IntakeState
from chalicelib.domain.closing.survey import ClaimsSurveyed
from chalicelib.domain.identifiers import CLAIMS_PER_PAGE
from chalicelib.domain.ports import Claims
from chalicelib.domain.transmission import UNANSWERED, WAITING, TransmissionState
from chalicelib.services.completeness.find_open_claims import BatchStanding, FindOpenClaims

PAGES_A_LOOK = 1_000
"""Of claims, each once for what is open and once for its payers: as much as can be read while
somebody waits."""


@dataclass(frozen=True, slots=True)
class SurveyClaims:
    claims: Claims
    find_open_claims: FindOpenClaims

    def __call__(self, account: Account, since: date) -> ClaimsSurveyed:
        """Nothing may wait, however old it is; claims count from the chosen day on."""
        everything = list(self.find_open_claims.standings(account))
        counted = [each for each in everything if each.batch.received_at.date() >= since]
        open_claims, unread = self._open(counted)
        return ClaimsSurveyed(
            batches=len(everything),
            claims=sum(each.batch.claim_count for each in counted),
            awaiting=tuple(each.batch.batch_id for each in everything if _awaits(each)),
            uncertain=tuple(_uncertain(everything)),
            open_claims=open_claims,
            unread=unread,
            payers=frozenset(islice(self._payers(counted), PAGES_A_LOOK * CLAIMS_PER_PAGE)),
            last_received_at=max((each.batch.received_at for each in everything), default=None),
        )

    def _open(self, standings: Iterable[BatchStanding]) -> tuple[tuple[str, ...], int]:
        """As many as one look takes, and how many stand behind them."""
        pages = (
            (standing, page, count)
            for standing in standings
            for page, count in standing.open_by_page.items()
        )
        found = tuple(
            str(each.claim.claim_id)
            for standing, page, _ in islice(pages, PAGES_A_LOOK)
            for each in self.find_open_claims.of_page(standing, page)
        )
        return found, sum(count for _, _, count in pages)

    def _payers(self, standings: Iterable[BatchStanding]) -> Iterator[str]:
        """Of the latest claims first: they tell best which payers are active."""
        for standing in reversed(list(standings)):
            for page in range(-(-standing.batch.claim_count // CLAIMS_PER_PAGE)):
                for claim in self.claims.page(standing.batch.batch_id, page):
                    if claim.payer_id is not None:
                        yield claim.payer_id


def _awaits(standing: BatchStanding) -> bool:
    """It is being taken in, or a file of it was not sent or not answered yet."""
    states = {each.state for each in standing.transmissions}
    return standing.batch.state is IntakeState.RECEIVED or bool(states & (WAITING | UNANSWERED))


def _uncertain(standings: Iterable[BatchStanding]) -> Iterator[str]:
    for standing in standings:
        for each in standing.transmissions:
            if each.state is TransmissionState.UNCERTAIN:
                yield each.transmission_id
