"""Assess a batch: what does it wait for, and how long did its payers take?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.claim import Claim
from chalicelib.domain.deadlines import Stage, Wait
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.lateness import Sample
from chalicelib.domain.ports import Claims, Facts, Transmissions
from chalicelib.domain.transmission import Transmission
from chalicelib.domain.waiting import claim_wait, file_wait, gather, has_open_claims

_PAYERS_WORD = frozenset(
    {
        FactKind.ACCEPTED_BY_PAYER,
        FactKind.REJECTED_BY_PAYER,
        FactKind.PAID,
        FactKind.PARTIALLY_PAID,
        FactKind.DENIED,
        FactKind.REVERSED,
    }
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`samples` by payer id, for the payers from whom nothing of this batch is awaited."""

    waits: tuple[Wait, ...]
    samples: dict[str, Sample]


@dataclass(frozen=True, slots=True)
class AssessBatch:
    """Reads every page of the batch's claims and facts once the clearinghouse has read the file;
    before that its transmissions alone."""

    claims: Claims
    facts: Facts
    transmissions: Transmissions

    def __call__(self, batch: Batch) -> Assessment:
        if batch.state is IntakeState.REFUSED:
            return Assessment((), {})
        transmissions = self.transmissions.of_batch(batch.batch_id)
        if batch.state is IntakeState.RECEIVED or not transmissions:
            return Assessment((Wait(Stage.SENDING, batch.received_at),), {})
        of_files = [wait for each in transmissions if (wait := file_wait(each))]
        if of_files or not any(map(has_open_claims, transmissions)):
            return Assessment(tuple(of_files), {})
        return self._of_claims(batch, _first_sent(transmissions))

    def _of_claims(self, batch: Batch, sent_at: datetime) -> Assessment:
        known = list(self._claims_with_facts(batch))
        waits = gather(claim_wait(facts, sent_at, claim.payer_id) for claim, facts in known)
        unanswered = {claim.payer_id for claim, facts in known if not _answers(facts)}
        hours: dict[str, int] = defaultdict(int)
        for claim, facts in known:
            if claim.payer_id is not None and claim.payer_id not in unanswered:
                hours[claim.payer_id] = max(hours[claim.payer_id], _hours(facts, sent_at))
        samples = {payer: Sample(sent_at, batch.batch_id, took) for payer, took in hours.items()}
        return Assessment(waits, samples)

    def _claims_with_facts(self, batch: Batch) -> Iterator[tuple[Claim, list[Fact]]]:
        for page in count():
            claims = self.claims.page(batch.batch_id, page)
            if not claims:
                return
            by_claim: dict[str, list[Fact]] = defaultdict(list)
            for fact in self.facts.about_claims(batch.batch_id, page):
                by_claim[fact.subject].append(fact)
            yield from ((claim, by_claim[claim.claim_id]) for claim in claims)


def _first_sent(transmissions: Iterable[Transmission]) -> datetime:
    return min(each.sent_at or each.planned_at for each in transmissions)


def _answers(facts: Collection[Fact]) -> list[datetime]:
    return [fact.observed_at for fact in facts if fact.kind in _PAYERS_WORD]


def _hours(facts: Collection[Fact], sent_at: datetime) -> int:
    """From the clearinghouse's acceptance, or the sending, to the payer's word; rounded up."""
    accepted = [f.observed_at for f in facts if f.kind is FactKind.ACCEPTED_BY_CLEARINGHOUSE]
    began = min(accepted, default=sent_at)
    took = (min(_answers(facts)) - began).total_seconds()
    return max(0, -int(-took // 3600))
