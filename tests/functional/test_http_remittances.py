"""Remittances and the ERA archive as a client sees them, over fakes."""

import hashlib

import pytest
from chalice.test import HTTPResponse

from chalicelib.services.era import build_export
from tests.builders import ACCOUNT, REACH
from tests.functional.courier import House
from tests.functional.era import (
    OWN_TEXT,
    a_payment_set,
    an_835,
    apply_all,
    era_name,
    text_name,
    zip_of_files,
)
from tests.functional.test_http_api import Api, api, body, client, is_problem
from tests.unit.interpret.x12_answers import remittance

__all__ = ["api", "client"]

PATH = "/v1/remittances"
OF_ACCOUNT = f"account_id={ACCOUNT}"


def hand_in(
    api: Api, content: bytes, name: str = "", kind: str = "application/zip", of: str = OF_ACCOUNT
) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {api.key}", "Content-Type": kind}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return api.client.http.post(f"{PATH}/files?{of}", headers=headers, body=content)


def an_835_paid_on(day: int) -> bytes:
    told = a_payment_set(f"DAY{day:02d}")
    return remittance(tuple(each.replace("20260320", f"202603{day:02d}") for each in told))


def listed(api: Api, query: str) -> list[str]:
    found = body(api.get(f"{PATH}?{OF_ACCOUNT}&{query}"))
    return [each["trace_number"] for each in found["remittances"]]


@pytest.fixture
def filled(house: House, api: Api) -> House:
    """Payments of 10, 11 and 12 March in a ZIP of 835s, the first with the clearinghouse's text."""
    files = [(era_name(day), an_835_paid_on(day)) for day in (10, 11, 12)]
    hand_in(api, zip_of_files(*files, (text_name(10), OWN_TEXT)))
    apply_all(house)
    return house


def test_a_file_is_taken_in_and_lies_at_its_location(house: House, api: Api) -> None:
    taken = hand_in(api, an_835("T1"), era_name(1), "application/edi-x12")
    assert taken.status_code == 202
    assert body(api.get(taken.headers["Location"])) == body(taken)
    assert (body(taken)["name"], body(taken)["origin"]) == (era_name(1), "uploaded")
    apply_all(house)
    assert body(api.get(taken.headers["Location"]))["state"] == "applied"
    again = hand_in(api, an_835("T1"), "other.835", "application/edi-x12")
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert body(again)["response_id"] == body(taken)["response_id"]


def test_a_file_is_taken_in_for_accounts_of_the_key_only(house: House, api: Api) -> None:
    assert is_problem(hand_in(api, b"x", of="account_id=acc_none"), 404, "not-found")
    assert is_problem(hand_in(api, b"x" * 4_500_001), 413, "body-too-large")
    assert house.archive.objects.by_key == {}


@pytest.mark.parametrize(
    ("query", "traces"),
    [
        ("", ["DAY12", "DAY11", "DAY10"]),
        ("from=2026-03-11", ["DAY12", "DAY11"]),
        ("to=2026-03-11", ["DAY11", "DAY10"]),
        ("from=2026-03-11&to=2026-03-11", ["DAY11"]),
        ("payer=testcare", ["DAY12", "DAY11", "DAY10"]),
        ("payer=TC456&from=2026-03-12", ["DAY12"]),
        ("payer=another", []),
    ],
)
def test_payments_are_listed_by_day_and_payer(
    filled: House, api: Api, query: str, traces: list[str]
) -> None:
    assert listed(api, query) == traces


