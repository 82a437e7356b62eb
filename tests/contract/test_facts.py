"""Facts, tallies and links, on the fakes and on DynamoDB."""

from datetime import date

import pytest

from chalicelib.adapters.dynamodb.facts import DynamoFacts
from chalicelib.adapters.dynamodb.links import DynamoLinks
from chalicelib.adapters.dynamodb.tallies import DynamoTallies
from chalicelib.domain.fact import (
    Fact,
    FactKind,
    TiedBy,
    TransactionSetReference,
    TransmissionReference,
)
from chalicelib.domain.identifiers import AccountId, sha256_of
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.ports import Facts, Links, Tallies
from chalicelib.domain.status import ClaimStatus
from tests.builders import (
    ACCOUNT,
    a_batch,
    a_claim,
    a_fact,
    a_link,
    a_payment,
    a_statement,
    a_tally,
    a_transmission,
    later,
)
from tests.contract.races import race
from tests.fakes import FakeFacts, FakeLinks, FakeTallies

BATCH = a_batch().batch_id
TRANSMISSION = a_transmission().transmission_id
ONE, TWO = sha256_of(b"response 1"), sha256_of(b"response 2")


@pytest.fixture(params=["fake", "dynamodb"])
def facts(request: pytest.FixtureRequest) -> Facts:
    if request.param == "fake":
        return FakeFacts()
    return DynamoFacts(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def tallies(request: pytest.FixtureRequest) -> Tallies:
    if request.param == "fake":
        return FakeTallies()
    return DynamoTallies(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def links(request: pytest.FixtureRequest) -> Links:
    if request.param == "fake":
        return FakeLinks()
    return DynamoLinks(request.getfixturevalue("table"))


def about_claims(count: int, message: str = "") -> list[Fact]:
    """`count` facts of response 1, one for each of the first claims."""
    return [
        a_fact(
            subject=a_claim(position).claim_id,
            position=position,
            statement=a_statement(position=position, message=message),
        )
        for position in range(1, count + 1)
    ]


class TestFacts:
    def test_facts_about_claims_come_back_as_they_are(self, facts: Facts) -> None:
        about_set = TransactionSetReference(TransmissionReference(control_number=7), "0001")
        known = [
            a_fact(FactKind.PAID, statement=a_statement(FactKind.PAID, payment=a_payment())),
            a_fact(position=2, statement=a_statement(about=about_set, codes=("A1", "20"))),
            a_fact(
                position=3,
                statement=a_statement(about=TransmissionReference(file_id="1000000001")),
            ),
            a_fact(
                position=4,
                tied_by=TiedBy.PERSON,
                statement=a_statement(effective_on=date(2026, 3, 4), message="Märchen ☃"),
            ),
        ]
        facts.add_about_claims(BATCH, 0, ONE, known)
        assert facts.about_claims(BATCH, 0) == tuple(known)

    def test_facts_about_a_transmission_lie_apart_from_those_of_others(self, facts: Facts) -> None:
        fact = a_fact(FactKind.GROUP_ACCEPTED, TRANSMISSION)
        facts.add_about_transmission(TRANSMISSION, ONE, [fact])
        assert facts.about_transmission(TRANSMISSION) == (fact,)
        assert facts.about_transmission(a_transmission(part=2).transmission_id) == ()
        assert facts.about_claims(BATCH, 0) == ()

    def test_a_page_without_facts_is_empty(self, facts: Facts) -> None:
        facts.add_about_claims(BATCH, 1, ONE, [a_fact()])
        assert facts.about_claims(BATCH, 0) == ()

    def test_the_same_source_a_second_time_changes_nothing(self, facts: Facts) -> None:
        facts.add_about_claims(BATCH, 0, ONE, [a_fact()])
        facts.add_about_claims(BATCH, 0, ONE, [a_fact(observed_at=later(days=9))])
        facts.add_about_transmission(TRANSMISSION, ONE, [a_fact(subject=TRANSMISSION)])
        failed = a_fact(FactKind.FILE_FAILED, TRANSMISSION)
        facts.add_about_transmission(TRANSMISSION, ONE, [failed])
        assert facts.about_claims(BATCH, 0) == (a_fact(),)
        assert facts.about_transmission(TRANSMISSION) == (a_fact(subject=TRANSMISSION),)

    def test_what_could_be_tied_later_is_added_to_what_is_there(self, facts: Facts) -> None:
        first, second, third = about_claims(3)
        facts.add_about_claims(BATCH, 0, ONE, [second])
        facts.add_about_claims(BATCH, 0, ONE, [first, second])
        facts.add_about_claims(BATCH, 0, ONE, [third])
        facts.add_about_claims(BATCH, 0, ONE, [first, second, third])
        known = facts.about_claims(BATCH, 0)
        assert sorted(fact.statement.position for fact in known) == [1, 2, 3]

    def test_what_is_added_later_in_a_race_counts_once(self, facts: Facts) -> None:
        known = about_claims(9)
        facts.add_about_claims(BATCH, 0, ONE, known[:1])
        race(lambda number: facts.add_about_claims(BATCH, 0, ONE, known[: number + 2]))
        assert set(facts.about_claims(BATCH, 0)) == set(known)
        assert len(facts.about_claims(BATCH, 0)) == len(known)

    def test_a_source_that_says_nothing_leaves_room_for_what_it_says(self, facts: Facts) -> None:
        facts.add_about_claims(BATCH, 0, ONE, [])
        facts.add_about_claims(BATCH, 0, ONE, [a_fact()])
        assert facts.about_claims(BATCH, 0) == (a_fact(),)

    def test_several_sources_add_up(self, facts: Facts) -> None:
        other = a_fact(FactKind.DENIED, source=b"response 2")
        facts.add_about_claims(BATCH, 0, ONE, [a_fact()])
        facts.add_about_claims(BATCH, 0, TWO, [other])
        assert set(facts.about_claims(BATCH, 0)) == {a_fact(), other}

    def test_a_source_of_any_length_is_kept_whole_and_once(self, facts: Facts) -> None:
        known = about_claims(100, message="x" * 9_000)
        facts.add_about_claims(BATCH, 0, ONE, known)
        facts.add_about_claims(BATCH, 0, ONE, known)
        assert facts.about_claims(BATCH, 0) == tuple(known)

    def test_one_source_in_a_race_counts_once(self, facts: Facts) -> None:
        race(lambda _: facts.add_about_claims(BATCH, 0, ONE, about_claims(3)))
        assert facts.about_claims(BATCH, 0) == tuple(about_claims(3))


class TestTallies:
    def test_a_batch_has_the_tallies_of_its_pages(self, tallies: Tallies) -> None:
        first = a_tally(0, 2, {ClaimStatus.PAID: 1, ClaimStatus.DENIED: 1})
        second = a_tally(1, 1, {ClaimStatus.PAID: 3})
        for tally in (second, first, a_tally(batch=a_batch(2))):
            tallies.note(tally)
        assert tallies.of_batch(BATCH) == (first, second)

    def test_a_batch_without_facts_has_no_tally(self, tallies: Tallies) -> None:
        assert tallies.of_batch(BATCH) == ()

    def test_a_tally_of_more_facts_replaces_one_of_fewer(self, tallies: Tallies) -> None:
        tallies.note(a_tally(0, 1, {ClaimStatus.PENDED: 1}))
        tallies.note(a_tally(0, 2, {ClaimStatus.PAID: 1}))
        assert tallies.of_batch(BATCH) == (a_tally(0, 2, {ClaimStatus.PAID: 1}),)

    def test_a_tally_of_fewer_facts_changes_nothing(self, tallies: Tallies) -> None:
        tallies.note(a_tally(0, 10, {ClaimStatus.PAID: 1}))
        tallies.note(a_tally(0, 9, {ClaimStatus.PENDED: 1}))
        assert tallies.of_batch(BATCH) == (a_tally(0, 10, {ClaimStatus.PAID: 1}),)

    def test_whoever_folded_most_stands_after_a_race(self, tallies: Tallies) -> None:
        race(lambda number: tallies.note(a_tally(0, number, {ClaimStatus.PAID: number + 1})))
        assert tallies.of_batch(BATCH) == (a_tally(0, 7, {ClaimStatus.PAID: 8}),)

    def test_all_of_an_account_come_by_batch_and_page(self, tallies: Tallies) -> None:
        wanted = [a_tally(page, batch=a_batch(number)) for number in (1, 2) for page in (0, 1, 10)]
        of_another = a_tally(batch=a_batch(3), account_id=AccountId("acc_other"))
        for tally in [*reversed(wanted), of_another]:
            tallies.note(tally)
        assert list(tallies.all_of(ACCOUNT)) == wanted
        assert list(tallies.all_of(AccountId("acc_other"))) == [of_another]


class TestLinks:
    def test_a_value_leads_to_its_target(self, links: Links) -> None:
        links.add([a_link()])
        assert links.find(ACCOUNT, LinkKind.FILE_ID, "1000000001") == (TRANSMISSION,)

    def test_a_value_leads_nowhere_in_another_account_or_of_another_kind(
        self, links: Links
    ) -> None:
        links.add([a_link()])
        assert links.find(AccountId("acc_other"), LinkKind.FILE_ID, "1000000001") == ()
        assert links.find(ACCOUNT, LinkKind.FILE_NAME, "1000000001") == ()
        assert links.find(ACCOUNT, LinkKind.FILE_ID, "1000000002") == ()

    def test_a_value_may_lead_to_several_targets_in_order(self, links: Links) -> None:
        targets = [a_claim(position).claim_id for position in (3, 1, 2)]
        links.add(
            Link(ACCOUNT, LinkKind.PATIENT_CONTROL_NUMBER, "PAY#1", target) for target in targets
        )
        found = links.find(ACCOUNT, LinkKind.PATIENT_CONTROL_NUMBER, "PAY#1")
        assert found == tuple(sorted(targets))

    def test_the_same_links_again_change_nothing(self, links: Links) -> None:
        links.add([a_link(), a_link()])
        links.add([a_link()])
        assert links.find(ACCOUNT, LinkKind.FILE_ID, "1000000001") == (TRANSMISSION,)

    @pytest.mark.parametrize("value", ["", " ", "#", "x" * 5_000, "Märchen ☃"])
    def test_any_text_is_a_value(self, links: Links, value: str) -> None:
        links.add([a_link(value=value)])
        assert links.find(ACCOUNT, LinkKind.FILE_ID, value) == (TRANSMISSION,)

    def test_more_links_than_one_call_takes_are_all_kept(self, links: Links) -> None:
        many = [a_link(value=str(number)) for number in range(60)]
        links.add(many)
        found = [links.find(ACCOUNT, LinkKind.FILE_ID, link.value) for link in many]
        assert found == [(TRANSMISSION,)] * 60
