"""No answer leaves before it is written down who got it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from chalice.test import Client

import app
from chalicelib import wiring
from chalicelib.domain.access.caller import CallerKind
from chalicelib.domain.access.role import Role
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import PracticeId
from tests.builders import ACCOUNT, PRACTICE, a_user, an_event
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_access import Door
from tests.functional.test_http_api import is_problem

OTHER = PracticeId("prc_other")


@pytest.fixture
def door(house: House) -> Iterator[Door]:
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        yield Door(client)


@pytest.fixture
def key(house: House) -> str:
    return house.courier.onboard.api_key((PRACTICE,))


def test_a_read_tells_who_saw_what_of_whom_when_and_from_where(
    house: House, door: Door, key: str
) -> None:
    batch = house.hand_in(a_claim_file()).batch
    response = door.get(f"/v1/batches/{batch.batch_id}", key)
    (entry,) = house.audit_log.entries
    assert entry.did == "GET /v1/batches/{batch_id}"
    assert entry.subjects == (batch.batch_id,)
    assert entry.practice_ids == (PRACTICE,)
    assert (entry.kind, entry.principal_id[:4]) == (CallerKind.KEY, "key_")
    assert (entry.at, entry.status) == (house.clock.now(), 200)
    assert entry.request_id == response.headers["X-Request-Id"]
    assert entry.source


def test_a_search_tells_what_was_found_never_what_was_sought(
    house: House, door: Door, key: str
) -> None:
    batch = house.hand_in(a_claim_file("DOE1961")).batch
    door.get("/v1/claims?patient_control_number=DOE1961", key)
    (entry,) = house.audit_log.entries
    assert len(entry.subjects) == 2
    assert batch.batch_id in entry.subjects
    assert "DOE" not in str(entry)


def test_an_effect_is_written_down_before_it_begins_and_when_it_has_ended(
    house: House, door: Door, key: str
) -> None:
    door.post(f"/v1/accounts/{ACCOUNT}/resume", key, {"reason": "mended"})
    assert [entry.status for entry in house.audit_log.entries] in ([None, 200], [200, None])
    assert (ACCOUNT,) in {entry.subjects for entry in house.audit_log.entries}


def test_what_is_refused_is_written_down_too_but_not_what_may_be_a_name(
    house: House, door: Door, key: str
) -> None:
    door.get("/v1/claims/JANE.DOE", key)
    nothing = house.courier.onboard.api_key((PRACTICE,), scopes=())
    batch_id = house.hand_in(a_claim_file()).batch.batch_id
    door.get(f"/v1/batches/{batch_id}", nothing)
    door.get("/v1/claims/clm_janedoe_00001", nothing)
    outcomes = [(entry.status, entry.subjects) for entry in house.audit_log.entries]
    assert sorted(outcomes) == [(403, ()), (403, (batch_id,)), (404, ())]
    assert "DOE" not in str(house.audit_log.entries).upper()


def test_a_file_that_was_not_given_is_not_written_down_as_given(
    house: House, door: Door, key: str
) -> None:
    batch_id = house.hand_in(a_claim_file()).batch.batch_id
    refused = door.get(f"/v1/batches/{batch_id}/content", key, Accept="application/json")
    assert is_problem(refused, 400, "bad-request")
    assert "Accept: application/octet-stream" in refused.json_body["detail"]
    assert "RateLimit" in refused.headers
    assert [entry.status for entry in house.audit_log.entries] == [400]


def test_nothing_is_answered_or_done_that_cannot_be_written_down(
    house: House, door: Door, key: str
) -> None:
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.audit_log.full = True
    response = door.get(f"/v1/batches/{batch.batch_id}", key)
    assert is_problem(response, 500, "internal-error")
    assert "PAY00001" not in response.body.decode()
    before = house.accounts.all_acts
    response = door.post(f"/v1/accounts/{ACCOUNT}/resume", key, {"reason": "mended"})
    assert is_problem(response, 500, "internal-error")
    assert house.accounts.all_acts == before


def test_a_page_of_events_is_kept_under_whom_it_tells_of_and_an_empty_one_under_nobody(
    house: House, door: Door
) -> None:
    house.notices.add(notice_of(an_event(1)))
    house.courier.publish_events()
    key = house.courier.onboard.api_key((PRACTICE, OTHER))
    assert door.get("/v1/events?after=0", key).json_body["events"]
    (entry,) = house.audit_log.entries
    assert entry.practice_ids == (PRACTICE,)
    page = door.get("/v1/events?after=1", key)
    assert (page.status_code, page.json_body["events"]) == (200, [])
    assert house.audit_log.entries == (entry,)
    house.audit_log.full = True
    assert is_problem(door.get("/v1/events?after=0", key), 500, "internal-error")


def test_what_is_refused_at_the_feed_and_a_search_that_finds_nothing_are_kept(
    house: House, door: Door, key: str
) -> None:
    assert is_problem(door.get("/v1/events?after=7", key), 400, "beyond-the-feed")
    assert door.get("/v1/claims?patient_control_number=NONE", key).status_code == 200
    did = [(entry.did, entry.practice_ids) for entry in house.audit_log.entries]
    assert did == [("GET /v1/events", (PRACTICE,)), ("GET /v1/claims", (PRACTICE,))]


def test_strangers_leave_no_entry(house: House, door: Door) -> None:
    door.get(f"/v1/batches?practice_id={PRACTICE}", "cck_test_wrong")
    door.client.http.get("/openapi.json")
    assert house.audit_log.entries == ()


class TestSearch:
    @pytest.fixture
    def auditor(self, house: House) -> str:
        return house.log_in(a_user("auditor", role=Role.AUDITOR))

    def search(self, door: Door, auditor: str, **sought: str) -> list[dict[str, object]]:
        """All pages."""
        query = "&".join(f"{name.rstrip('_')}={value}" for name, value in sought.items())
        found, cursor = [], ""
        while True:
            path = f"/v1/audit?practice_id={PRACTICE}&limit=2&{query}{cursor}"
            page = door.get(path, auditor)
            assert page.status_code == 200, page.body
            found += page.json_body["entries"]
            if page.json_body["next_cursor"] is None:
                return found
            cursor = f"&cursor={quote(page.json_body['next_cursor'])}"

    def test_an_auditor_finds_by_time_and_principal_over_months(
        self, house: House, door: Door, key: str, auditor: str
    ) -> None:
        biller = a_user()
        token = house.log_in(biller)
        since = house.clock.now()
        for _ in range(4):
            for who in (key, token):
                door.get(f"/v1/accounts/{ACCOUNT}", who)
            house.clock.advance(timedelta(days=31))
            token = house.log_in(biller)
        auditor = house.log_in(a_user("auditor", role=Role.AUDITOR))
        period = {"from_": f"{since:%Y-%m-%dT%H:%M:%SZ}", "to": "2026-12-31T00:00:00Z"}
        did = [each for each in self.search(door, auditor, **period) if ACCOUNT in str(each)]
        assert len(did) == 8
        assert [each["at"] for each in did] == sorted((str(e["at"]) for e in did), reverse=True)
        theirs = self.search(door, auditor, **period, principal=biller.user_id)
        assert {each["principal_id"] for each in theirs} == {biller.user_id}
        assert len(theirs) == 4
        first = self.search(door, auditor, from_=period["from_"], to="2026-03-03T00:00:00Z")
        assert len(first) == 2

    def test_a_search_without_an_end_begins_with_this_month(
        self, house: House, door: Door, key: str, auditor: str
    ) -> None:
        door.get(f"/v1/accounts/{ACCOUNT}", key)
        ever = "from=0999-01-01T00:00:00Z&to=9999-12-31T00:00:00Z"
        page = door.get(f"/v1/audit?practice_id={PRACTICE}&{ever}", auditor)
        assert [each["subjects"] for each in page.json_body["entries"]] == [[ACCOUNT]]
        assert page.json_body["next_cursor"] == "2026-02~"
        to_come = "from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z"
        page = door.get(f"/v1/audit?practice_id={PRACTICE}&{to_come}", auditor)
        assert page.json_body == {"entries": [], "next_cursor": None}

    def test_what_is_audited_now_changes_nothing_about_a_time_that_is_over(
        self, house: House, door: Door, key: str, auditor: str
    ) -> None:
        for _ in range(3):
            door.get(f"/v1/accounts/{ACCOUNT}", key)
        house.clock.advance(timedelta(minutes=1))
        since, until = "2026-03-02T00:00:00Z", f"{house.clock.now():%Y-%m-%dT%H:%M:%SZ}"
        path = f"/v1/audit?practice_id={PRACTICE}&limit=2&from={since}&to={until}"
        first = door.get(path, auditor)
        assert len(first.json_body["entries"]) == 2
        for _ in range(5):
            door.get(f"/v1/accounts/{ACCOUNT}", key)
        again = door.get(path, auditor, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.body) == (304, b"")
        assert len(self.search(door, auditor, from_=since, to=until)) == 3

    def test_an_auditor_finds_who_has_seen_one_thing(
        self, house: House, door: Door, key: str, auditor: str
    ) -> None:
        batch_id = house.hand_in(a_claim_file()).batch.batch_id
        for path in (f"/v1/batches/{batch_id}", f"/v1/batches/{batch_id}/claims"):
            door.get(path, key)
            house.clock.advance(timedelta(seconds=1))
        door.get(f"/v1/accounts/{ACCOUNT}", key)
        house.clock.advance(timedelta(seconds=1))
        period = {"from_": "2026-03-01T00:00:00Z", "to": f"{house.clock.now():%Y-%m-%dT%H:%M:%SZ}"}
        key_id = house.audit_log.entries[0].principal_id
        found = self.search(door, auditor, **period, subject=batch_id, principal=key_id)
        assert [each["did"] for each in found] == [
            "GET /v1/batches/{batch_id}/claims",
            "GET /v1/batches/{batch_id}",
        ]
        assert found == self.search(door, auditor, **period, subject=batch_id)
        assert self.search(door, auditor, **period, subject="clm_none") == []

    @pytest.mark.parametrize(
        ("since", "until"),
        [
            ("2026-03-31T18:00:00-08:00", "2026-03-31T20:00:00-08:00"),
            ("2026-04-01T05:00:00%2B10:00", "2026-04-01T07:00:00%2B10:00"),
        ],
    )
    def test_a_period_is_the_same_whatever_clock_it_is_written_by(
        self, house: House, door: Door, key: str, since: str, until: str
    ) -> None:
        """A month begins in Sydney before it begins in UTC, and in Seattle after."""
        begin = datetime.fromisoformat(since.replace("%2B", "+"))
        house.clock.advance(begin + timedelta(minutes=30) - house.clock.now())
        door.get(f"/v1/accounts/{ACCOUNT}", key)
        auditor = house.log_in(a_user("auditor", role=Role.AUDITOR))
        found = self.search(door, auditor, from_=since, to=until)
        assert [each["did"] for each in found][-1:] == ["GET /v1/accounts/{account_id}"]

    def test_what_is_no_period_or_cursor_is_a_bad_request(self, door: Door, auditor: str) -> None:
        good = "from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z"
        for query in (
            "",
            "from=yesterday&to=today",
            "from=2026-03-01&to=2026-03-02",
            "from=1772438400&to=1775116800",
            "from=0001-01-01T00:00:00%2B14:00&to=2026-03-31T00:00:00Z",
            "from=2026-03-31T00:00:00Z&to=2026-03-01T00:00:00Z",
            f"{good}&cursor=x",
            f"{good}&cursor=2026-03~x",
            f"{good}&cursor=2025-01~",
            f"{good}&cursor=~",
        ):
            response = door.get(f"/v1/audit?practice_id={PRACTICE}&{query}", auditor)
            assert is_problem(response, 400, "bad-request")

    def test_the_log_of_another_practice_is_not_found(self, door: Door, auditor: str) -> None:
        period = "from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z"
        response = door.get(f"/v1/audit?practice_id={OTHER}&{period}", auditor)
        assert is_problem(response, 404, "not-found")
