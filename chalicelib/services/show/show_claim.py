"""Tell where claims stand, and how each got there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import islice

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.access.reach import Reach
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
    AccountId,
    BatchId,
    ClaimId,
    page_of,
    position_of,
)
from chalicelib.domain.life import current_number
from chalicelib.domain.link import LinkKind
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Claims, Clock, Facts, Links, Transmissions
from chalicelib.domain.status import CLAIM_SENTENCES, ClaimStatus, Sentences
from chalicelib.domain.transmission import Transmission
from chalicelib.services.access.allowed_account import is_within
from chalicelib.services.show.filtered import filtered


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with the fold of its facts; `timeline` is in the order of their observation.

    `words` has plain words for each code in it that anybody has seen before.
    """

    claim: Claim
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


@dataclass(frozen=True, slots=True)
class _Sending:
    """What all claims of a batch share: how it was sent, and by whose ways."""

    transmission: Transmission | None
    profile: Profile


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
        if not is_within(reach, claim, self.accounts):
            raise NotFoundError("claim", claim_id)
        (view,) = self._views([claim], at)
        if at is not None and (view.transmission is None or view.transmission.received_at > at):
            raise NotFoundError("claim", claim_id)
        return view

    def of_batch(
        self, batch_id: BatchId, limit: int, after: int, status: ClaimStatus | None = None
    ) -> Page[ClaimView]:
        """As `_of_batch`; of one status if it is given, and few of it may be a page then."""

        def page_at(limit: int, cursor: str | None) -> Page[ClaimView]:
            return self._of_batch(batch_id, limit, int(cursor or 0))

        return filtered(page_at, lambda view: status in (None, view.status), limit, str(after))

    def _of_batch(self, batch_id: BatchId, limit: int, after: int) -> Page[ClaimView]:
        """Up to `limit` claims of a batch behind the position `after`, by position.

        The next cursor is the last position given, as text.
        """
        wanted: list[Claim] = []
        page = page_of(after + 1)
        while len(wanted) <= limit:
            claims = self.claims.page(batch_id, page)
            wanted += [claim for claim in claims if claim.position > after]
            if len(claims) < CLAIMS_PER_PAGE:
                break
            page += 1
        shown = wanted[:limit]
        more = str(shown[-1].position) if len(wanted) > limit else None
        return Page(tuple(self._views(shown)), more)

    def find(
        self, patient_control_number: str, reach: Reach, limit: int, after: str
    ) -> Page[ClaimView]:
        """Claims within reach that carry the number, in whatever batch, by id; those behind the id
        `after`. The next cursor is the last id given."""
        accounts = (each for each in self.accounts.all() if reach.has_some_of(each))
        kind, number = LinkKind.PATIENT_CONTROL_NUMBER, patient_control_number
        links = (self.links.find(each.account_id, kind, number) for each in accounts)
        behind = sorted(target for some in links for target in some if target > after)
        claims = (self.claims.get(ClaimId(target)) for target in behind)
        within = (claim for claim in claims if claim.practice_id in reach.practices)
        found = list(islice(within, limit + 1))
        more = found[limit - 1].claim_id if len(found) > limit else None
        return Page(tuple(self._views(found[:limit])), more)

    def _views(self, claims: Iterable[Claim], at: datetime | None = None) -> Iterator[ClaimView]:
        """Views in the order of the claims; what claims share is read once."""
        facts_of_page = cache(self._facts_of_page)
        sending_of_batch = cache(self._sending)
        for claim in claims:
            facts = facts_of_page(claim.batch_id, page_of(position_of(claim.claim_id)))
            sending = sending_of_batch(claim.batch_id, claim.account_id)
            known = facts.get(claim.claim_id, [])
            if at is not None:
                known = [fact for fact in known if fact.observed_at <= at]
            yield self._view(claim, sending, known, at or self.clock.now())

    def _facts_of_page(self, batch_id: BatchId, page: int) -> dict[str, list[Fact]]:
        by_claim: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.about_claims(batch_id, page):
            by_claim[fact.subject].append(fact)
        return by_claim

    def _sending(self, batch_id: BatchId, account_id: AccountId) -> _Sending:
        transmission = next(iter(self.transmissions.of_batch(batch_id)), None)
        profile = profile_named(self.accounts.get(account_id).clearinghouse)
        return _Sending(transmission, profile)

    def _view(self, claim: Claim, sending: _Sending, facts: list[Fact], now: datetime) -> ClaimView:
        timeline = tuple(sorted(facts, key=_moment))
        transmission, profile = sending.transmission, sending.profile
        sent_at = transmission.sent_at if transmission else None
        if sent_at is not None and sent_at > now:
            sent_at = None
        status = claim_status(facts)
        course = Course(sent_at, forwarded_on(facts), pended_on(facts))
        waits = Waits(profile.updates_end, profile.pend_ends)
        return ClaimView(
            claim=claim,
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
