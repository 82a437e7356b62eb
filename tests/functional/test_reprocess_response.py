"""A response is put back among those that wait; whoever applies responses does the work."""

from datetime import timedelta

import pytest

from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.response import Response, ResponseState
from tests.builders import ACCOUNT, REACH
from tests.functional.courier import House
from tests.unit.interpret.x12_answers import payment_set, remittance

ERA = "1598700001_ERA_835_5010_20260320.835"


@pytest.fixture
def applied(house: House) -> Response:
    clp = ("CLP*PAY00001*1*150*150**12*ICN1", "DTM*232*20260301")
    return house.answer(ERA, remittance(payment_set(clp, amount="150")))


def ask(house: House, response: Response) -> Response:
    return house.courier.reprocess_response(response.response_id, REACH)


def test_asking_changes_the_row_and_sends_a_hint(house: House, applied: Response) -> None:
    before = len(house.hints.responses)
    assert ask(house, applied).state is ResponseState.STORED
    assert house.responses.get(applied.response_id).state is ResponseState.STORED
    assert house.hints.responses[before:] == [applied.response_id]


def test_a_lost_hint_is_made_good_by_the_sweep(house: House, applied: Response) -> None:
    ask(house, applied)
    house.hints.responses.clear()
    house.clock.advance(timedelta(hours=1))
    house.courier.sweep()
    assert house.hints.responses == [applied.response_id]


def test_asking_while_it_is_being_applied_has_it_applied_once_more(
    house: House, applied: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known since the other began must count: the row is put back all the same."""
    waiting = applied.reopen()
    house.responses.advance(applied, waiting)
    read = house.responses.get

    def overtaken(response_id: ResponseId) -> Response:
        seen = read(response_id)
        if seen.state is ResponseState.STORED:
            house.responses.advance(seen, applied)
        return seen

    monkeypatch.setattr(house.responses, "get", overtaken)
    ask(house, applied)
    assert house.responses.unapplied(ACCOUNT) == (waiting,)


def test_asking_twice_is_as_asking_once(house: House, applied: Response) -> None:
    ask(house, applied)
    ask(house, applied)
    assert house.process_again(applied.response_id) == applied
