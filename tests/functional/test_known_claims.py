"""A claim that was handed in before is found, shown, and sent again only by somebody's decision."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import HANDED_IN_BEFORE, Batch, IntakeState
from chalicelib.domain.errors import NoDuplicatesError
from chalicelib.domain.finding import Level
from chalicelib.domain.identifiers import AccountId, PracticeId, batch_id, claim_id, sha256_of
from chalicelib.domain.status import BatchStatus
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders import ACCOUNT, PRACTICE, a_practice, an_account
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

SECOND = AccountId("acc_second")
OTHER = PracticeId("prc_other")


def known(batch: Batch) -> list[tuple[int | None, str]]:
    """The segment and the earlier claim that each finding names."""
    rules = [each for each in batch.findings if each.rule == HANDED_IN_BEFORE]
    return [(each.segment_number, each.message) for each in rules]


def test_the_same_claims_with_other_line_ends_are_found_claim_by_claim(house: House) -> None:
    first = house.hand_in(a_claim_file("PAY1", "PAY2")).batch
    again = house.hand_in(a_claim_file("PAY1", "PAY2").replace(b"\n", b"\r\n")).batch
    assert again.batch_id != first.batch_id
    assert again.state is IntakeState.REFUSED
    assert len(known(again)) == 2
    for position, (segment, message) in enumerate(known(again), start=1):
        assert claim_id(first.batch_id, position) in message
        assert first.batch_id in message
        assert segment
    assert house.visit().sent == 1


def test_where_only_some_are_known_all_of_them_are_told_and_nothing_is_sent(house: House) -> None:
    house.hand_in(a_claim_file("A1", "A2"))
    house.visit()
    mixed = house.hand_in(a_claim_file("A1", "NEW", "NEWER", control_number=2)).batch
    assert mixed.state is IntakeState.REFUSED
    assert len(known(mixed)) == 1
    assert all("allow_duplicates" in each.fix for each in mixed.findings)
    assert house.visit().sent == 0
    fresh = house.hand_in(a_claim_file("X", "NEW", "NEWER", control_number=3)).batch
    assert fresh.state is IntakeState.PLANNED, "a refused file keeps hold of none of its claims"


def test_a_claim_that_stands_twice_in_one_file_is_found(house: House) -> None:
    whole = claim_file(ClaimKind.PROFESSIONAL, sample_claims(1), service_date=house.clock.now())
    begin, end = whole.index(b"HL*2"), whole.index(b"SE*")
    claim = whole[begin:end]
    segments = whole[whole.index(b"ST*") : end].count(b"~") + claim.count(b"~") + 1
    twice = whole[:end] + claim.replace(b"HL*2", b"HL*3") + f"SE*{segments}".encode()
    twice += whole[whole.index(b"*0001~", end) :]
    batch = house.hand_in(twice).batch
    assert batch.state is IntakeState.REFUSED, batch.findings
    assert len(known(batch)) == 1
    assert "further up" in known(batch)[0][1]


def test_a_correction_is_no_repeat(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    corrected = a_claim_file("A1", control_number=2).replace(b":B:1*", b":B:7*")
    batch = house.hand_in(corrected).batch
    assert known(batch) == []


def test_another_account_finds_it_too_but_tests_and_live_do_not_meet(house: House) -> None:
    house.open_account(an_account(account_id=SECOND))
    live = AccountId("acc_live")
    house.open_account(an_account(account_id=live, mode=AccountMode.LIVE))
    house.hand_in(a_claim_file("A1"))
    second = house.hand_in(a_claim_file("A1", control_number=2), account_id=SECOND).batch
    assert second.state is IntakeState.REFUSED
    assert house.hand_in(a_claim_file("A1", usage="P"), account_id=live).batch.kind


def test_of_another_practices_claim_nothing_is_told_but_that_it_is_known(house: House) -> None:
    house.practices.add(a_practice(practice_id=OTHER))
    house.open_account(an_account(account_id=SECOND, practice_ids=(OTHER,)))
    first = house.hand_in(a_claim_file("A1"), OTHER, SECOND).batch
    again = house.hand_in(a_claim_file("A1", control_number=2)).batch
    ((_, message),) = known(again)
    assert "another practice" in message
    assert first.batch_id not in message
    house.allow(again)
    assert house.claims.page(again.batch_id, 0)[0].same_as is None


def test_told_to_it_is_sent_and_the_decision_is_kept_and_shown(house: House) -> None:
    first = house.hand_in(a_claim_file("A1")).batch
    house.clock.advance(timedelta(hours=80))
    refused = house.hand_in(a_claim_file("A1", "A2", control_number=2)).batch
    house.clock.advance(timedelta(hours=80))
    house.visit()
    allowed = house.allow(refused)
    assert allowed.state is IntakeState.PLANNED
    assert {each.level for each in allowed.findings} == {Level.WARNING}
    decision = allowed.duplicates_allowed
    assert decision is not None
    assert (decision.by, decision.reason) == ("somebody", "The payer asked for it.")
    assert decision.first_received_at == refused.received_at
    same = [claim.same_as for claim in house.claims.page(refused.batch_id, 0)]
    assert same == [claim_id(first.batch_id, 1), None]
    assert house.visit().sent == 1
    house.courier.watch_stalls()
    assert not house.batches.get(refused.batch_id).stall, "its deadlines count from the decision"
    assert house.show(house.batches.get(refused.batch_id)).status is BatchStatus.AWAITING


def test_what_was_allowed_is_found_in_the_next_file_too(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    house.allow(house.hand_in(a_claim_file("A1", "A2", control_number=2)).batch)
    third = house.hand_in(a_claim_file("A1", "A2", control_number=3)).batch
    assert len(known(third)) == 2


@pytest.mark.parametrize("content", [a_claim_file(), b"Dear Sir or Madam"])
def test_what_was_not_refused_for_known_claims_has_nothing_to_allow(
    house: House, content: bytes
) -> None:
    batch = house.hand_in(content).batch
    with pytest.raises(NoDuplicatesError):
        house.allow(batch)
    assert house.batches.get(batch.batch_id) == batch


def test_it_is_allowed_once(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    refused = house.hand_in(a_claim_file("A1", control_number=2)).batch
    house.allow(refused)
    with pytest.raises(NoDuplicatesError):
        house.allow(refused)
    assert len(house.transmissions.waiting(ACCOUNT)) == 2


def test_an_intake_that_broke_off_does_not_find_itself(house: House) -> None:
    content = a_claim_file("A1", "A2")
    links, house.links = house.links, None  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        house.hand_in(content)
    house.links = links
    broken_off = house.batches.get(batch_id(ACCOUNT, sha256_of(content)))
    assert broken_off.state is IntakeState.RECEIVED
    assert house.claim_identities.held, "it has its claims already"
    house.clock.advance(timedelta(minutes=5))
    house.courier.sweep()
    assert house.batches.get(broken_off.batch_id).state is IntakeState.PLANNED


def test_a_decision_that_broke_off_is_resumed(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    refused = house.hand_in(a_claim_file("A1", control_number=2)).batch
    links, house.links = house.links, None  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        house.allow(refused)
    house.links = links
    house.clock.advance(timedelta(minutes=5))
    house.courier.sweep()
    resumed = house.batches.get(refused.batch_id)
    assert resumed.state is IntakeState.PLANNED
    assert resumed.duplicates_allowed


@pytest.mark.parametrize("shared", [1, 150])
def test_of_files_handed_in_at_once_with_the_same_claims_one_is_sent(
    house: House, shared: int
) -> None:
    files = [
        a_claim_file(*(f"S{n}" for n in range(shared)), f"OWN{number}", control_number=number)
        for number in range(1, 7)
    ]
    start = Barrier(len(files))

    def hand_in(content: bytes) -> Batch:
        start.wait()
        return house.hand_in(content).batch

    with ThreadPoolExecutor(len(files)) as pool:
        batches = list(pool.map(hand_in, files))
    states = sorted(batch.state for batch in batches)
    assert states == [IntakeState.PLANNED] + [IntakeState.REFUSED] * (len(files) - 1)
    assert len(house.transmissions.waiting(ACCOUNT)) == 1


def test_who_lost_a_race_holds_its_claims_from_nobody(house: House) -> None:
    """As if it had been refused when it had taken some of its claims already."""
    lost = house.hand_in(a_claim_file("A1", "A2")).batch
    house.batches.rows.by_key[lost.batch_id] = replace(lost, state=IntakeState.REFUSED)
    later = house.hand_in(a_claim_file("A1", control_number=2)).batch
    assert later.state is IntakeState.PLANNED


def test_no_more_than_200_are_told_one_by_one(house: House) -> None:
    content = claim_file(ClaimKind.PROFESSIONAL, sample_claims(250))
    house.hand_in(content)
    again = house.hand_in(content.replace(b"\n", b"")).batch
    assert len(again.findings) == 200
    assert again.more_findings == 50


def allow(api: Api, identifier: str, content: bytes) -> HTTPResponse:
    return api.client.http.post(
        f"/v1/batches/{identifier}/allow_duplicates",
        headers={"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"},
        body=content,
    )


def test_over_the_api_it_is_refused_with_what_to_do_and_allowed_with_a_reason(api: Api) -> None:
    first = body(api.post(a_claim_file("A1")))
    again = body(api.post(a_claim_file("A1", control_number=2)))
    assert again["status"] == "refused"
    assert first["batch_id"] in again["findings"][0]["message"]
    assert again["duplicates_allowed"] is None
    allowed = allow(api, again["batch_id"], b'{"reason": "They lost it."}')
    assert allowed.status_code == 202
    shown = body(allowed)
    assert shown["status"] == "awaiting_transmission"
    assert shown["duplicates_allowed"]["reason"] == "They lost it."
    assert shown["claims"][0]["same_as"] == first["claims"][0]["claim_id"]
    repeated = allow(api, again["batch_id"], b'{"reason": "They lost it."}')
    assert is_problem(repeated, 409, "no-duplicates")


@pytest.mark.parametrize("content", [b"{}", b'{"reason": " "}', b'{"reason": "x", "all": true}'])
def test_without_a_reason_nothing_is_allowed(api: Api, content: bytes) -> None:
    api.post(a_claim_file("A1"))
    again = body(api.post(a_claim_file("A1", control_number=2)))
    assert is_problem(allow(api, again["batch_id"], content), 400, "bad-request")
    assert body(api.get(f"/v1/batches/{again['batch_id']}"))["status"] == "refused"


def test_nobody_allows_what_is_another_practices(house: House, api: Api) -> None:
    api.post(a_claim_file("A1"))
    again = body(api.post(a_claim_file("A1", control_number=2)))
    stranger = Api(api.client, house.courier.onboard.api_key((OTHER,)))
    response = allow(stranger, again["batch_id"], b'{"reason": "x"}')
    assert is_problem(response, 404, "not-found")


def test_the_findings_name_ids_only(house: House) -> None:
    house.hand_in(a_claim_file("SECRET77"))
    again = house.hand_in(a_claim_file("SECRET77", control_number=2)).batch
    assert "SECRET77" not in repr(again.findings)
    assert again.practice_id == PRACTICE
