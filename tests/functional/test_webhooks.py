"""Webhooks, from an event to an endpoint that has received and could verify it."""

import base64
import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import (
    BeyondTheFeedError,
    NotFoundError,
    ResendsWaitingError,
    UnusableUrlError,
)
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import AccountId, EventId, PracticeId, WebhookId
from chalicelib.domain.webhooks.delivery import KEPT, DeliveryProblem, DeliveryState
from chalicelib.domain.webhooks.signature import signature
from chalicelib.domain.webhooks.webhook import Replay, Webhook, WebhookState, WhyDisabled
from chalicelib.services.webhooks.deliver_webhook import GIVES_WAY_AFTER, GIVES_WAY_FOR
from chalicelib.services.webhooks.register_webhook import Wanted
from chalicelib.services.webhooks.resend_events import REPLAYS_AT_MOST
from chalicelib.wiring import Courier
from tests.builders import ACCOUNT, PRACTICE, REACH, an_account, an_event
from tests.faults.fault import Fault, Mode, ProcessDiedError
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.courier import House, a_claim_file

OTHER = PracticeId("prc_other")
URL = "https://hooks.example.com/claims"


def register(house: House, *kinds: EventKind) -> tuple[WebhookId, str]:
    new = house.courier.register_webhook(Wanted(URL, (), kinds), REACH)
    return new.webhook.webhook_id, new.secret


def happen(house: House, *numbers: int, **overrides: object) -> None:
    """These claims are paid, and it is in the feed."""
    for number in numbers:
        house.notices.add(notice_of(an_event(number, **overrides)))
    house.courier.publish_events()


def received(house: House) -> list[str]:
    return [message.message_id for message in house.webhook_sender.received]


def ids(*numbers: int) -> list[str]:
    return [an_event(number).event_id for number in numbers]


def state(house: House, webhook_id: WebhookId) -> Webhook:
    return house.webhooks.get(webhook_id)


def test_a_batch_is_handed_in_and_an_endpoint_hears_of_it_and_can_verify_it(house: House) -> None:
    webhook_id, secret = register(house, EventKind.BATCH_ACCEPTED)
    batch = house.hand_in(a_claim_file()).batch
    house.courier.publish_events()
    assert house.hints.deliveries[-1][0] == webhook_id
    assert house.courier.deliver_webhook(webhook_id) == 1
    (message,) = house.webhook_sender.received
    key = base64.b64decode(secret.removeprefix("whsec_"))
    at = int(message.headers["webhook-timestamp"])
    expected = signature(key, message.message_id, at, message.body)
    assert (message.url, message.headers["webhook-signature"]) == (URL, expected)
    told = json.loads(message.body)
    assert (told["type"], told["subject"]) == ("batch.accepted", batch.batch_id)
    assert told["id"] == message.message_id
    assert len(message.body) < 20_000


def test_only_what_is_wanted_and_what_happens_from_now_on_is_sent(house: House) -> None:
    happen(house, 1)
    webhook_id, _ = register(house, EventKind.CLAIM_PAID)
    happen(house, 2)
    happen(house, 3, kind=EventKind.CLAIM_DENIED)
    happen(house, 4, practice_ids=(PRACTICE, OTHER))
    happen(house, 5)
    assert house.courier.deliver_webhook(webhook_id) == 2
    assert received(house) == ids(2, 5)
    assert state(house, webhook_id).position == 5


