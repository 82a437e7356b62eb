"""Keep facts, and bring everything that is folded from them up to date."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.batch import Batch
from chalicelib.domain.claim import Claim
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.events.about_batches import steps
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.fold import claim_status
from chalicelib.domain.identifiers import (
    BatchId,
    ClaimId,
    TransmissionId,
    batch_of_claim,
    page_of,
    position_of,
)
from chalicelib.domain.ports import (
    Batches,
    Claims,
    Clock,
    Facts,
    Hints,
    Notices,
    Tallies,
    Transmissions,
)
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import Transmission, TransmissionState
from chalicelib.services.tie.tell_claims import TellClaims

_ANSWER = {
    FactKind.INTERCHANGE_REJECTED: TransmissionState.REJECTED,
    FactKind.GROUP_REJECTED: TransmissionState.REJECTED,
    FactKind.FILE_FAILED: TransmissionState.FAILED,
}


Pages = Mapping[tuple[BatchId, int], tuple[Claim, ...]]
NO_PAGES: Pages = {}


@dataclass(frozen=True, slots=True)
class RecordFacts:
    batches: Batches
    claims: Claims
    clock: Clock
    facts: Facts
    hints: Hints
    notices: Notices
    tallies: Tallies
    tell_claims: TellClaims
    transmissions: Transmissions

    def __call__(
        self, content_sha256: str, facts: tuple[Fact, ...], pages: Pages = NO_PAGES
    ) -> None:
        """Store the facts of one source and what they tell; a second time changes nothing. `pages`
        are pages of claims that need not be read again: they never change."""
        about_claims: dict[tuple[BatchId, int], list[Fact]] = defaultdict(list)
        about_transmissions: dict[TransmissionId, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.kind.concerns_claims:
                claim = ClaimId(fact.subject)
                place = batch_of_claim(claim), page_of(position_of(claim))
                about_claims[place].append(fact)
            else:
                about_transmissions[TransmissionId(fact.subject)].append(fact)
        batch_ids = dict.fromkeys(batch_id for batch_id, _ in about_claims)
        batches = {batch_id: self.batches.get(batch_id) for batch_id in batch_ids}
        for (batch_id, page), found in about_claims.items():
            self.facts.add_about_claims(batch_id, page, content_sha256, found)
            claims = pages.get((batch_id, page)) or self.claims.page(batch_id, page)
            self._fold(batches[batch_id], page, claims)
        for transmission_id, found in about_transmissions.items():
            self.facts.add_about_transmission(transmission_id, content_sha256, found)
            self._answer(transmission_id, found)
        for batch_id in batches:
            self._answer_by_claims(batch_id)
        if facts:
            self.hints.publish()

    def _fold(self, batch: Batch, page: int, claims: tuple[Claim, ...]) -> None:
        known = self.facts.about_claims(batch.batch_id, page)
        self.tell_claims(batch, page, known)
        self._tally(batch, page, claims, known)

    def _tally(
        self, batch: Batch, page: int, claims: tuple[Claim, ...], known: tuple[Fact, ...]
    ) -> None:
        by_claim: dict[str, list[Fact]] = {claim.claim_id: [] for claim in claims}
        for fact in known:
            by_claim[fact.subject].append(fact)
        statuses = Counter(claim_status(found) for found in by_claim.values())
        self.tallies.note(
            Tally(batch.account_id, batch.batch_id, batch.received_at, page, len(known), statuses)
        )

    def _answer(self, transmission_id: TransmissionId, facts: list[Fact]) -> None:
        answers = [_ANSWER.get(fact.kind, TransmissionState.ACKNOWLEDGED) for fact in facts]
        for state in sorted(set(answers), key=list(TransmissionState).index):
            self._advance(self.transmissions.get(transmission_id), state)

    def _answer_by_claims(self, batch_id: BatchId) -> None:
        """An answer about its claims shows that a file arrived, even without an acknowledgment."""
        transmissions = self.transmissions.of_batch(batch_id)
        if len(transmissions) == 1:
            self._advance(transmissions[0], TransmissionState.ACKNOWLEDGED)

    def _advance(self, old: Transmission, state: TransmissionState) -> None:
        """Tries again from what is stored now when a visit changed the row at the same moment."""
        while True:
            now = self.clock.now()
            new = old.answer(state, now)
            if new == old:
                return
            for event in steps(old, new, now):
                self.notices.add(notice_of(event))
            try:
                self.transmissions.advance(old, new)
            except ConflictError:
                old = self.transmissions.get(old.transmission_id)
                continue
            return
