"""What a read by the API costs: every call of a port, counted. Each is one of DynamoDB or S3.

A first request is left out: once an hour it is noted that the key is in use, and a process counts a
key's requests by the dozen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from chalice.test import Client

import app
from chalicelib import wiring
from chalicelib.domain.identifiers import AccountId, PracticeId, claim_id
from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.route import Route
from tests.builders import ACCOUNT, PRACTICE, REACH, a_practice, an_account
from tests.functional.closable import a_closable_house
from tests.functional.counting import Named, by_method, by_question, counting_courier
from tests.functional.courier import House, a_claim_file
from tests.functional.era import an_835, apply_all, era_name, hand_in
from tests.functional.recorded_examples import Examples, close_down, live_through

OTHER = PracticeId("prc_other")
SHARED = AccountId("acc_shared")
FRAME = {"api_keys.find", "audit_log.add"}
OF_A_BATCH = {"batches.get", "accounts.get", "transmissions.of_batch"}
OF_CLAIMS = {"claims.page", "facts.about_claims"}


def asked(house: House, path: str, key: str, named: Named = by_method) -> Counter[str]:
    """The calls for one request."""
    courier, calls = counting_courier(house, named)
    wiring.use(courier)
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/octet-stream"}
    with Client(app.app, stage_name="live") as client:
        client.http.get(path, headers=headers)
        calls.clear()
        response = client.http.get(path, headers=headers)
    assert response.status_code < 400, response.body
    return calls


def once(*methods: str) -> dict[str, int]:
    return dict.fromkeys(FRAME.union(methods), 1)


@pytest.fixture
def key(house: House) -> str:
    return house.courier.onboard.api_key((PRACTICE,))


def test_a_batch(house: House, key: str) -> None:
    batch = house.hand_in(a_claim_file()).batch
    calls = asked(house, f"/v1/batches/{batch.batch_id}", key)
    assert calls == once(*OF_A_BATCH, "tallies.of_batch", *OF_CLAIMS)
    assert calls.total() == 8


def test_a_page_of_all_claims_of_a_batch(house: House, key: str) -> None:
    numbers = [f"PAY{number:05d}" for number in range(100)]
    batch = house.hand_in(a_claim_file(*numbers)).batch
    calls = asked(house, f"/v1/batches/{batch.batch_id}/claims?limit=100", key)
    assert calls == once(*OF_A_BATCH, *OF_CLAIMS)
    assert calls.total() == 7


def test_claims_of_one_status_are_looked_for_page_by_page(house: House, key: str) -> None:
    numbers = [f"PAY{number:05d}" for number in range(250)]
    batch = house.hand_in(a_claim_file(*numbers)).batch
    calls = asked(house, f"/v1/batches/{batch.batch_id}/claims?limit=2&status=paid", key)
    assert calls == once(*OF_A_BATCH) | dict.fromkeys(OF_CLAIMS, 3)


def test_a_claim(house: House, key: str) -> None:
    claim = claim_id(house.hand_in(a_claim_file()).batch.batch_id, 1)
    calls = asked(house, f"/v1/claims/{claim}", key)
    assert calls == once(
        "claims.get", "accounts.get", "transmissions.of_batch", "facts.about_claims"
    )
    assert calls.total() == 6


@pytest.mark.parametrize(
    ("path", "method"),
    [("/v1/responses", "responses.of_account"), ("/v1/worklist", "worklist.open_ones")],
)
def test_a_list_of_an_account(house: House, key: str, path: str, method: str) -> None:
    calls = asked(house, f"{path}?account_id={ACCOUNT}", key)
    assert calls == once("accounts.get", method)
    assert calls.total() == 4


def test_a_list_of_batches_reads_their_account_once(house: House, key: str) -> None:
    for number in range(3):
        house.hand_in(a_claim_file(f"PAY{number}"))
    calls = asked(house, f"/v1/batches?practice_id={PRACTICE}", key)
    several = {"transmissions.of_batch": 3, "tallies.of_batch": 3}
    assert calls == once("batches.of_practice", "accounts.get") | several


def test_accounts_are_listed_with_their_health_and_practices_in_one_call_each(
    house: House,
) -> None:
    house.open_account(an_account(account_id=SHARED))
    house.practices.add(a_practice(practice_id=OTHER))
    key = house.courier.onboard.api_key((PRACTICE, OTHER))
    calls = asked(house, "/v1/accounts", key)
    assert calls == once("accounts.all", "accounts.healths")
    calls = asked(house, "/v1/practices", key)
    assert calls == once("practices.get_all")


def test_a_payment_that_was_told_several_times_asks_once_about_the_account(
    house: House, key: str
) -> None:
    for number, others in enumerate([(), ("T2",), ("T2", "T3")]):
        hand_in(house, an_835("T1", *others), era_name(number))
        apply_all(house)
    all_told = house.remittances.all_of(ACCOUNT)
    told = next(each for each in all_told if each.advice.trace_number == "T1")
    view = house.courier.show_remittances(told.advice.remittance_id, REACH)
    assert len(view.linked) == 2
    calls = asked(house, f"/v1/remittances/{told.advice.remittance_id}", key)
    assert calls == once(
        "remittances.get", "accounts.get", "remittances.reports_of", "era_files.of_stem"
    )


def test_whoever_sees_several_practices_of_an_account_is_kept_under_each_for_no_more_calls(
    house: House,
) -> None:
    shared = replace(an_account(), account_id=SHARED, practice_ids=(PRACTICE, OTHER))
    house.open_account(shared)
    batch = house.hand_in(a_claim_file(), account_id=SHARED).batch
    key = house.courier.onboard.api_key((PRACTICE, OTHER))
    calls = asked(house, f"/v1/batches/{batch.batch_id}", key)
    assert calls["accounts.get"] == 1
    assert {entry.practice_ids for entry in house.audit_log.entries} == {(OTHER, PRACTICE)}


READS = [route for route in ROUTES if route.method == "GET" and route.needs_key]
Story = tuple[House, Examples]


@pytest.fixture(scope="module")
def stories() -> Iterable[Story]:
    """Two houses in which something of every kind lies, and where it does."""
    living, closed = House(), a_closable_house(House())
    return (living, live_through(living)), (closed, close_down(closed))


@pytest.mark.parametrize("route", READS, ids=lambda route: route.path)
def test_no_read_asks_for_the_same_thing_twice(stories: Iterable[Story], route: Route) -> None:
    name = f"GET {route.path}"
    house, examples = next(story for story in stories if name in story[1])
    house.counters.counts.clear()
    key = house.courier.onboard.api_key((PRACTICE,))
    calls = asked(house, str(examples[name]["path"]), key, by_question)
    assert not calls - Counter(dict.fromkeys(calls, 1))
