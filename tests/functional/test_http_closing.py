"""Completeness, drills and the closing of an account as a client sees them, over fakes."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.domain.account import AccountState
from chalicelib.domain.closing.items import Item
from chalicelib.domain.identifiers import PracticeId
from chalicelib.entry.http.file_body import LARGEST_BODY
from tests.builders import ACCOUNT, PRACTICE
from tests.functional.closable import (
    CSV,
    QUIET_DAYS,
    a_closable_house,
    a_payer_is_silent,
    open_claims,
)
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

ACCOUNT_PATH = f"/v1/accounts/{ACCOUNT}"
CLOSURE = f"{ACCOUNT_PATH}/closure"
SIGNATURE = {"item": "sixty_day_closeout", "name": "Pat Sample", "statement": "They are over."}
ENROLMENT = {"clearinghouse": "Other", "effective_on": "2026-03-01", "name": "Pat Sample"}
BEGIN = {"since": "2026-03-02", "quiet_days": QUIET_DAYS}


@pytest.fixture
def house() -> House:
    return a_closable_house()


def post(api: Api, path: str, asked: object = None) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"}
    content = b"" if asked is None else json.dumps(asked).encode()
    return api.client.http.post(path, headers=headers, body=content)


def upload(api: Api, kind: str, content: bytes, type_: str = "application/zip") -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": type_}
    path = f"{CLOSURE}/exports?kind={kind}"
    return api.client.http.post(path, headers=headers, body=content)


def errors(response: HTTPResponse) -> dict[str, str]:
    found: list[dict[str, Any]] = body(response)["errors"]
    return {each["pointer"]: each["message"] for each in found}


def test_the_checklist_tells_of_every_item_what_it_means_and_who_answers_for_it(api: Api) -> None:
    shown = body(api.get(CLOSURE))
    assert [item["item"] for item in shown["items"]] == [item.value for item in Item]
    assert all(item["means"] and item["do"] and item["words"] for item in shown["items"])
    assert {item["by"] for item in shown["items"]} == {"machine", "person", "either"}
    assert (shown["account_state"], shown["state"], shown["blockers"]) == ("open", "begun", [])


def test_a_closing_that_is_blocked_names_every_blocker(house: House, api: Api) -> None:
    house.closures.signatures.by_key.clear()
    house.secrets.store(ACCOUNT, "right")
    refused = post(api, f"{CLOSURE}/certificate")
    assert is_problem(refused, 409, "closure-blocked")
    names = {"appeals_reviewed", "sixty_day_closeout", "credentials_revoked"}
    assert errors(refused).keys() == {f"/items/{name}" for name in names}
    assert "Have the login disabled" in errors(refused)["/items/credentials_revoked"]
    assert set(body(api.get(CLOSURE))["blockers"]) == names
    assert is_problem(api.get(f"{CLOSURE}/certificate"), 404, "not-found")


def test_a_certificate_can_be_read_and_printed(api: Api) -> None:
    closed = body(post(api, f"{CLOSURE}/certificate"))
    assert (closed["account_state"], closed["state"]) == ("closed", "closed")
    assert post(api, f"{CLOSURE}/certificate").status_code == 200
    certificate = body(api.get(f"{CLOSURE}/certificate"))
    assert certificate["sha256"] == closed["certificate_sha256"]
    page = api.get(f"{CLOSURE}/certificate/page")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    text = page.body.decode()
    assert certificate["sha256"] in text
    assert not re.findall(r'(?:src|href)="', text)
    for path, asked in (("signatures", SIGNATURE), ("documents", None)):
        assert is_problem(post(api, f"{CLOSURE}/{path}", asked), 409, "account-closed")


def test_a_page_shows_markup_in_what_people_wrote_as_text(house: House, api: Api) -> None:
    house.closures.signatures.by_key.clear()
    wrote = {"name": "<script>x</script>", "statement": "<b>"}
    for item in ("sixty_day_closeout", "appeals_reviewed"):
        assert post(api, f"{CLOSURE}/signatures", {"item": item, **wrote}).status_code == 200
    assert post(api, f"{CLOSURE}/certificate").status_code == 200
    text = api.get(f"{CLOSURE}/certificate/page").body.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_second_beginning_with_other_choices_is_a_conflict(api: Api) -> None:
    assert post(api, CLOSURE, BEGIN).status_code == 200
    assert is_problem(post(api, CLOSURE, {**BEGIN, "quiet_days": 31}), 409, "closure-begun")
    assert is_problem(post(api, CLOSURE, {**BEGIN, "since": "2026-03-01"}), 409, "closure-begun")


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", {}),
        ("", {"since": "2026-02-30"}),
        ("", {"since": "2026-03-02", "quiet_days": 0}),
        ("", {"since": "2062-01-01"}),
        ("/signatures", {**SIGNATURE, "item": "nonsense"}),
        ("/signatures", {**SIGNATURE, "name": " "}),
        ("/signatures", {**SIGNATURE, "more": "x"}),
        ("/handovers", {"claims": []}),
        ("/handovers", {"claims": [{"claim_id": "x y", "owner": "K", "next_action": "N"}]}),
        ("/enrolments", {**ENROLMENT, "payer_id": ""}),
        ("/enrolments", {**ENROLMENT, "payer_id": "a\tb"}),
        ("/enrolments", {**ENROLMENT, "payer_id": "x" * 81}),
        ("/exports?kind=nonsense", None),
        ("/exports", None),
    ],
)
def test_what_is_not_understood_is_a_bad_request(api: Api, path: str, asked: object) -> None:
    if asked is None:
        headers = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/zip"}
        response = api.client.http.post(CLOSURE + path, headers=headers, body=b"x")
    else:
        response = post(api, CLOSURE + path, asked)
    assert is_problem(response, 400, "bad-request")


@pytest.mark.parametrize("payer_id", ["62_308", "A&B/C", " 62308", "*#'", "x" * 80])
def test_a_payer_is_enrolled_as_files_name_it(house: House, api: Api, payer_id: str) -> None:
    claim = next(claim for claim in house.claims.rows.all() if claim.payer_id)
    house.claims.rows.by_key[claim.claim_id] = replace(claim, payer_id=payer_id)
    assert body(api.get(CLOSURE))["blockers"] == ["enrolments_elsewhere"]
    enrolled = post(api, f"{CLOSURE}/enrolments", {**ENROLMENT, "payer_id": payer_id})
    assert body(enrolled)["payer_id"] == payer_id
    assert body(api.get(CLOSURE))["blockers"] == []


def test_what_the_machine_checks_is_not_signed_and_nothing_twice(api: Api) -> None:
    machine = {**SIGNATURE, "item": "claims_settled"}
    assert is_problem(post(api, f"{CLOSURE}/signatures", machine), 422, "not-signable")
    assert is_problem(post(api, f"{CLOSURE}/signatures", SIGNATURE), 409, "signed-already")


def test_an_export_is_counted_and_one_of_the_wrong_kind_is_refused(api: Api) -> None:
    counted = body(upload(api, "appointments", CSV + b"X,1\r\n"))
    assert (counted["rows"], counted["size"]) == (3, len(CSV) + 5)
    assert is_problem(upload(api, "appointments", b"PK\x03\x04\x00"), 422, "unusable-export")
    assert upload(api, "charts", b"PK\x03\x04\x00").status_code == 200
    assert is_problem(upload(api, "charts", b""), 422, "unusable-export")
    too_much = b"x" * (LARGEST_BODY + 1)
    assert is_problem(upload(api, "charts", too_much), 413, "body-too-large")
    wrong = upload(api, "charts", b"x", "image/png")
    assert is_problem(wrong, 415, "unsupported-media-type")


def test_claims_are_handed_over_and_the_document_tells_of_them(house: House, api: Api) -> None:
    (claim,) = open_claims(house)
    handing = {"claim_id": claim, "owner": "=HYPERLINK()", "next_action": "Call."}
    handed = post(api, f"{CLOSURE}/handovers", {"claims": [handing]})
    assert body(handed)["handovers"][0]["status"] == "accepted_by_clearinghouse"
    assert "open_claims_document" in body(api.get(CLOSURE))["blockers"]
    written = body(post(api, f"{CLOSURE}/documents"))["documents"]
    assert [(each["kind"], each["claims"]) for each in written] == [
        ("open_claim", 1),
        ("appeal", 0),
    ]
    assert body(api.get(CLOSURE))["blockers"] == []
    document = api.get(f"{CLOSURE}/documents/open_claim")
    assert document.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ",'=HYPERLINK()," in document.body.decode()
    assert is_problem(api.get(f"{CLOSURE}/documents/other"), 404, "not-found")
    unknown = {**handing, "claim_id": "clm_none_00001"}
    refused = post(api, f"{CLOSURE}/handovers", {"claims": [unknown]})
    assert is_problem(refused, 404, "not-found")


def test_completeness_is_told_as_json_as_a_table_and_as_a_page(house: House, api: Api) -> None:
    a_payer_is_silent(house)
    path = f"{ACCOUNT_PATH}/era_completeness"
    shown = body(api.get(path))
    (gap,) = (gap for month in shown["months"] for gap in month["gaps"])
    assert (shown["unexplained_gaps"], gap["kind"], gap["explained"]) == (1, "silence", False)
    table = api.get(f"{path}/table")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(table.body.decode().splitlines()) == len(shown["months"]) + 1
    page = api.get(f"{path}/page")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert f"no payment from {gap['since']}" in page.body.decode()
    said = {"gap_id": gap["gap_id"], "reason": "They <moved>."}
    explained = body(post(api, f"{path}/explanations", said))
    assert (explained["explained"], explained["explanation"]["reason"]) == (True, "They <moved>.")
    assert "They &lt;moved&gt;." in api.get(f"{path}/page").body.decode()
    for answer in (table, page):
        assert b"PAY00001" not in answer.body


def test_a_range_of_months_is_asked_for_by_its_days(api: Api) -> None:
    path = f"{ACCOUNT_PATH}/era_completeness"
    assert body(api.get(f"{path}?from=2030-01-01"))["months"] == []
    assert body(api.get(f"{path}?from=2026-01-01&to=2026-12-31"))["months"]
    for wrong in ("from=x", "to=2026-02-30", "from=20260101", "since=2026-01-01"):
        assert is_problem(api.get(f"{path}?{wrong}"), 400, "bad-request")
    none = {"gap_id": "gap_none", "reason": "So it is."}
    assert is_problem(post(api, f"{path}/explanations", none), 404, "not-found")


def test_a_drill_lies_at_its_location_and_ends(house: House, api: Api) -> None:
    house.clock.advance(timedelta(minutes=1))
    asked = post(api, f"{ACCOUNT_PATH}/drills")
    assert asked.status_code == 202
    assert body(api.get(asked.headers["Location"]))["passed"] is None
    house.courier.drive_drills()
    assert body(api.get(asked.headers["Location"]))["passed"] is True
    first = body(api.get(f"{ACCOUNT_PATH}/drills?limit=1"))
    rest = body(api.get(f"{ACCOUNT_PATH}/drills?cursor={first['next_cursor']}"))
    assert len(rest["drills"]) == 2
    assert is_problem(api.get(f"{ACCOUNT_PATH}/drills?cursor=x"), 400, "bad-request")
    assert is_problem(api.get(f"{ACCOUNT_PATH}/drills/drl_none"), 404, "not-found")


def test_a_file_at_the_moment_of_closing_is_asked_to_come_again(house: House, api: Api) -> None:
    account = house.accounts.get(ACCOUNT)
    house.accounts.change_state(account, AccountState.CLOSING)
    refused = api.post(a_claim_file("PAY00009", control_number=9), PRACTICE)
    assert is_problem(refused, 409, "account-closing")
    assert body(refused)["retryable"] is True


PATHS = [
    ("GET", CLOSURE, None),
    ("POST", CLOSURE, BEGIN),
    ("POST", f"{CLOSURE}/signatures", SIGNATURE),
    ("POST", f"{CLOSURE}/documents", None),
    ("POST", f"{CLOSURE}/certificate", None),
    ("GET", f"{CLOSURE}/certificate", None),
    ("GET", f"{CLOSURE}/certificate/page", None),
    ("GET", f"{CLOSURE}/documents/appeal", None),
    ("GET", f"{ACCOUNT_PATH}/era_completeness", None),
    ("GET", f"{ACCOUNT_PATH}/era_completeness/table", None),
    ("GET", f"{ACCOUNT_PATH}/era_completeness/page", None),
    ("POST", f"{ACCOUNT_PATH}/drills", None),
    ("GET", f"{ACCOUNT_PATH}/drills", None),
]


@pytest.mark.parametrize(("method", "path", "asked"), PATHS)
def test_what_is_of_others_or_unknown_is_not_found(
    house: House, api: Api, method: str, path: str, asked: object
) -> None:
    stranger = Api(api.client, house.courier.onboard.api_key((PracticeId("prc_other"),)))
    for who, where in ((stranger, path), (api, path.replace(ACCOUNT, "acc_none"))):
        answer = who.get(where) if method == "GET" else post(who, where, asked)
        assert is_problem(answer, 404, "not-found")
