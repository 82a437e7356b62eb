"""The schedule of tries, by an injected clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.events.event import Told
from chalicelib.domain.identifiers import WebhookId
from chalicelib.domain.webhooks.delivery import (
    WAITS,
    Attempt,
    Delivery,
    DeliveryProblem,
    DeliveryState,
    asked_wait,
    why_disabled,
)
from chalicelib.domain.webhooks.webhook import WhyDisabled
from tests.builders import MORNING, an_event


def a_delivery() -> Delivery:
    told = Told(1, an_event())
    return Delivery(WebhookId("whk_sample"), told.seq, told.event, MORNING, MORNING)


def tried(
    delivery: Delivery, status: int, share: float = 0, wait: timedelta = timedelta()
) -> Delivery:
    at = delivery.due_at
    return delivery.begin(at).end(Attempt(at, status), wait, share)


def test_the_tries_follow_the_specification_s_schedule() -> None:
    delivery, waits = a_delivery(), [timedelta()]
    while delivery.state is DeliveryState.PENDING:
        before = delivery.due_at
        delivery = tried(delivery, 500)
        waits.append(delivery.due_at - before)
    assert tuple(waits[:-1]) == WAITS
    assert len(delivery.attempts) == 10
    assert sum(WAITS, timedelta()) == timedelta(hours=75, minutes=35, seconds=5)
    assert why_disabled(delivery) is WhyDisabled.FAILING


def test_lots_make_a_wait_longer_by_a_fifth_at_most() -> None:
    waits = [tried(a_delivery(), 500, share).due_at - MORNING for share in (0, 0.5, 1)]
    assert waits == [timedelta(seconds=5), timedelta(seconds=5.5), timedelta(seconds=6)]


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_2xx_ends_it_well(status: int) -> None:
    delivery = tried(a_delivery(), status)
    assert delivery.state is DeliveryState.DELIVERED
    assert why_disabled(delivery) is None


@pytest.mark.parametrize("status", [100, 199, 301, 302, 307, 308, 400, 404, 429, 500, 503, 999])
def test_anything_else_is_tried_again_redirections_too(status: int) -> None:
    assert tried(a_delivery(), status).state is DeliveryState.PENDING


def test_gone_is_never_tried_again() -> None:
    delivery = tried(a_delivery(), 410)
    assert delivery.state is DeliveryState.FAILED
    assert why_disabled(delivery) is WhyDisabled.GONE


def test_no_answer_is_tried_again() -> None:
    ended = (
        a_delivery()
        .begin(MORNING)
        .end(Attempt(MORNING, problem=DeliveryProblem.TIMED_OUT), timedelta(), 0)
    )
    assert (ended.state, ended.due_at) == (DeliveryState.PENDING, MORNING + WAITS[1])


def test_who_asks_for_more_time_gets_it_and_who_asks_for_less_does_not() -> None:
    longer = tried(a_delivery(), 503, wait=timedelta(hours=1))
    assert longer.due_at == MORNING + timedelta(hours=1)
    shorter = tried(a_delivery(), 503, wait=timedelta(seconds=1))
    assert shorter.due_at == MORNING + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (None, timedelta()),
        ("120", timedelta(minutes=2)),
        ("Mon, 02 Mar 2026 08:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 07:00:00 GMT", timedelta()),
        ("999999999999999999999", timedelta(hours=24)),
        ("-5", timedelta()),
        ("soon", timedelta()),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", timedelta()),
        ("Mon, 02 Mar 2026 08:10:00 +99999999999999", timedelta()),
        ("Mon, 01 Jan 0001 00:00:00 +2300", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 -2300", timedelta(hours=24)),
        ("\u0661", timedelta()),
    ],
)
def test_what_retry_after_asks_for(header: str | None, wait: timedelta) -> None:
    assert asked_wait(header, MORNING) == wait


def test_who_is_at_it_has_a_minute_before_another_takes_over() -> None:
    begun = a_delivery().begin(MORNING)
    assert not begun.is_due(MORNING + timedelta(seconds=59))
    assert begun.is_due(MORNING + timedelta(minutes=1))


def test_it_is_kept_while_it_is_tried_and_for_90_days_after_a_round_has_ended() -> None:
    assert a_delivery().expires_at is None
    assert a_delivery().begin(MORNING).expires_at is None
    assert tried(a_delivery(), 500).expires_at is None
    ended = tried(replace(a_delivery(), due_at=MORNING + timedelta(days=100)), 204)
    assert ended.expires_at == MORNING + timedelta(days=190)
    again = ended.again(MORNING + timedelta(days=189))
    assert again.expires_at is None
    assert tried(again, 410).expires_at == MORNING + timedelta(days=279)


def test_a_new_round_begins_with_the_first_try_but_not_while_one_is_under_way() -> None:
    ended = tried(a_delivery(), 204)
    again = ended.again(MORNING + timedelta(days=1))
    assert (again.state, again.tries, len(again.attempts)) == (DeliveryState.PENDING, 0, 1)
    assert again.again(MORNING) == again
