"""Many answers are tied with few lookups, and exactly as each would be tied alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import ClaimReference, Fact, FactKind, Statement, TiedBy
from chalicelib.domain.identifiers import AccountId, transmission_id
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.response import ResponseKind
from chalicelib.services.tie.claim_directory import Books
from chalicelib.services.tie.tie_statements import TieStatements, UntiedStatement
from tests import fakes
from tests.builders import ACCOUNT, a_batch, a_claim, a_practice, a_response, an_account

FIRST_DAY = date(2026, 2, 20)


@dataclass
class CountingLinks(fakes.FakeLinks):
    asked: Counter[LinkKind] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()

    def find(self, account_id: AccountId, kind: LinkKind, value: str) -> tuple[str, ...]:
        self.asked[kind] += 1
        return super().find(account_id, kind, value)


def tie_over(claims: Sequence[Claim]) -> tuple[TieStatements, CountingLinks]:
    """The use case over books that hold these claims."""
    accounts, practices = fakes.FakeAccounts(), fakes.FakePractices()
    accounts.add(an_account())
    practices.add(a_practice())
    held, links = fakes.FakeClaims(), CountingLinks()
    held.add(claims)
    for each in claims:
        number = each.patient_control_number
        links.add([Link(ACCOUNT, LinkKind.PATIENT_CONTROL_NUMBER, number, each.claim_id)])
        if each.service_from is not None:
            sent, day = transmission_id(each.batch_id, 1), each.service_from.isoformat()
            links.add([Link(ACCOUNT, LinkKind.SERVICE_DATE, day, sent)])
    return TieStatements(Books(accounts, held, fakes.FakeFacts(), links, practices)), links


def claim(batch: int, position: int, number: str, day: int | None, charge: int) -> Claim:
    served = None if day is None else FIRST_DAY + timedelta(days=day)
    return a_claim(
        position,
        a_batch(batch).batch_id,
        patient_control_number=number,
        service_from=served,
        service_to=served,
        charge=Decimal(charge),
    )


def paid(position: int, number: str, day: int | None, charge: int) -> Statement:
    return Statement(
        position,
        FactKind.PAID,
        ClaimReference(number),
        charge=Decimal(charge),
        service_on=None if day is None else FIRST_DAY + timedelta(days=day),
    )


def tie(
    over: TieStatements, statements: Sequence[Statement]
) -> tuple[list[Fact], list[UntiedStatement]]:
    tied = over(a_response(), ResponseKind.REMITTANCE_835, tuple(statements))
    return list(tied.facts), list(tied.untied)


def test_a_payment_of_a_whole_batch_asks_once_for_each_day_of_service() -> None:
    claims = [claim(1, place, f"CC{place}", place % 7, 100) for place in range(1, 501)]
    over, links = tie_over(claims)
    facts, untied = tie(over, [paid(n, f"CC{n}", n % 7, 100) for n in range(1, 501)])
    assert ([fact.subject for fact in facts], untied) == ([each.claim_id for each in claims], [])
    assert {fact.tied_by for fact in facts} == {TiedBy.NUMBER_AND_DAY}
    assert links.asked == {LinkKind.SERVICE_DATE: 7}


def test_a_payment_of_few_claims_reads_no_whole_batches() -> None:
    """Where many batches share a day, their pages would cost more than the numbers' own links."""
    claims = [claim(batch, 1, f"CC{batch}", 1, 100) for batch in range(1, 11)]
    over, links = tie_over(claims)
    facts, _ = tie(over, [paid(n, f"CC{n}", 1, 100) for n in range(1, 11)])
    assert len(facts) == 10
    assert links.asked == {LinkKind.SERVICE_DATE: 1, LinkKind.PATIENT_CONTROL_NUMBER: 10}


def test_what_the_day_does_not_decide_is_looked_up_by_number() -> None:
    """A payer's own day of service, and a claim without any, still find their claim."""
    over, _ = tie_over([claim(1, 1, "CC1", 1, 100), claim(1, 2, "CC2", None, 100)])
    facts, untied = tie(over, [paid(1, "CC1", 5, 100), paid(2, "CC2", 5, 100)])
    assert [fact.tied_by for fact in facts] == [TiedBy.UNIQUE_NUMBER] * 2
    assert untied == []


NUMBERS = st.sampled_from(["CC1", "CC2", "XX9"])
DAYS, CHARGES = st.integers(0, 1), st.integers(1, 2)
CLAIMS = st.lists(
    st.tuples(st.integers(1, 2), NUMBERS, st.none() | DAYS, CHARGES), min_size=1, max_size=8
)
PAYMENTS = st.lists(st.tuples(NUMBERS, st.none() | DAYS, CHARGES), min_size=5, max_size=16)


@given(CLAIMS, PAYMENTS)
def test_together_is_as_one_by_one(
    known: list[tuple[int, str, int | None, int]], told: list[tuple[str, int | None, int]]
) -> None:
    claims = [
        claim(batch, place, number, day, charge)
        for place, (batch, number, day, charge) in enumerate(known, start=1)
    ]
    over, _ = tie_over(claims)
    statements = [paid(place, *each) for place, each in enumerate(told, start=1)]
    alone = [tie(over, [statement]) for statement in statements]
    facts, untied = tie(over, statements)
    assert facts == [fact for found, _ in alone for fact in found]
    assert untied == [open_one for _, found in alone for open_one in found]
