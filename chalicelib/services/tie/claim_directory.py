"""What the books of one account hold, looked up while one response is tied and read only once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from chalicelib.domain.account import Practice
from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import Fact, TransmissionReference
from chalicelib.domain.fold import claim_status
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    ClaimId,
    PracticeId,
    TransmissionId,
    batch_of_claim,
    batch_of_transmission,
    page_of,
    position_of,
)
from chalicelib.domain.link import LinkKind
from chalicelib.domain.ports import Accounts, Claims, Facts, Links, Practices
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.tie.find_transmission import FoundTransmission, find_transmission

_FEW = 3
"""Up to so many claims a batch are looked up one by one; for more the whole batch is read."""

_MOST_BATCHES_OF_A_DAY = 20
"""Claims are searched by their day of service only where so few batches have that day."""


@dataclass(frozen=True, slots=True)
class Books:
    """The ports that answers are tied with."""

    accounts: Accounts
    claims: Claims
    facts: Facts
    links: Links
    practices: Practices


@dataclass(slots=True)
class ClaimDirectory:
    books: Books
    account_id: AccountId
    pages: dict[tuple[BatchId, int], tuple[Claim, ...]] = field(default_factory=dict)
    _transmissions: dict[TransmissionReference, FoundTransmission | None] = field(
        default_factory=dict
    )
    _facts: dict[tuple[BatchId, int], tuple[Fact, ...]] = field(default_factory=dict)
    _linked: dict[str, list[ClaimId]] = field(default_factory=dict)
    _numbers: dict[BatchId, dict[str, list[ClaimId]]] = field(default_factory=dict)
    _days: dict[date, tuple[BatchId, ...]] = field(default_factory=dict)
    _wanted: Counter[TransmissionId] = field(default_factory=Counter)
    _wanted_on: Counter[date] = field(default_factory=Counter)
    _practices: dict[PracticeId, Practice] = field(default_factory=dict)

    def expect(self, files: Iterable[TransmissionReference], days: Iterable[date]) -> None:
        """Learn how many claims of each file and of each day of service are wanted: for many,
        reading whole batches is cheaper."""
        found = (self.transmission(each) for each in files)
        self._wanted.update(each.identifier for each in found if each is not None)
        self._wanted_on.update(days)

    def transmission(self, reference: TransmissionReference) -> FoundTransmission | None:
        if reference not in self._transmissions:
            found = find_transmission(self.books.links, self.account_id, reference)
            self._transmissions[reference] = found
        return self._transmissions[reference]

    def claim(self, claim_id: ClaimId) -> Claim:
        page = self._page(batch_of_claim(claim_id), page_of(position_of(claim_id)))
        return next(claim for claim in page if claim.claim_id == claim_id)

    def with_number(self, number: str) -> list[ClaimId]:
        """All claims of the account that carry this CLM01."""
        if number not in self._linked:
            kind = LinkKind.PATIENT_CONTROL_NUMBER
            found = self.books.links.find(self.account_id, kind, number)
            self._linked[number] = [ClaimId(each) for each in found]
        return self._linked[number]

    def with_number_in(self, transmission: TransmissionId, number: str) -> list[ClaimId]:
        batch = batch_of_transmission(transmission)
        if self._wanted[transmission] > _FEW:
            return self._by_number(batch).get(number, [])
        return [claim for claim in self.with_number(number) if batch_of_claim(claim) == batch]

    def with_number_on(self, number: str, day: date) -> list[ClaimId]:
        """The account's claims with this CLM01 and this first day of service."""
        found = self._found_on(number, day)
        return [each for each in found if self.claim(each).service_from == day]

    def of_transmission(self, transmission: TransmissionId) -> Iterator[Claim]:
        return self._of_batch(batch_of_transmission(transmission))

    def served_on(self, day: date) -> list[Claim]:
        """The account's claims with this first day of service; none when too many batches do."""
        batches = self._batches_of(day)
        if len(batches) > _MOST_BATCHES_OF_A_DAY:
            return []
        claims = (claim for each in batches for claim in self._of_batch(each))
        return [claim for claim in claims if claim.service_from == day]

    def payer_numbers(self, claim_id: ClaimId) -> set[str]:
        """The payers' own numbers that answers have told for a claim."""
        numbers = (each.statement.payer_claim_control_number for each in self._about(claim_id))
        return {number for number in numbers if number}

    def status(self, claim_id: ClaimId) -> ClaimStatus:
        """Where a claim stands by all that is known of it so far."""
        return claim_status(self._about(claim_id))

    def practice(self, practice_id: PracticeId) -> Practice:
        if practice_id not in self._practices:
            self._practices[practice_id] = self.books.practices.get(practice_id)
        return self._practices[practice_id]

    def practices(self) -> list[Practice]:
        """All practices that the account serves."""
        account = self.books.accounts.get(self.account_id)
        return [self.practice(each) for each in account.practice_ids]

    def _found_on(self, number: str, day: date) -> list[ClaimId]:
        """By whichever way costs less: the number's own link, or all batches of the day."""
        if self._wanted_on[day] <= _FEW:
            return self.with_number(number)
        batches = self._batches_of(day)
        if self._wanted_on[day] <= _FEW * len(batches):
            return self.with_number(number)
        return [claim for each in batches for claim in self._by_number(each).get(number, [])]

    def _batches_of(self, day: date) -> tuple[BatchId, ...]:
        """The account's batches that have a claim with this first day of service."""
        if day not in self._days:
            kind = LinkKind.SERVICE_DATE
            found = self.books.links.find(self.account_id, kind, day.isoformat())
            batches = (batch_of_transmission(TransmissionId(each)) for each in found)
            self._days[day] = tuple(dict.fromkeys(batches))
        return self._days[day]

    def _about(self, claim_id: ClaimId) -> list[Fact]:
        place = batch_of_claim(claim_id), page_of(position_of(claim_id))
        if place not in self._facts:
            self._facts[place] = self.books.facts.about_claims(*place)
        return [fact for fact in self._facts[place] if fact.subject == claim_id]

    def _by_number(self, batch: BatchId) -> dict[str, list[ClaimId]]:
        if batch not in self._numbers:
            numbers: dict[str, list[ClaimId]] = defaultdict(list)
            for claim in self._of_batch(batch):
                numbers[claim.patient_control_number].append(claim.claim_id)
            self._numbers[batch] = dict(numbers)
        return self._numbers[batch]

    def _of_batch(self, batch: BatchId) -> Iterator[Claim]:
        for page in count():
            claims = self._page(batch, page)
            if not claims:
                return
            yield from claims

    def _page(self, batch: BatchId, page: int) -> tuple[Claim, ...]:
        if (batch, page) not in self.pages:
            self.pages[batch, page] = self.books.claims.page(batch, page)
        return self.pages[batch, page]
