"""Practices, accounts and leases, on the fakes and on DynamoDB."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.leases import DynamoLeases
from chalicelib.adapters.dynamodb.practices import DynamoPractices
from chalicelib.adapters.dynamodb.transmissions import DynamoTransmissions
from chalicelib.domain.account import AccountState
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.errors import ConflictError, LeaseLostError, NotFoundError
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Outage, Problem
from chalicelib.domain.ports import Accounts, Leases, Practices, Transmissions
from tests.builders import (
    ACCOUNT,
    MORNING,
    PRACTICE,
    a_health,
    a_practice,
    a_transmission,
    an_account,
    later,
)
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import (
    FakeAccounts,
    FakeLeases,
    FakePractices,
    FakeTransmissions,
)

OTHER = AccountId("acc_other")


@pytest.fixture(params=["fake", "dynamodb"])
def practices(request: pytest.FixtureRequest) -> Practices:
    if request.param == "fake":
        return FakePractices()
    return DynamoPractices(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def accounts(request: pytest.FixtureRequest) -> Accounts:
    if request.param == "fake":
        return FakeAccounts()
    return DynamoAccounts(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def leases(request: pytest.FixtureRequest) -> Leases:
    if request.param == "fake":
        return FakeLeases()
    return DynamoLeases(request.getfixturevalue("table"))


@dataclass(frozen=True, slots=True)
class Fenced:
    """Leases, and two of the stores that know them."""

    leases: Leases
    accounts: Accounts
    transmissions: Transmissions


@pytest.fixture(params=["fake", "dynamodb"])
def fenced(request: pytest.FixtureRequest) -> Fenced:
    if request.param == "fake":
        fakes = FakeLeases()
        return Fenced(fakes, FakeAccounts(fakes), FakeTransmissions(fakes))
    table = request.getfixturevalue("table")
    return Fenced(DynamoLeases(table), DynamoAccounts(table), DynamoTransmissions(table))


FULL_HEALTH = AccountHealth(
    ACCOUNT,
    last_visit_at=later(hours=1),
    last_good_visit_at=MORNING,
    last_good_visit_began_at=MORNING,
    last_good_login_at=MORNING,
    last_problem=Problem.HOST_KEY_CHANGED,
    logins_left=0,
    refused_versions=("version-1", "version-2"),
    network_failures=3,
    next_visit_at=later(hours=2),
    next_delivery_at=later(hours=3),
    host_key_shown="ssh-ed25519 AAAA",
    password_set_at=MORNING,
    refused_pending_version="version-2",
    refused_pending_at=MORNING,
    outage=Outage(MORNING, Problem.UNREACHABLE, MORNING, 3),
    last_catch_up=Outage(MORNING, Problem.LOGIN_REFUSED, MORNING, 1, MORNING),
)


class TestPractices:
    def test_a_practice_is_found_as_it_was_added(self, practices: Practices) -> None:
        practices.add(a_practice())
        assert practices.get(PRACTICE) == a_practice()

    def test_several_practices_are_found_in_the_order_of_their_ids(
        self, practices: Practices
    ) -> None:
        some = tuple(a_practice(practice_id=PracticeId(f"prc_{n}")) for n in range(3))
        for each in some:
            practices.add(each)
        assert practices.get_all([each.practice_id for each in reversed(some)]) == some[::-1]
        assert practices.get_all([]) == ()
        with pytest.raises(NotFoundError):
            practices.get_all([some[0].practice_id, PracticeId("prc_none")])

    def test_the_same_practice_again_changes_nothing(self, practices: Practices) -> None:
        practices.add(a_practice())
        practices.add(a_practice())
        assert practices.get(PRACTICE) == a_practice()

    def test_another_practice_under_the_same_id_is_refused(self, practices: Practices) -> None:
        practices.add(a_practice())
        with pytest.raises(ConflictError):
            practices.add(a_practice(name="Other"))
        assert practices.get(PRACTICE) == a_practice()

    def test_an_unknown_practice_is_not_found(self, practices: Practices) -> None:
        with pytest.raises(NotFoundError, match="practice prc_none"):
            practices.get(PracticeId("prc_none"))


class TestAccounts:
    def test_an_account_is_found_as_it_was_added(self, accounts: Accounts) -> None:
        accounts.add(an_account())
        assert accounts.get(ACCOUNT) == an_account()

    def test_another_account_under_the_same_id_is_refused(self, accounts: Accounts) -> None:
        accounts.add(an_account())
        with pytest.raises(ConflictError):
            accounts.add(an_account(user="other"))

    def test_an_unknown_account_is_not_found(self, accounts: Accounts) -> None:
        with pytest.raises(NotFoundError, match="account acc_other"):
            accounts.get(OTHER)

    def test_all_accounts_are_listed_by_id(self, accounts: Accounts) -> None:
        assert accounts.all() == ()
        accounts.add(an_account())
        accounts.add(an_account(account_id=OTHER))
        accounts.change_health(a_health(), a_health(logins_left=1))
        assert [account.account_id for account in accounts.all()] == [OTHER, ACCOUNT]

    def test_health_is_fresh_until_it_is_changed(self, accounts: Accounts) -> None:
        assert accounts.health(ACCOUNT) == AccountHealth(ACCOUNT)
        stored = accounts.change_health(a_health(), FULL_HEALTH)
        assert stored == replace(FULL_HEALTH, revision=1)
        assert accounts.health(ACCOUNT) == stored
        assert accounts.health(OTHER) == AccountHealth(OTHER)
        assert accounts.healths([OTHER, ACCOUNT]) == (AccountHealth(OTHER), stored)

    def test_health_is_changed_from_what_stands_and_from_nothing_else(
        self, accounts: Accounts
    ) -> None:
        first = accounts.change_health(a_health(), a_health().pay_login("version-1"))
        second = accounts.change_health(first, first.pay_login("version-1"))
        for old in (a_health(), first):
            with pytest.raises(ConflictError):
                accounts.change_health(old, old.resume())
        assert accounts.health(ACCOUNT) == second
        assert (second.revision, second.logins_left) == (2, 0)

    def test_exactly_one_wins_a_race_to_change_health(self, accounts: Accounts) -> None:
        paid = a_health().pay_login("version-1")

        def change() -> None:
            accounts.change_health(a_health(), paid)

        won = race(lambda _: succeeds(change))
        assert won.count(True) == 1

    def test_another_host_key_is_pinned_in_place_of_the_known_one(self, accounts: Accounts) -> None:
        accounts.add(an_account())
        accounts.pin_host_key(an_account(), "ssh-ed25519 BBBB")
        assert accounts.get(ACCOUNT) == an_account(host_key="ssh-ed25519 BBBB")
        assert accounts.all() == (an_account(host_key="ssh-ed25519 BBBB"),)
        with pytest.raises(ConflictError):
            accounts.pin_host_key(an_account(), "ssh-ed25519 CCCC")

    def test_an_account_is_closed_from_the_state_that_is_known(self, accounts: Accounts) -> None:
        accounts.add(an_account())
        closing = accounts.change_state(an_account(), AccountState.CLOSING)
        assert closing == an_account(state=AccountState.CLOSING) == accounts.get(ACCOUNT)
        assert not closing.is_open
        for step in (AccountState.CLOSED, AccountState.CLOSING):
            with pytest.raises(ConflictError):
                accounts.change_state(an_account(), step)
        with pytest.raises(ConflictError):
            accounts.pin_host_key(an_account(), "ssh-ed25519 BBBB")
        closed = accounts.change_state(closing, AccountState.CLOSED)
        assert accounts.all() == (closed,)

    def test_acts_are_kept_newest_first_and_each_once(self, accounts: Accounts) -> None:
        acts = [
            AccountAct(ACCOUNT, ActKind.RESUMED, "cck_sample", later(hours=n), f"call {n}")
            for n in range(3)
        ]
        for act in (*acts, acts[0]):
            accounts.add_act(act)
        page = accounts.acts(ACCOUNT, 2, None)
        assert page.items == (acts[2], acts[1])
        assert accounts.acts(ACCOUNT, 2, page.next_cursor).items == (acts[0],)
        assert accounts.acts(OTHER, 2, None).items == ()

    def test_control_numbers_count_up_from_one_for_each_account(self, accounts: Accounts) -> None:
        assert [accounts.next_control_number(ACCOUNT) for _ in range(3)] == [1, 2, 3]
        assert accounts.next_control_number(OTHER) == 1

    def test_no_control_number_is_given_twice_in_a_race(self, accounts: Accounts) -> None:
        given = race(lambda _: [accounts.next_control_number(ACCOUNT) for _ in range(5)])
        numbers = sorted(number for some in given for number in some)
        assert numbers == list(range(1, 5 * RUNNERS + 1))


UNTIL = later(minutes=15)


class TestLeases:
    def test_only_one_holds_the_lease(self, leases: Leases) -> None:
        assert leases.take(ACCOUNT, "one", MORNING, UNTIL)
        assert not leases.take(ACCOUNT, "two", later(minutes=14), later(minutes=29))
        assert leases.take(OTHER, "two", MORNING, UNTIL)

    def test_the_holder_may_take_it_again(self, leases: Leases) -> None:
        """A repeated request, whose first answer was lost, must not lock its own sender out."""
        leases.take(ACCOUNT, "one", MORNING, UNTIL)
        assert leases.take(ACCOUNT, "one", later(minutes=10), later(minutes=25))
        assert not leases.take(ACCOUNT, "two", later(minutes=20), later(minutes=35))

    @pytest.mark.parametrize("after", [timedelta(0), timedelta(microseconds=1)])
    def test_an_expired_lease_is_free(self, leases: Leases, after: timedelta) -> None:
        leases.take(ACCOUNT, "one", MORNING, UNTIL)
        now = UNTIL + after
        assert leases.take(ACCOUNT, "two", now, now + timedelta(minutes=15))

    def test_a_released_lease_is_free(self, leases: Leases) -> None:
        leases.release(taken(leases, "one"))
        assert leases.take(ACCOUNT, "two", MORNING, UNTIL)

    def test_a_lease_that_another_has_taken_over_stays_with_it(self, leases: Leases) -> None:
        lost = taken(leases, "one")
        leases.take(ACCOUNT, "two", later(minutes=16), later(minutes=31))
        leases.release(lost)
        assert not leases.take(ACCOUNT, "three", later(minutes=17), later(minutes=32))

    def test_each_taking_gives_a_greater_token_for_ever(self, leases: Leases) -> None:
        tokens = []
        for number in range(4):
            lease = taken(leases, f"holder-{number}")
            tokens.append(lease.token)
            leases.release(lease)
        assert tokens == sorted(set(tokens))

    def test_a_lease_is_held_until_it_is_given_back_or_taken_over(self, leases: Leases) -> None:
        first = taken(leases, "one")
        assert leases.holds(first)
        second = leases.take(ACCOUNT, "two", UNTIL, later(minutes=30))
        assert second is not None
        assert (leases.holds(first), leases.holds(second)) == (False, True)
        leases.release(second)
        assert not leases.holds(second)

    def test_who_gives_a_lease_back_hears_that_somebody_knocked(self, leases: Leases) -> None:
        lease = taken(leases, "one")
        leases.knock(ACCOUNT)
        leases.knock(ACCOUNT)
        assert leases.release(lease) is True
        assert leases.release(taken(leases, "two")) is False

    def test_knocking_where_nobody_is_does_nothing(self, leases: Leases) -> None:
        leases.knock(ACCOUNT)
        assert leases.release(taken(leases, "one")) is False

    def test_exactly_one_wins_a_race(self, leases: Leases) -> None:
        won = race(lambda n: leases.take(ACCOUNT, f"holder-{n}", MORNING, UNTIL))
        assert won.count(None) == RUNNERS - 1


class TestFence:
    def test_only_who_has_the_lease_changes_the_health(self, fenced: Fenced) -> None:
        lost = taken(fenced.leases, "one")
        noted = fenced.accounts.change_health(a_health(), a_health().resume(), lost)
        held = fenced.leases.take(ACCOUNT, "two", UNTIL, later(minutes=30))
        with pytest.raises(LeaseLostError):
            fenced.accounts.change_health(noted, noted.pay_login("version-1"), lost)
        assert fenced.accounts.health(ACCOUNT) == noted
        with pytest.raises(ConflictError):
            fenced.accounts.change_health(a_health(), a_health(), held)
        assert fenced.accounts.change_health(noted, noted, held).revision == 2

    def test_only_who_has_the_lease_advances_a_transmission(self, fenced: Fenced) -> None:
        lost, planned = taken(fenced.leases, "one"), a_transmission()
        fenced.transmissions.add(planned)
        fenced.leases.take(ACCOUNT, "two", UNTIL, later(minutes=30))
        with pytest.raises(LeaseLostError):
            fenced.transmissions.advance(planned, planned.attempt(), lost)
        assert fenced.transmissions.get(planned.transmission_id) == planned

    def test_a_changed_transmission_is_a_conflict_under_the_lease_too(self, fenced: Fenced) -> None:
        lease, planned = taken(fenced.leases, "one"), a_transmission()
        fenced.transmissions.add(planned)
        fenced.transmissions.advance(planned, planned.attempt(), lease)
        with pytest.raises(ConflictError):
            fenced.transmissions.advance(planned, planned.attempt(), lease)
        assert fenced.transmissions.get(planned.transmission_id) == planned.attempt()

    def test_a_fence_holds_against_a_taking_at_the_same_moment(self, fenced: Fenced) -> None:
        """Whoever takes over first, nothing of the old lease is written after it."""
        lost, planned = taken(fenced.leases, "one"), a_transmission()
        fenced.transmissions.add(planned)

        def take_or_write(number: int) -> bool:
            if number == 0:
                return fenced.leases.take(ACCOUNT, "two", UNTIL, later(minutes=30)) is not None
            try:
                fenced.transmissions.advance(planned, planned.attempt(), lost)
            except (LeaseLostError, ConflictError):
                return False
            return True

        assert race(take_or_write)[1:].count(True) <= 1
        with pytest.raises(LeaseLostError):
            fenced.transmissions.advance(planned, planned.attempt(), lost)


def taken(leases: Leases, holder: str) -> Lease:
    lease = leases.take(ACCOUNT, holder, MORNING, UNTIL)
    assert lease is not None
    return lease
