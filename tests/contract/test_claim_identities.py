"""The identities of claims, on the fakes and on DynamoDB."""

import pytest

from chalicelib.adapters.dynamodb.claim_identities import DynamoClaimIdentities
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim_identity import ClaimIdentity, Hold, Holder
from chalicelib.domain.ports import ClaimIdentities
from tests.builders import MORNING, PRACTICE, a_batch, a_claim, later
from tests.contract.races import RUNNERS, race
from tests.fakes import FakeClaimIdentities

LIVE, TEST = AccountMode.LIVE, AccountMode.TEST


@pytest.fixture(params=["fake", "dynamodb"])
def identities(request: pytest.FixtureRequest) -> ClaimIdentities:
    if request.param == "fake":
        return FakeClaimIdentities()
    return DynamoClaimIdentities(request.getfixturevalue("table"))


def identity(number: int) -> ClaimIdentity:
    return ClaimIdentity(f"{number:064x}")


def holder(position: int = 1, batch: int = 1, minutes: int = 0) -> Holder:
    claim = a_claim(position, a_batch(batch).batch_id)
    return Holder(claim.claim_id, PRACTICE, later(minutes=minutes))


def test_what_nobody_has_taken_has_no_holder(identities: ClaimIdentities) -> None:
    assert identities.holders(LIVE, [identity(1)]) == {}
    assert identities.holders(LIVE, []) == {}


def test_who_takes_more_than_a_call_holds_has_all(identities: ClaimIdentities) -> None:
    holds = [Hold(identity(n), holder(n)) for n in range(1, 252)]
    assert identities.take(LIVE, holds)
    assert identities.holders(LIVE, [identity(n) for n in range(1, 300)]) == {
        hold.identity: hold.holder for hold in holds
    }


def test_taking_again_changes_nothing(identities: ClaimIdentities) -> None:
    hold = Hold(identity(1), holder())
    assert identities.take(LIVE, [hold])
    assert identities.take(LIVE, [hold])
    assert identities.holders(LIVE, [identity(1)]) == {identity(1): holder()}


def test_what_another_claim_holds_is_not_taken_nor_anything_behind_it(
    identities: ClaimIdentities,
) -> None:
    identities.take(LIVE, [Hold(identity(150), holder(1))])
    wanted = [Hold(identity(n), holder(n, batch=2)) for n in range(1, 301)]
    assert not identities.take(LIVE, list(reversed(wanted)))
    held = identities.holders(LIVE, [hold.identity for hold in wanted])
    assert held[identity(150)] == holder(1)
    assert sorted(held) == [*(identity(n) for n in range(1, 101)), identity(150)]


def test_tests_and_what_is_live_know_nothing_of_each_other(identities: ClaimIdentities) -> None:
    assert identities.take(LIVE, [Hold(identity(1), holder(batch=1))])
    assert identities.take(TEST, [Hold(identity(1), holder(batch=2))])
    assert identities.holders(TEST, [identity(1)]) == {identity(1): holder(batch=2)}


def test_what_was_given_up_can_be_taken_over_once(identities: ClaimIdentities) -> None:
    identities.take(LIVE, [Hold(identity(1), holder(batch=1))])
    assert identities.take(LIVE, [Hold(identity(1), holder(batch=2), over=holder(batch=1))])
    assert not identities.take(LIVE, [Hold(identity(1), holder(batch=3), over=holder(batch=1))])
    assert identities.holders(LIVE, [identity(1)]) == {identity(1): holder(batch=2)}


def test_who_has_taken_it_once_more_since_has_not_given_it_up(identities: ClaimIdentities) -> None:
    identities.take(LIVE, [Hold(identity(1), holder(batch=1))])
    identities.take(LIVE, [Hold(identity(1), holder(batch=1, minutes=5))])
    assert not identities.take(LIVE, [Hold(identity(1), holder(batch=2), over=holder(batch=1))])


def test_of_all_who_want_some_of_the_same_exactly_one_gets_all(
    identities: ClaimIdentities,
) -> None:
    """In whatever order each of them names what it wants."""

    def take(number: int) -> bool:
        own = [Hold(identity(1000 * (number + 1) + n), holder(n, number + 1)) for n in range(1, 60)]
        shared = [Hold(identity(n), holder(n + 100, number + 1)) for n in range(1, 120)]
        return identities.take(LIVE, own + shared if number % 2 else shared[::-1] + own)

    assert sorted(race(take)) == [False] * (RUNNERS - 1) + [True]
    held = identities.holders(LIVE, [identity(n) for n in range(1, 120)])
    assert len({each.claim_id.split("_")[1] for each in held.values()}) == 1
    assert all(each.since == MORNING for each in held.values())