def test_a_failure_is_tried_again_under_the_same_id_and_freshly_signed(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    house.webhook_sender.status = 500
    house.courier.deliver_webhook(webhook_id)
    assert house.hints.deliveries[-1][0] == webhook_id
    assert timedelta(seconds=5) <= house.hints.deliveries[-1][1] <= timedelta(seconds=6)
    house.courier.deliver_webhook(webhook_id)
    assert received(house) == ids(1), "not before it is due"
    house.clock.advance(timedelta(seconds=6))
    house.webhook_sender.status = 200
    assert house.courier.deliver_webhook(webhook_id) == 1
    assert received(house) == ids(1, 1)
    first, second = (m.headers["webhook-timestamp"] for m in house.webhook_sender.received)
    assert first != second


def test_what_is_due_later_than_a_queue_can_wait_is_found_by_the_schedule(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    house.webhook_sender.status, house.webhook_sender.retry_after = 503, "3600"
    house.courier.deliver_webhook(webhook_id)
    house.hints.deliveries.clear()
    house.clock.advance(timedelta(minutes=59))
    house.courier.publish_events()
    assert house.hints.deliveries == []
    house.clock.advance(timedelta(minutes=1))
    house.courier.sweep()
    assert house.hints.publishes
    house.courier.publish_events()
    assert [each[0] for each in house.hints.deliveries] == [webhook_id]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_after_the_last_try_it_is_disabled_and_people_and_clients_hear_of_it(
    house: House, status: int
) -> None:
    webhook_id, _ = register(house, EventKind.CLAIM_PAID)
    happen(house, 1)
    house.webhook_sender.status = status
    for _ in range(20):
        house.courier.deliver_webhook(webhook_id)
        house.clock.advance(timedelta(hours=29))
    assert len(received(house)) == 10
    disabled = state(house, webhook_id)
    assert (disabled.state, disabled.why_disabled) == (WebhookState.DISABLED, WhyDisabled.FAILING)
    house.courier.publish_events()
    assert [event.kind for event in house.announcer.told] == [EventKind.WEBHOOK_DISABLED]
    assert house.meter.total("WebhooksDisabled") == 1
    told = house.courier.follow_events(0, 100, REACH).events[-1].event
    assert (told.kind, told.subject) == (EventKind.WEBHOOK_DISABLED, webhook_id)


def test_an_endpoint_that_is_gone_is_disabled_at_once(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1, 2)
    house.webhook_sender.status = 410
    house.courier.deliver_webhook(webhook_id)
    assert received(house) == ids(1)
    assert state(house, webhook_id).why_disabled is WhyDisabled.GONE


def test_what_happens_while_it_is_disabled_waits_for_it(house: House) -> None:
    webhook_id, _ = register(house, EventKind.CLAIM_PAID)
    happen(house, 1, 2)
    house.webhook_sender.status = 410
    house.courier.deliver_webhook(webhook_id)
    happen(house, 3)
    assert house.courier.deliver_webhook(webhook_id) == 0
    house.webhook_sender.status = 204
    house.courier.register_webhook.enable(webhook_id, REACH)
    assert house.courier.deliver_webhook(webhook_id) == 3
    first, *others = received(house)
    assert first == ids(1)[0]
    assert sorted(others) == sorted(ids(1, 2, 3)), "that for which it was disabled, too"
    assert state(house, webhook_id).replays == ()


def test_every_event_whose_last_try_failed_is_owed(house: House) -> None:
    """Another round under way meets the end of its own event after the webhook was disabled."""
    webhook_id, _ = register(house, EventKind.CLAIM_PAID)
    happen(house, 1, 2)
    house.webhook_sender.status = 410

    def meanwhile() -> None:
        house.webhook_sender.meanwhile = lambda: None
        house.courier.deliver_webhook(webhook_id)

    house.webhook_sender.meanwhile = meanwhile
    house.courier.deliver_webhook(webhook_id)
    assert sorted(received(house)) == sorted(ids(1, 2))
    assert set(state(house, webhook_id).replays) == {Replay(0, 1), Replay(1, 2)}
    house.webhook_sender.status = 204
    house.courier.register_webhook.enable(webhook_id, REACH)
    assert house.courier.deliver_webhook(webhook_id) == 2


def test_who_does_not_answer_is_not_called_for_every_event_at_once(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, *range(1, 21))
    house.webhook_sender.problem = DeliveryProblem.TIMED_OUT
    house.courier.deliver_webhook(webhook_id)
    assert len(received(house)) == GIVES_WAY_AFTER
    assert house.hints.deliveries[-1] == (webhook_id, GIVES_WAY_FOR)


def test_a_long_backlog_is_delivered_in_one_run_and_in_order(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, *range(1, 251))
    assert house.courier.deliver_webhook(webhook_id) == 250
    assert received(house) == ids(*range(1, 251))


def test_secrets_follow_each_other_with_a_day_of_both(house: House) -> None:
    webhook_id, old = register(house)
    new = house.courier.register_webhook.rotate(webhook_id, REACH).secret
    assert new != old
    happen(house, 1)
    house.courier.deliver_webhook(webhook_id)
    house.clock.advance(timedelta(days=1))
    happen(house, 2)
    house.courier.deliver_webhook(webhook_id)
    both, one = house.webhook_sender.received
    assert both.headers["webhook-signature"] == " ".join(
        signed(secret, both) for secret in (new, old)
    )
    assert one.headers["webhook-signature"] == signed(new, one)


def signed(secret: str, message: object) -> str:
    headers, body = message.headers, message.body  # type: ignore[attr-defined]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return signature(key, headers["webhook-id"], int(headers["webhook-timestamp"]), body)


def test_one_event_is_sent_once_more(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1, 2)
    house.courier.deliver_webhook(webhook_id)
    one = an_event(1).event_id
    house.courier.resend_events.one(webhook_id, one, REACH)
    house.courier.deliver_webhook(webhook_id)
    assert received(house) == ids(1, 2, 1)
    assert state(house, webhook_id).replays == ()
    with pytest.raises(NotFoundError):
        house.courier.resend_events.one(webhook_id, EventId("evt_unknown"), REACH)


def test_a_resend_that_finds_no_room_is_refused_and_one_that_waits_already_is_not(
    house: House,
) -> None:
    happen(house, *range(1, REPLAYS_AT_MOST + 2))
    webhook_id, _ = register(house)
    resend = house.courier.resend_events.some
    for number in range(REPLAYS_AT_MOST):
        resend(webhook_id, Replay(number, number + 1), REACH)
    one_more = Replay(REPLAYS_AT_MOST, REPLAYS_AT_MOST + 1)
    with pytest.raises(ResendsWaitingError):
        resend(webhook_id, one_more, REACH)
    assert len(resend(webhook_id, Replay(0, 1), REACH).replays) == REPLAYS_AT_MOST
    house.courier.deliver_webhook(webhook_id)
    assert resend(webhook_id, one_more, REACH).replays == (one_more,)


def test_a_range_is_sent_once_more_from_before_it_was_registered_too(house: House) -> None:
    happen(house, *range(1, 151))
    webhook_id, _ = register(house)
    house.courier.resend_events.some(webhook_id, Replay(9, 10**9), REACH)
    house.courier.deliver_webhook(webhook_id)
    assert received(house) == ids(*range(10, 151))
    with pytest.raises(BeyondTheFeedError):
        house.courier.resend_events.some(webhook_id, Replay(150, 151), REACH)


def test_the_log_tells_every_try(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    house.webhook_sender.problem = DeliveryProblem.BAD_CERTIFICATE
    house.courier.deliver_webhook(webhook_id)
    house.webhook_sender.problem = None
    house.clock.advance(timedelta(minutes=1))
    house.courier.deliver_webhook(webhook_id)
    (delivery,) = house.courier.show_webhooks.log(webhook_id, REACH, 10, None).items
    assert delivery.state is DeliveryState.DELIVERED
    assert [(each.status, each.problem) for each in delivery.attempts] == [
        (None, DeliveryProblem.BAD_CERTIFICATE),
        (204, None),
    ]


@pytest.mark.parametrize("url", ["http://example.com/", "https://10.0.0.1/", "https://[::1]/"])
def test_no_webhook_goes_into_a_network(house: House, url: str) -> None:
    with pytest.raises(UnusableUrlError):
        house.courier.register_webhook(Wanted(url), REACH)


def test_nobody_sees_or_changes_a_webhook_of_others(house: House) -> None:
    webhook_id, _ = register(house)
    courier, others = house.courier, Reach(frozenset({OTHER}))
    assert courier.show_webhooks.list(others) == ()
    for act in (
        lambda: courier.show_webhooks(webhook_id, others),
        lambda: courier.show_webhooks.log(webhook_id, others, 10, None),
        lambda: courier.register_webhook.delete(webhook_id, others),
        lambda: courier.register_webhook.enable(webhook_id, others),
        lambda: courier.register_webhook.rotate(webhook_id, others),
        lambda: courier.resend_events.some(webhook_id, Replay(0, 1), others),
        lambda: courier.register_webhook(Wanted(URL, (PRACTICE,)), others),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_a_webhook_made_with_a_test_key_hears_of_no_live_account(house: House) -> None:
    test_only = Reach(frozenset({PRACTICE}), frozenset({AccountMode.TEST}))
    webhook_id = house.courier.register_webhook(Wanted(URL), test_only).webhook.webhook_id
    live = an_account(account_id=AccountId("acc_live"), mode=AccountMode.LIVE)
    house.accounts.add(live)
    happen(house, 1, account_id=live.account_id)
    happen(house, 2, account_id=ACCOUNT)
    house.courier.deliver_webhook(webhook_id)
    assert received(house) == ids(2)
    followed = house.courier.follow_events(0, 10, test_only)
    assert ([told.seq for told in followed.events], followed.after) == ([2], 2)
    assert len(house.courier.follow_events(0, 10, REACH).events) == 2


def test_a_webhook_of_live_accounts_is_out_of_a_test_key_s_reach(house: House) -> None:
    webhook_id, _ = register(house)
    test_only = Reach(frozenset({PRACTICE}), frozenset({AccountMode.TEST}))
    assert house.courier.show_webhooks.list(test_only) == ()
    with pytest.raises(NotFoundError):
        house.courier.show_webhooks(webhook_id, test_only)


def test_a_deleted_one_is_gone_with_its_secrets(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    house.courier.register_webhook.delete(webhook_id, REACH)
    assert house.courier.deliver_webhook(webhook_id) == 0
    assert received(house) == []
    assert state(house, webhook_id).secrets == ()
    with pytest.raises(NotFoundError):
        house.courier.show_webhooks(webhook_id, REACH)


@pytest.mark.parametrize("mode", AccountMode)
def test_who_may_not_know_of_a_webhook_does_not_hear_that_it_was_disabled(
    house: House, mode: AccountMode
) -> None:
    its = Reach(frozenset({PRACTICE}), frozenset({mode}))
    (other,) = set(AccountMode) - {mode}
    webhook = house.courier.register_webhook(Wanted(URL), its).webhook
    happen(house, 1, account_id=None)
    house.webhook_sender.status = 410
    house.courier.deliver_webhook(webhook.webhook_id)
    house.courier.publish_events()

    def heard(modes: set[AccountMode]) -> list[str]:
        reach = Reach(frozenset({PRACTICE}), frozenset(modes))
        return [told.event.subject for told in house.courier.follow_events(1, 10, reach).events]

    assert heard({mode}) == heard({mode, other}) == [webhook.webhook_id]
    assert heard({other}) == []


class Overtaken(Recorder):
    """Somebody else acts just before the first call of this name."""

    def __init__(self, call: str, other: Callable[[], None]) -> None:
        super().__init__([], {})
        self._call, self._other = call, other

    def record(self, name: str) -> Fault | None:
        if name == self._call and name not in self.calls:
            self._other()
        return super().record(name)


def deleting(house: House, webhook_id: WebhookId) -> Callable[[], None]:
    def delete() -> None:
        house.webhook_sender.meanwhile = lambda: None
        house.courier.register_webhook.delete(webhook_id, REACH)

    return delete


CHANGES: dict[str, Callable[[Courier, WebhookId], object]] = {
    "enable": lambda courier, its: courier.register_webhook.enable(its, REACH),
    "rotate": lambda courier, its: courier.register_webhook.rotate(its, REACH),
    "resend": lambda courier, its: courier.resend_events.some(its, Replay(0, 1), REACH),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_changes_one_that_another_deletes_at_this_moment_does_not_revive_it(
    house: House, change: str
) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    overtaken = Overtaken("webhooks.advance", deleting(house, webhook_id))
    with pytest.raises(NotFoundError):
        CHANGES[change](recorded_courier(house.ports, overtaken), webhook_id)
    stands = state(house, webhook_id)
    assert (stands.state, stands.secrets, stands.replays) == (WebhookState.DELETED, (), ())


def test_who_deletes_or_disables_one_that_another_deletes_at_this_moment_has_no_more_to_do(
    house: House,
) -> None:
    webhook_id, _ = register(house)
    happen(house, 1)
    house.webhook_sender.status = 410
    house.webhook_sender.meanwhile = deleting(house, webhook_id)
    house.courier.deliver_webhook(webhook_id)
    assert state(house, webhook_id).state is WebhookState.DELETED
    other, _ = register(house)
    overtaken = Overtaken("webhooks.advance", deleting(house, other))
    deleted = recorded_courier(house.ports, overtaken).register_webhook.delete(other, REACH)
    assert deleted == state(house, other)


def test_what_was_on_its_way_to_a_deleted_one_is_dropped_and_runs_out(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, *range(1, 103))
    house.webhook_sender.status = 500
    house.courier.deliver_webhook(webhook_id)
    assert {each.expires_at for each in house.deliveries.rows.all()} == {None}
    house.courier.register_webhook.delete(webhook_id, REACH)
    assert house.hints.deliveries[-1][0] == webhook_id
    house.clock.advance(timedelta(hours=1))
    house.courier.deliver_webhook(webhook_id)
    ends = house.clock.now() + KEPT
    assert {each.expires_at for each in house.deliveries.rows.all()} == {ends}


def pass_quarter_hours(house: House, quarters: int) -> None:
    """The schedule comes by, and what it hints at is worked."""
    for _ in range(quarters):
        house.clock.advance(timedelta(minutes=15))
        house.courier.sweep()
        house.courier.publish_events()
        for webhook_id, _ in house.hints.deliveries:
            house.courier.deliver_webhook(webhook_id)
        house.hints.deliveries.clear()


def still_waiting(house: House) -> list[str]:
    return [each.event.event_id for each in house.deliveries.rows.all() if not each.expires_at]


def test_what_was_on_its_way_to_a_deleted_one_is_dropped_though_the_message_is_lost(
    house: House,
) -> None:
    webhook_id, _ = register(house)
    happen(house, 1, 2)
    house.webhook_sender.status = 500
    house.courier.deliver_webhook(webhook_id)
    house.courier.register_webhook.delete(webhook_id, REACH)
    house.hints.deliveries.clear()
    pass_quarter_hours(house, 1)
    assert still_waiting(house) == []


def test_what_a_round_that_died_left_to_a_deleted_one_is_dropped(house: House) -> None:
    """It wrote down what was to be sent after the rest was dropped, and died before it saw why."""
    webhook_id, _ = register(house)
    happen(house, 1)
    before = state(house, webhook_id)
    house.courier.register_webhook.delete(webhook_id, REACH)
    house.courier.deliver_webhook(webhook_id)
    house.hints.deliveries.clear()
    house.clock.advance(timedelta(minutes=14))
    house.courier.deliver_webhook.prepare(before)
    assert still_waiting(house) == ids(1)
    pass_quarter_hours(house, 1)
    assert still_waiting(house) == []


def test_a_deleted_one_to_which_nothing_is_on_its_way_is_looked_at_no_more(house: House) -> None:
    webhook_id, _ = register(house)
    house.courier.register_webhook.delete(webhook_id, REACH)
    assert house.courier.show_webhooks.list(REACH) == ()
    pass_quarter_hours(house, 1)
    assert house.webhooks.all() == ()
    house.courier.publish_events()
    assert house.hints.deliveries == []


def test_a_round_under_way_sends_nothing_more_to_one_that_was_deleted(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1, 2, 3)
    house.webhook_sender.meanwhile = deleting(house, webhook_id)
    assert house.courier.deliver_webhook(webhook_id) == 1
    assert received(house) == ids(1)


def test_a_round_under_way_signs_with_the_secret_that_came_meanwhile(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, 1, 2)
    new: list[str] = []

    def rotate() -> None:
        house.webhook_sender.meanwhile = lambda: None
        new.append(house.courier.register_webhook.rotate(webhook_id, REACH).secret)

    house.webhook_sender.meanwhile = rotate
    house.courier.deliver_webhook(webhook_id)
    second = house.webhook_sender.received[1]
    assert signed(new[0], second) in second.headers["webhook-signature"].split()


def test_the_secret_is_neither_stored_nor_printed(house: House) -> None:
    new = house.courier.register_webhook(Wanted(URL), REACH)
    assert new.secret not in repr(new)
    assert new.secret.removeprefix("whsec_") not in repr(house.webhooks.rows.all())


def test_two_at_the_same_moment_send_each_event_once(house: House) -> None:
    """The second begins while the endpoint has the first message and has not answered yet."""
    webhook_id, _ = register(house)
    happen(house, 1, 2, 3)

    def meanwhile() -> None:
        house.webhook_sender.meanwhile = lambda: None
        house.courier.deliver_webhook(webhook_id)

    house.webhook_sender.meanwhile = meanwhile
    house.courier.deliver_webhook(webhook_id)
    assert sorted(received(house)) == sorted(ids(1, 2, 3))


def test_many_threads_send_each_event_once(house: House) -> None:
    webhook_id, _ = register(house)
    happen(house, *range(1, 101))
    threads = [Thread(target=house.courier.deliver_webhook, args=(webhook_id,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(received(house)) == sorted(ids(*range(1, 101)))


def one_event_and_a_late_one(recorder: Recorder) -> House:
    """The first process works as the recorder lets it; those after it are undisturbed."""
    house = House()
    webhook_id, _ = register(house)
    happen(house, 1)
    with contextlib.suppress(ProcessDiedError):
        recorded_courier(house.ports, recorder).deliver_webhook(webhook_id)
    happen(house, 2)
    for _ in range(3):
        house.clock.advance(timedelta(minutes=2))
        house.courier.publish_events()
        house.courier.deliver_webhook(webhook_id)
    return house


def test_wherever_the_deliverer_dies_every_event_arrives_and_only_the_one_in_hand_twice() -> None:
    complete = Recorder([], {})
    one_event_and_a_late_one(complete)
    assert "webhook_sender.send" in complete.calls
    for number, call in enumerate(complete.calls, 1):
        for mode in (Mode.DIES_BEFORE, Mode.DIES_AFTER):
            house = one_event_and_a_late_one(Recorder([Fault(number, mode, ProcessDiedError)], {}))
            found = received(house)
            assert set(found) == set(ids(1, 2)), f"{call}: {mode}"
            assert found.count(ids(2)[0]) == 1, f"{call}: {mode}"
            assert found.count(ids(1)[0]) <= 2, f"{call}: {mode}"


def test_who_dies_while_disabling_disables_it_the_next_time_and_tells_it_once() -> None:
    def gone(recorder: Recorder) -> House:
        house = House()
        webhook_id, _ = register(house, EventKind.CLAIM_PAID)
        happen(house, 1)
        house.webhook_sender.status = 410
        with contextlib.suppress(ProcessDiedError):
            recorded_courier(house.ports, recorder).deliver_webhook(webhook_id)
        for _ in range(2):
            house.clock.advance(timedelta(minutes=2))
            house.courier.deliver_webhook(webhook_id)
            house.courier.publish_events()
        return house

    complete = Recorder([], {})
    gone(complete)
    for number, call in enumerate(complete.calls, 1):
        house = gone(Recorder([Fault(number, Mode.DIES_AFTER, ProcessDiedError)], {}))
        (webhook,) = house.webhooks.all()
        assert webhook.state is WebhookState.DISABLED, call
        kinds = [event.kind for event in house.feed.events]
        assert kinds.count(EventKind.WEBHOOK_DISABLED) == 1, call


def test_a_second_disabling_is_told_too(house: House) -> None:
    webhook_id, _ = register(house, EventKind.CLAIM_PAID)
    house.webhook_sender.status = 410
    for _ in range(2):
        happen(house, 1)
        house.courier.register_webhook.enable(webhook_id, REACH)
        house.courier.resend_events.some(webhook_id, Replay(0, 1), REACH)
        house.clock.advance(timedelta(minutes=2))
        house.courier.deliver_webhook(webhook_id)
    house.courier.publish_events()
    kinds = [event.kind for event in house.feed.events]
    assert kinds.count(EventKind.WEBHOOK_DISABLED) == 2


def test_what_another_prepared_meanwhile_is_found_prepared(house: House) -> None:
    """Both saw the same position; the second's write of it fails and it looks again."""
    webhook_id, _ = register(house)
    happen(house, 1)
    stale = state(house, webhook_id)
    house.courier.deliver_webhook(webhook_id)
    assert house.courier.deliver_webhook.prepare(stale)
    assert house.courier.deliver_webhook(webhook_id) == 0
    assert replace(state(house, webhook_id), revision=0).position == 1
