"""Find the claims that have not come to an end, page by page of the batches they came in."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.claim import Claim
from chalicelib.domain.conservation.intake import order_of
from chalicelib.domain.conservation.ordered_join import joined, keyed
from chalicelib.domain.fact import Fact
from chalicelib.domain.fold import claim_status
from chalicelib.domain.identifiers import ClaimId
from chalicelib.domain.ports import Batches, Claims, Facts, Tallies, Transmissions
from chalicelib.domain.settled import OPEN
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import Transmission, TransmissionState

PAGES_A_LOOK = 1_000
"""Of claims; so many can be read while somebody waits for the answer. What lies behind them is
counted, never passed over."""

_NOT_READ_THERE = frozenset({TransmissionState.FAILED, TransmissionState.REJECTED})


@dataclass(frozen=True, slots=True)
class OpenClaim:
    claim: Claim
    facts: tuple[Fact, ...]
    status: ClaimStatus
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """One batch with its files, and by page how many of its claims are open."""

    batch: Batch
    transmissions: tuple[Transmission, ...]
    open_by_page: dict[int, int]

    @property
    def sent_at(self) -> datetime:
        sent = [each.sent_at for each in self.transmissions if each.sent_at is not None]
        return min(sent, default=self.batch.received_at)


@dataclass(frozen=True, slots=True)
class Look:
    """`found` are read as they are asked for; `unread` counts the open claims behind them."""

    found: Iterator[OpenClaim]
    unread: int


@dataclass(frozen=True, slots=True)
class FindOpenClaims:
    batches: Batches
    claims: Claims
    facts: Facts
    tallies: Tallies
    transmissions: Transmissions

    def standings(self, account: Account) -> Iterator[BatchStanding]:
        """Every batch of the account, oldest first; no claim is read for it."""
        for _, found in joined(
            keyed(self.batches.all_of(account), order_of),
            keyed(self.transmissions.all_of(account.account_id), order_of),
            keyed(self.tallies.all_of(account.account_id), order_of),
        ):
            yield from _standing(found)

    def look(self, standings: Iterable[BatchStanding]) -> Look:
        """The open claims of the first pages that have any."""
        pages = [
            (standing, page, count)
            for standing in standings
            for page, count in standing.open_by_page.items()
        ]
        found = (
            claim
            for standing, page, _ in pages[:PAGES_A_LOOK]
            for claim in self.of_page(standing, page)
        )
        return Look(found, sum(count for _, _, count in pages[PAGES_A_LOOK:]))

    def of_page(self, standing: BatchStanding, page: int) -> tuple[OpenClaim, ...]:
        """The open claims of one page of a batch, by position."""
        batch_id = standing.batch.batch_id
        facts = self.facts.about_claims(batch_id, page)
        found = (
            _open_claim(claim, facts, standing.sent_at)
            for claim in self.claims.page(batch_id, page)
        )
        return tuple(each for each in found if each.status in OPEN)

    def one(self, claim: Claim, page: int) -> OpenClaim:
        """One claim as it stands, open or not; sent when its file was."""
        transmissions = self.transmissions.of_batch(claim.batch_id)
        sent = [each.sent_at for each in transmissions if each.sent_at is not None]
        sent_at = min(sent, default=self.batches.get(claim.batch_id).received_at)
        return _open_claim(claim, self.facts.about_claims(claim.batch_id, page), sent_at)


def _standing(found: Collection[object]) -> Iterator[BatchStanding]:
    """Records of a batch that is in no list are for the conservation statement to name."""
    transmissions = tuple(each for each in found if isinstance(each, Transmission))
    tallies = [each for each in found if isinstance(each, Tally)]
    for batch in found:
        if isinstance(batch, Batch):
            yield BatchStanding(batch, transmissions, _open_by_page(batch, transmissions, tallies))


def _open_by_page(
    batch: Batch, transmissions: tuple[Transmission, ...], tallies: list[Tally]
) -> dict[int, int]:
    """A page that nobody has spoken of is open as a whole; a file that the clearinghouse could not
    read has no claims there at all."""
    states = {each.state for each in transmissions}
    if batch.state is not IntakeState.PLANNED or (states and states <= _NOT_READ_THERE):
        return {}
    tallied = {
        tally.page: sum(n for status, n in tally.claims_by_status.items() if status in OPEN)
        for tally in tallies
    }
    counts = {page: tallied.get(page, size) for page, size in enumerate(batch.page_sizes)}
    return {page: count for page, count in counts.items() if count}


def _open_claim(claim: Claim, facts: tuple[Fact, ...], sent_at: datetime) -> OpenClaim:
    own = tuple(fact for fact in facts if fact.subject == ClaimId(claim.claim_id))
    return OpenClaim(claim, own, claim_status(own), sent_at)
