"""What the watch remembers, on the fakes and on what is real."""

import pytest

from chalicelib.adapters.dynamodb.account_watches import DynamoAccountWatches, DynamoLatenesses
from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Lateness, Sample
from chalicelib.domain.ports import AccountWatches, Latenesses
from tests.builders import ACCOUNT, MORNING, a_batch, a_diagnosis
from tests.fakes import FakeAccountWatches, FakeLatenesses

OTHER = AccountId("acc_other")


@pytest.fixture(params=["fake", "dynamodb"])
def watches(request: pytest.FixtureRequest) -> AccountWatches:
    if request.param == "fake":
        return FakeAccountWatches()
    return DynamoAccountWatches(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def latenesses(request: pytest.FixtureRequest) -> Latenesses:
    if request.param == "fake":
        return FakeLatenesses()
    return DynamoLatenesses(request.getfixturevalue("table"))


class TestAccountWatches:
    def test_a_watch_is_fresh_until_something_is_noted(self, watches: AccountWatches) -> None:
        fresh = watches.get(ACCOUNT)
        assert fresh == AccountWatch(ACCOUNT)
        noted = fresh.note_silence(MORNING).note_diagnosis(a_diagnosis()).next()
        watches.advance(fresh, noted)
        assert watches.get(ACCOUNT) == noted
        assert watches.get(OTHER) == AccountWatch(OTHER)

    def test_what_was_noted_meanwhile_is_a_conflict(self, watches: AccountWatches) -> None:
        fresh = watches.get(ACCOUNT)
        first = fresh.note_silence(MORNING).next()
        watches.advance(fresh, first)
        with pytest.raises(ConflictError):
            watches.advance(fresh, fresh.note_diagnosis(a_diagnosis()).next())
        second = first.note_diagnosis(a_diagnosis()).next()
        watches.advance(first, second)
        with pytest.raises(ConflictError):
            watches.advance(first, second)
        assert watches.get(ACCOUNT) == second


class TestLatenesses:
    def test_what_was_learned_is_kept_for_each_payer(self, latenesses: Latenesses) -> None:
        empty = latenesses.get(ACCOUNT, "62308")
        assert empty == Lateness(ACCOUNT, "62308")
        learned = empty.learn([Sample(MORNING, a_batch().batch_id, 30)])
        latenesses.advance(empty, learned)
        assert latenesses.get(ACCOUNT, "62308") == learned
        assert latenesses.get(ACCOUNT, "00570") == Lateness(ACCOUNT, "00570")

    def test_what_was_learned_meanwhile_is_a_conflict(self, latenesses: Latenesses) -> None:
        empty = latenesses.get(ACCOUNT, "62308")
        first = empty.learn([Sample(MORNING, a_batch(1).batch_id, 30)])
        latenesses.advance(empty, first)
        second = empty.learn([Sample(MORNING, a_batch(2).batch_id, 40)])
        with pytest.raises(ConflictError):
            latenesses.advance(empty, second)
        assert latenesses.get(ACCOUNT, "62308") == first
