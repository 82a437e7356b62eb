"""Messages about webhooks: one follows where something is left to do, and they never multiply."""

from datetime import timedelta

from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.webhooks.delivery import DeliveryProblem
from chalicelib.services.webhooks.deliver_webhook import (
    GIVES_WAY_AFTER,
    GIVES_WAY_FOR,
    WORKS_FOR,
)
from chalicelib.services.webhooks.register_webhook import Wanted
from tests.builders import REACH, an_event
from tests.functional.courier import House

URL = "https://hooks.example.com/claims"


def register(house: House) -> WebhookId:
    return house.courier.register_webhook(Wanted(URL), REACH).webhook.webhook_id


def happen(house: House, *numbers: int) -> None:
    for number in numbers:
        house.notices.add(notice_of(an_event(number)))
    house.courier.publish_events()


def calls(house: House) -> int:
    return len(house.webhook_sender.received)


class Queue:
    """Hands each hint over when its wait is over; `handed_over` counts them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.handed_over = 0
        self._waiting = list[tuple[timedelta, WebhookId]]()
        self._passed = timedelta()

    def pass_time(self, span: timedelta) -> None:
        end = self._passed + span
        while (due := self._next(end)) is not None:
            at, webhook_id = due
            self._go_on_to(max(at, self._passed))
            self.handed_over += 1
            self.house.courier.deliver_webhook(webhook_id)
        self._go_on_to(end)

    def _next(self, end: timedelta) -> tuple[timedelta, WebhookId] | None:
        hints = self.house.hints.deliveries
        self._waiting += [(self._passed + wait, webhook_id) for webhook_id, wait in hints]
        hints.clear()
        first = min(self._waiting, default=None)
        if first is None or first[0] > end:
            return None
        self._waiting.remove(first)
        return first

    def _go_on_to(self, passed: timedelta) -> None:
        self.house.clock.advance(passed - self._passed)
        self._passed = passed


def test_messages_do_not_multiply_while_an_endpoint_fails(house: House) -> None:
    register(house)
    house.webhook_sender.status = 500
    queue, published = Queue(house), 0
    for number in range(1, 61):
        happen(house, number)
        published += 1
        queue.pass_time(timedelta(minutes=1))
    assert calls(house) > 60, "each event is tried at once and again"
    assert queue.handed_over <= calls(house) + published


def test_every_try_follows_on_the_one_before_without_the_sweep(house: House) -> None:
    register(house)
    house.webhook_sender.status = 500
    happen(house, 1)
    queue = Queue(house)
    queue.pass_time(timedelta(minutes=15))
    assert calls(house) == 3, "at once, after seconds, after minutes"


def test_a_message_that_finds_nothing_due_is_the_last(house: House) -> None:
    webhook_id = register(house)
    house.webhook_sender.status = 500
    happen(house, 1)
    house.courier.deliver_webhook(webhook_id)
    house.hints.deliveries.clear()
    house.courier.deliver_webhook(webhook_id)
    assert (calls(house), house.hints.deliveries) == (1, [])


def test_who_has_no_more_time_leaves_the_rest_to_another_at_once(house: House) -> None:
    webhook_id = register(house)
    happen(house, 1, 2, 3)
    house.hints.deliveries.clear()
    house.webhook_sender.meanwhile = lambda: house.clock.advance(WORKS_FOR)
    house.courier.deliver_webhook(webhook_id)
    assert (calls(house), house.hints.deliveries) == (1, [(webhook_id, timedelta())])


def test_after_five_failures_nobody_calls_for_a_minute_whatever_happens_meanwhile(
    house: House,
) -> None:
    webhook_id = register(house)
    happen(house, *range(1, 21))
    house.webhook_sender.problem = DeliveryProblem.TIMED_OUT
    house.courier.deliver_webhook(webhook_id)
    assert house.hints.deliveries[-1] == (webhook_id, GIVES_WAY_FOR)
    house.hints.deliveries.clear()
    house.clock.advance(GIVES_WAY_FOR - timedelta(seconds=1))
    happen(house, 21)
    house.courier.deliver_webhook(webhook_id)
    assert (calls(house), house.hints.deliveries) == (GIVES_WAY_AFTER, [])
    house.clock.advance(timedelta(seconds=1))
    house.webhook_sender.problem = None
    house.courier.publish_events()
    assert [each[0] for each in house.hints.deliveries] == [webhook_id], "should the hint be lost"
    assert house.courier.deliver_webhook(webhook_id) == 21


def test_another_round_under_way_gives_way_too(house: House) -> None:
    """It began before the fifth failure; its next message would be the sixth."""
    webhook_id = register(house)
    happen(house, *range(1, 21))
    house.webhook_sender.problem = DeliveryProblem.TIMED_OUT

    def meanwhile() -> None:
        house.webhook_sender.meanwhile = lambda: None
        house.courier.deliver_webhook(webhook_id)

    house.webhook_sender.meanwhile = meanwhile
    house.courier.deliver_webhook(webhook_id)
    assert calls(house) == GIVES_WAY_AFTER + 1
    assert house.hints.deliveries[-1] == (webhook_id, GIVES_WAY_FOR)


def test_one_that_is_enabled_again_is_called_at_once(house: House) -> None:
    webhook_id = register(house)
    happen(house, *range(1, 21))
    house.webhook_sender.problem = DeliveryProblem.TIMED_OUT
    house.courier.deliver_webhook(webhook_id)
    house.webhook_sender.problem = None
    house.courier.register_webhook.enable(webhook_id, REACH)
    assert house.courier.deliver_webhook(webhook_id) == 15
