"""Practices, accounts, API keys and leases, on the fakes and on DynamoDB."""

from datetime import timedelta

import pytest

from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb.leases import DynamoLeases
from chalicelib.adapters.dynamodb.practices import DynamoPractices
from chalicelib.domain.account import AccountHealth
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts, ApiKeys, Leases, Practices
from tests.builders import (
    ACCOUNT,
    MORNING,
    PRACTICE,
    a_health,
    a_practice,
    an_account,
    an_api_key,
    later,
)
from tests.contract.races import RUNNERS, race
from tests.fakes import FakeAccounts, FakeApiKeys, FakeLeases, FakePractices

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
def api_keys(request: pytest.FixtureRequest) -> ApiKeys:
    if request.param == "fake":
        return FakeApiKeys()
    return DynamoApiKeys(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def leases(request: pytest.FixtureRequest) -> Leases:
    if request.param == "fake":
        return FakeLeases()
    return DynamoLeases(request.getfixturevalue("table"))


class TestPractices:
    def test_a_practice_is_found_as_it_was_added(self, practices: Practices) -> None:
        practices.add(a_practice())
        assert practices.get(PRACTICE) == a_practice()

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
        accounts.note_health(a_health(refused_logins=1))
        assert [account.account_id for account in accounts.all()] == [OTHER, ACCOUNT]

    def test_health_is_fresh_until_it_is_noted(self, accounts: Accounts) -> None:
        assert accounts.health(ACCOUNT) == AccountHealth(ACCOUNT)
        refused = a_health().refused(MORNING, "login_refused", "version-1")
        accounts.note_health(refused)
        assert accounts.health(ACCOUNT) == refused
        assert accounts.health(OTHER) == AccountHealth(OTHER)

    def test_a_later_note_of_health_forgets_the_earlier_one(self, accounts: Accounts) -> None:
        accounts.note_health(a_health().refused(MORNING, "login_refused", "version-1"))
        accounts.note_health(a_health().visited(later(hours=1)))
        assert accounts.health(ACCOUNT) == a_health().visited(later(hours=1))

    def test_control_numbers_count_up_from_one_for_each_account(self, accounts: Accounts) -> None:
        assert [accounts.next_control_number(ACCOUNT) for _ in range(3)] == [1, 2, 3]
        assert accounts.next_control_number(OTHER) == 1

    def test_no_control_number_is_given_twice_in_a_race(self, accounts: Accounts) -> None:
        given = race(lambda _: [accounts.next_control_number(ACCOUNT) for _ in range(5)])
        numbers = sorted(number for some in given for number in some)
        assert numbers == list(range(1, 5 * RUNNERS + 1))


class TestApiKeys:
    def test_a_key_is_found_by_its_hash(self, api_keys: ApiKeys) -> None:
        api_keys.add(an_api_key())
        assert api_keys.find(an_api_key().key_sha256) == an_api_key()

    def test_an_unknown_key_is_none(self, api_keys: ApiKeys) -> None:
        assert api_keys.find("0" * 64) is None

    def test_a_key_of_other_practices_never_replaces_another(self, api_keys: ApiKeys) -> None:
        api_keys.add(an_api_key())
        with pytest.raises(ConflictError):
            api_keys.add(an_api_key(practice_ids=(PracticeId("prc_other"),)))
        assert api_keys.find(an_api_key().key_sha256) == an_api_key()


class TestLeases:
    def test_only_one_holds_the_lease(self, leases: Leases) -> None:
        assert leases.take(ACCOUNT, "one", MORNING, later(minutes=15))
        assert not leases.take(ACCOUNT, "two", later(minutes=14), later(minutes=29))
        assert leases.take(OTHER, "two", MORNING, later(minutes=15))

    def test_the_holder_may_take_it_again(self, leases: Leases) -> None:
        leases.take(ACCOUNT, "one", MORNING, later(minutes=15))
        assert leases.take(ACCOUNT, "one", later(minutes=10), later(minutes=25))
        assert not leases.take(ACCOUNT, "two", later(minutes=20), later(minutes=35))

    @pytest.mark.parametrize("after", [timedelta(0), timedelta(microseconds=1)])
    def test_an_expired_lease_is_free(self, leases: Leases, after: timedelta) -> None:
        leases.take(ACCOUNT, "one", MORNING, later(minutes=15))
        now = later(minutes=15) + after
        assert leases.take(ACCOUNT, "two", now, now + timedelta(minutes=15))

    def test_a_released_lease_is_free(self, leases: Leases) -> None:
        leases.take(ACCOUNT, "one", MORNING, later(minutes=15))
        leases.release(ACCOUNT, "one")
        assert leases.take(ACCOUNT, "two", MORNING, later(minutes=15))

    def test_a_lease_that_another_has_taken_over_stays_with_it(self, leases: Leases) -> None:
        leases.take(ACCOUNT, "one", MORNING, later(minutes=15))
        leases.take(ACCOUNT, "two", later(minutes=16), later(minutes=31))
        leases.release(ACCOUNT, "one")
        assert not leases.take(ACCOUNT, "three", later(minutes=17), later(minutes=32))

    def test_releasing_what_nobody_holds_does_nothing(self, leases: Leases) -> None:
        leases.release(ACCOUNT, "one")
        assert leases.take(ACCOUNT, "two", MORNING, later(minutes=15))

    def test_exactly_one_wins_a_race(self, leases: Leases) -> None:
        won = race(lambda n: leases.take(ACCOUNT, f"holder-{n}", MORNING, later(minutes=15)))
        assert won.count(True) == 1