def test_payments_are_listed_in_pages(filled: House, api: Api) -> None:
    first = body(api.get(f"{PATH}?{OF_ACCOUNT}&limit=2"))
    rest = body(api.get(f"{PATH}?{OF_ACCOUNT}&cursor={first['next_cursor']}"))
    both = first["remittances"] + rest["remittances"]
    assert [each["trace_number"] for each in both] == ["DAY12", "DAY11", "DAY10"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-02-30", "cursor=x", "limit=0"])
def test_what_is_no_day_or_cursor_is_refused(api: Api, query: str) -> None:
    assert is_problem(api.get(f"{PATH}?{OF_ACCOUNT}&{query}"), 400, "bad-request")


def test_a_payment_tells_where_both_forms_lie(filled: House, api: Api) -> None:
    for each in body(api.get(f"{PATH}?{OF_ACCOUNT}"))["remittances"]:
        told = body(api.get(f"{PATH}/{each['remittance_id']}"))
        is_own = each["trace_number"] == "DAY10"
        assert told["text_is_own"] is is_own
        assert told["text_key"].endswith(".txt")
        raw, text = (filled.archive.read(told[key]) for key in ("raw_key", "text_key"))
        assert told["raw_sha256"] == hashlib.sha256(raw).hexdigest()
        assert told["text_sha256"] == hashlib.sha256(text).hexdigest()
        assert told["balanced"]


@pytest.mark.parametrize(
    ("form", "ending"), [("", "20260320.835"), ("form=835", ".835"), ("form=txt", ".txt")]
)
def test_the_archived_file_is_downloaded_from_where_it_lies(
    filled: House, api: Api, form: str, ending: str
) -> None:
    *_, first = body(api.get(f"{PATH}?{OF_ACCOUNT}"))["remittances"]
    answer = api.get(f"{PATH}/{first['remittance_id']}/content?{form}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == body(answer)["url"]
    assert body(answer)["url"].partition("?")[0].endswith(ending)


def test_what_only_points_elsewhere_is_told_to_whoever_knows_it(filled: House, api: Api) -> None:
    """The address is good for minutes; "nothing has changed" would name none (RFC 9110, 13.2.1)."""
    *_, first = body(api.get(f"{PATH}?{OF_ACCOUNT}"))["remittances"]
    path = f"{PATH}/{first['remittance_id']}/content"
    headers = {"Authorization": f"Bearer {api.key}", "If-None-Match": "*"}
    answer = api.client.http.get(path, headers=headers)
    assert answer.status_code == 303
    assert "ETag" not in answer.headers


def test_there_are_two_forms_only(filled: House, api: Api) -> None:
    first, *_ = body(api.get(f"{PATH}?{OF_ACCOUNT}"))["remittances"]
    content = f"{PATH}/{first['remittance_id']}/content"
    for form in ("pdf", "made.txt", ""):
        assert is_problem(api.get(f"{content}?form={form}"), 400, "bad-request")
    assert is_problem(api.get(f"{PATH}/rem_none/content"), 404, "not-found")


def test_a_month_is_asked_for_built_and_shown(filled: House, api: Api) -> None:
    asked = api.client.http.post(
        f"{PATH}/exports?{OF_ACCOUNT}&month=2026-03",
        headers={"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"},
    )
    assert asked.status_code == 202
    assert body(api.get(asked.headers["Location"]))["url"] is None
    filled.courier.keep_era_archive()
    built = body(api.get(asked.headers["Location"]))
    assert (built["state"], built["manifest"]) == ("built", 1)
    (kept,) = filled.downloads.kept.values()
    assert built["sha256"] == hashlib.sha256(kept).hexdigest()
    (month,) = body(api.get(f"{PATH}/months?{OF_ACCOUNT}"))["months"]
    assert month == {
        "month": "2026-03",
        "manifest": 1,
        "manifest_sha256": built["manifest_sha256"],
        "complete": True,
    }


def test_why_a_month_could_not_be_built_is_shown(
    filled: House, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_export, "MOST_BYTES", 1)
    asked = filled.courier.request_export(ACCOUNT, "2026-03", REACH)
    filled.courier.keep_era_archive()
    shown = body(api.get(f"{PATH}/exports/{asked.export_id}"))
    assert (shown["state"], shown["reason"], shown["url"]) == ("failed", "too_large", None)


@pytest.mark.parametrize("month", ["2026-13", "2026-3", "1999-12", "march"])
def test_what_is_no_month_is_refused(filled: House, api: Api, month: str) -> None:
    asked = api.client.http.post(
        f"{PATH}/exports?{OF_ACCOUNT}&month={month}",
        headers={"Authorization": f"Bearer {api.key}", "Content-Type": "application/json"},
    )
    assert is_problem(asked, 400, "bad-request")


def test_names_that_people_chose_are_told_nowhere(
    house: House, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    hand_in(api, zip_of_files(("DOE JANE.835", an_835("T1"))), "DOE JANE.zip")
    apply_all(house)
    told = api.get(f"/v1/responses?{OF_ACCOUNT}").body + api.get(f"{PATH}?{OF_ACCOUNT}").body
    assert b"DOE" not in told
    assert "DOE" not in caplog.text
