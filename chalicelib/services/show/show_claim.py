"""Tell where claims stand, and how each got there."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import islice

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.ceiling import Ceiling, Course, Waits, ceiling
from chalicelib.domain.claim import Claim
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.fold import (
    claim_status,
    forwarded_on,
    paid_total,
    payer_claim_control_number,
    pended_on,
)
from chalicelib.domain.identifiers import (
    CLAIMS_PER_PAGE,
    BatchId,
    ClaimId,
    page_of,
)
from chalicelib.domain.life import current_number
from chalicelib.domain.link import LinkKind
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Claims, Clock, Facts, Links, Transmissions
from chalicelib.domain.status import CLAIM_SENTENCES, ClaimStatus, Sentences
from chalicelib.domain.transmission import Transmission
from chalicelib.services.access.allowed_account import find_account
from chalicelib.services.show.sent_batch import SentBatch


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with the fold of its facts; `timeline` is in the order of their observation.

    `words` has plain words for each code in it that anybody has seen before.
    """

    claim: Claim
    account: Account
    status: ClaimStatus
    ceiling: Ceiling
    paid: Decimal
    clearinghouse_claim_id: str | None
    payer_claim_control_number: str | None
    transmission: Transmission | None
    timeline: tuple[Fact, ...]
    words: Mapping[str, str]

    @property
    def sentences(self) -> Sentences:
        return CLAIM_SENTENCES[self.status]


FactsOfPage = Callable[[BatchId, int], Mapping[ClaimId, list[Fact]]]
_LOOKED_THROUGH = 1_000
"""Claims in one request for one status: somebody waits."""


@dataclass(frozen=True, slots=True)
class _Sending:
    """What all claims of a batch share."""

    account: Account
    transmission: Transmission | None


@dataclass(frozen=True, slots=True)
class ShowClaim:
    accounts: Accounts
    claims: Claims
    clock: Clock
    facts: Facts
    links: Links
    transmissions: Transmissions

    def __call__(self, claim_id: ClaimId, reach: Reach, at: datetime | None = None) -> ClaimView:
        """As it stands, or as it was known to stand at an instant.

        Raises NotFoundError for what is out of reach, too, and for what was not handed in then;
        ValueError for an instant that is still to come.
        """
        if at is not None and at > self.clock.now():
            raise ValueError("at lies in the future")
        claim = self.claims.get(claim_id)
        account = find_account(self.accounts, claim, reach)
        if account is None:
            raise NotFoundError("claim", claim_id)
        sending = self._sending(claim.batch_id, account)
        view = self._view(claim, sending, self._facts_of_page, at)
        if at is not None and (view.transmission is None or view.transmission.received_at > at):
            raise NotFoundError("claim", claim_id)
        return view

    def of_batch(
        self, sent: SentBatch, limit: int, after: int, status: ClaimStatus | None = None
    ) -> Page[ClaimView]:
        """Up to `limit` claims of a batch behind the position `after`, by position; of one status
        if it is given, and few of it may be a page then.

        The next cursor is the last position that was looked at, as text.
        """
        sending = _Sending(sent.account, next(iter(sent.transmissions), None))
        facts_of_page = cache(self._facts_of_page)
        found: list[ClaimView] = []
        for looked, claim in enumerate(self._behind(sent.batch, after)):
            if len(found) == limit or looked == _LOOKED_THROUGH:
                return Page(tuple(found), str(claim.position - 1))
            view = self._view(claim, sending, facts_of_page)
            if status in (None, view.status):
                found.append(view)
        return Page(tuple(found))

    def _behind(self, batch: Batch, after: int) -> Iterator[Claim]:
        page, last = page_of(after + 1), page_of(batch.claim_count)
        while True:
            claims = self.claims.page(batch.batch_id, page)
            yield from (claim for claim in claims if claim.position > after)
            # How many there are stands in no batch that is not decided about yet.
            if page == last or len(claims) < CLAIMS_PER_PAGE:
                return
            page += 1

    def find(
        self, patient_control_number: str, reach: Reach, limit: int, after: str
    ) -> Page[ClaimView]:
        """Claims within reach that carry the number, in whatever batch, by id; those behind the id
        `after`. The next cursor is the last id given."""
        accounts = {a.account_id: a for a in self.accounts.all() if reach.has_some_of(a)}
        kind, number = LinkKind.PATIENT_CONTROL_NUMBER, patient_control_number
        links = (self.links.find(account_id, kind, number) for account_id in accounts)
        behind = sorted(target for some in links for target in some if target > after)
        claims = (self.claims.get(ClaimId(target)) for target in behind)
        within = (claim for claim in claims if claim.practice_id in reach.practices)
        found = list(islice(within, limit + 1))
        more = found[limit - 1].claim_id if len(found) > limit else None
        sending, facts_of_page = cache(self._sending), cache(self._facts_of_page)
        views = (
            self._view(claim, sending(claim.batch_id, accounts[claim.account_id]), facts_of_page)
            for claim in found[:limit]
        )
        return Page(tuple(views), more)

    def _facts_of_page(self, batch_id: BatchId, page: int) -> dict[ClaimId, list[Fact]]:
        by_claim: dict[ClaimId, list[Fact]] = defaultdict(list)
        for fact in self.facts.about_claims(batch_id, page):
            by_claim[ClaimId(fact.subject)].append(fact)
        return by_claim

    def _sending(self, batch_id: BatchId, account: Account) -> _Sending:
        return _Sending(account, next(iter(self.transmissions.of_batch(batch_id)), None))

    def _view(
        self,
        claim: Claim,
        sending: _Sending,
        facts_of_page: FactsOfPage,
        at: datetime | None = None,
    ) -> ClaimView:
        facts = facts_of_page(claim.batch_id, page_of(claim.position)).get(claim.claim_id, [])
        if at is not None:
            facts = [fact for fact in facts if fact.observed_at <= at]
        return _folded(claim, sending, facts, at or self.clock.now())


def _folded(claim: Claim, sending: _Sending, facts: list[Fact], now: datetime) -> ClaimView:
    timeline = tuple(sorted(facts, key=_moment))
    transmission, profile = sending.transmission, profile_named(sending.account.clearinghouse)
    sent_at = transmission.sent_at if transmission else None
    if sent_at is not None and sent_at > now:
        sent_at = None
    status = claim_status(facts)
    course = Course(sent_at, forwarded_on(facts), pended_on(facts))
    waits = Waits(profile.updates_end, profile.pend_ends)
    return ClaimView(
        claim=claim,
        account=sending.account,
        status=status,
        ceiling=ceiling(status, course, now, waits),
        paid=paid_total(facts),
        clearinghouse_claim_id=current_number(facts),
        payer_claim_control_number=payer_claim_control_number(facts),
        transmission=transmission,
        timeline=timeline,
        words=profile.words_for(code for fact in facts for code in fact.statement.codes),
    )


def _moment(fact: Fact) -> tuple[datetime, int, str]:
    """What one visit brought is told in the order of the way, first acknowledgment to payment."""
    return fact.observed_at, list(FactKind).index(fact.kind), fact.fact_id
