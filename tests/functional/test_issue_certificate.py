"""A certificate is issued once, wherever its issuers die; without one the account is open."""

import json
from datetime import timedelta

import pytest

from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.closing.closure import ClosureState
from chalicelib.domain.closing.items import Item
from chalicelib.domain.drill import Drill
from chalicelib.domain.errors import (
    AccountBusyError,
)
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.identifiers import (
    AccountId,
)
from chalicelib.domain.paging import Page
from chalicelib.domain.status import BatchStatus
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.issue_certificate import ISSUING_TAKES, ClosureBlockedError
from tests.builders import ACCOUNT, REACH
from tests.functional.closable import (
    DECIDER,
    a_closable_house,
)
from tests.functional.courier import House, a_claim_file
from tests.functional.dying import dying_at

ANOTHER = Decider("cck_another", REACH)


def test_a_certificate_is_told_once() -> None:
    house = a_closable_house()
    for _ in range(2):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    (event,) = events_of_closing(house)
    assert event.subject == ACCOUNT


def test_a_certificate_is_issued_once() -> None:
    house = a_closable_house()
    first = house.courier.issue_certificate(ACCOUNT, DECIDER)
    content = house.courier.show_closure.certificate(ACCOUNT, REACH)[1]
    house.clock.advance(timedelta(days=1))
    assert house.courier.issue_certificate(ACCOUNT, DECIDER) == first
    assert house.courier.show_closure.certificate(ACCOUNT, REACH)[1] == content


def test_while_it_is_issued_or_visited_nobody_else_issues_it() -> None:
    house = a_closable_house()
    now = house.clock.now()
    house.leases.take(ACCOUNT, "a visitor", now, now + timedelta(minutes=15))
    with pytest.raises(AccountBusyError):
        house.courier.issue_certificate(ACCOUNT, DECIDER)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("port", "method", "call"),
    [
        ("leases", "take", 1),
        ("accounts", "change_state", 1),
        ("drills", "of_account", 2),
        ("closing_archive", "store_certificate", 1),
        ("closing_archive", "store_certificate_page", 1),
        ("accounts", "add_act", 1),
        ("accounts", "change_state", 2),
        ("notices", "add", 1),
        ("closures", "advance", 1),
        ("leases", "release", 1),
    ],
)
def test_wherever_an_issuer_dies_the_next_one_finishes_its_work(
    monkeypatch: pytest.MonkeyPatch, port: str, method: str, call: int, after: bool
) -> None:
    """Events are published in between, as they may be."""
    house = a_closable_house()
    with dying_at(monkeypatch, getattr(house, port), method, call=call, after=after):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    stored = house.archive.objects.find(f"statements/{ACCOUNT}/certificate.json")
    house.courier.publish_events()
    house.clock.advance(timedelta(minutes=2))
    closed = house.courier.issue_certificate(ACCOUNT, ANOTHER)
    content = house.courier.show_closure.certificate(ACCOUNT, REACH)[1]
    assert stored is None or stored == content
    assert closed.certificate_sha256 == json.loads(content)["sha256"]
    assert closed.closed_at is not None
    assert house.accounts.get(ACCOUNT).state is AccountState.CLOSED
    issuer = DECIDER if stored else ANOTHER
    assert [(act.by, act.detail) for act in acts_of_closing(house)] == [
        (issuer.name, closed.certificate_sha256)
    ]
    assert len(events_of_closing(house)) == 1


def acts_of_closing(house: House) -> list[AccountAct]:
    return [act for act in house.accounts.all_acts if act.kind is ActKind.ACCOUNT_CLOSED]


def events_of_closing(house: House) -> list[Event]:
    house.courier.publish_events()
    kind = EventKind.CLOSURE_CERTIFICATE_ISSUED
    return [event for event in house.feed.events if event.kind is kind]


def test_a_page_that_another_release_has_worded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_closable_house()
    with dying_at(monkeypatch, house.accounts, "add_act"):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    key = f"statements/{ACCOUNT}/certificate.html"
    house.archive.objects.by_key[key] += b"<!-- of another release -->"
    page = house.archive.read(key)
    house.clock.advance(ISSUING_TAKES)
    assert house.courier.issue_certificate(ACCOUNT, DECIDER).state is ClosureState.CLOSED
    assert house.courier.show_closure.certificate_page(ACCOUNT, REACH)[1] == page


def test_what_blocks_is_told_without_touching_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_closable_house()
    house.closures.signatures.by_key.clear()
    touched: list[AccountState] = []
    monkeypatch.setattr(house.accounts, "change_state", lambda _, state: touched.append(state))
    with pytest.raises(ClosureBlockedError):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    assert touched == []


def test_what_comes_between_the_first_look_and_the_closing_is_seen_by_the_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = a_closable_house()
    real = house.accounts.change_state

    def after_a_file(account: Account, state: AccountState) -> Account:
        if state is AccountState.CLOSING:
            house.hand_in(a_claim_file("PAY00009", control_number=9))
        return real(account, state)

    monkeypatch.setattr(house.accounts, "change_state", after_a_file)
    with pytest.raises(ClosureBlockedError) as refused:
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    assert Item.NO_BATCH_AWAITING in {check.item for check in refused.value.blockers}
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN
    assert not house.archive.has(f"statements/{ACCOUNT}/certificate.json")


@pytest.mark.parametrize("look", ["first", "second"])
def test_a_failed_look_leaves_the_account_open(monkeypatch: pytest.MonkeyPatch, look: str) -> None:
    house = a_closable_house()
    looks = iter(["first", "second"])
    real = house.drills.of_account

    def fail(account_id: AccountId, limit: int, cursor: str | None) -> Page[Drill]:
        if next(looks) == look:
            raise LookupError
        return real(account_id, limit, cursor)

    monkeypatch.setattr(house.drills, "of_account", fail)
    with pytest.raises(LookupError):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN


def test_an_account_that_a_dead_issuer_has_left_closing_is_open_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = a_closable_house()
    with dying_at(monkeypatch, house.drills, "of_account", call=2):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    assert house.accounts.get(ACCOUNT).state is AccountState.CLOSING
    house.clock.advance(ISSUING_TAKES)
    house.courier.sweep()
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN
    receipt = house.hand_in(a_claim_file("PAY00009", control_number=9))
    assert house.show(receipt.batch).status is BatchStatus.AWAITING_TRANSMISSION
    assert house.leases.held == {}


def test_an_issuer_at_work_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_closable_house()
    real = house.accounts.change_state

    def then_the_sweep_comes(account: Account, state: AccountState) -> Account:
        changed = real(account, state)
        house.clock.advance(ISSUING_TAKES - timedelta(seconds=1))
        house.courier.sweep()
        assert house.accounts.get(ACCOUNT).state is state
        return changed

    monkeypatch.setattr(house.accounts, "change_state", then_the_sweep_comes)
    assert house.courier.issue_certificate(ACCOUNT, DECIDER).state is ClosureState.CLOSED


def test_an_account_with_a_certificate_is_not_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = a_closable_house()
    with dying_at(monkeypatch, house.closing_archive, "store_certificate_page"):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    house.clock.advance(ISSUING_TAKES)
    house.courier.sweep()
    assert house.accounts.get(ACCOUNT).state is AccountState.CLOSING
    assert house.courier.issue_certificate(ACCOUNT, DECIDER).state is ClosureState.CLOSED
