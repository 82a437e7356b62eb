"""Requests that nobody should send: each is answered by a problem that says what to do."""

import base64
import json
from collections.abc import Mapping

import pytest
from chalice.test import HTTPResponse

from chalicelib.entry.http.all_routes import ROUTES
from chalicelib.entry.http.route import Route
from tests.builders import ACCOUNT, PRACTICE
from tests.functional.courier import House, a_claim_file
from tests.functional.test_http_api import Api, api, body, client, is_problem

__all__ = ["api", "client"]

RESUME = f"/v1/accounts/{ACCOUNT}/resume"
READS = [route for route in ROUTES if route.method == "GET" and route.needs_key]


def send(
    api: Api,
    method: str,
    path: str,
    content: bytes = b"",
    headers: Mapping[str, str] = {"Content-Type": "application/json"},
) -> HTTPResponse:
    key = {"Authorization": f"Bearer {api.key}"}
    return api.client.http.request(method, path, headers={**key, **headers}, body=content)


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


def path_with(route_path: str, value: str) -> str:
    return "/".join(value if part.startswith("{") else part for part in route_path.split("/"))


@pytest.mark.parametrize("value", ["x" * 101, "x" * 3000, "a%00b", "%22", "a b", "é", "*"])
@pytest.mark.parametrize("route", [each for each in READS if each.path_names], ids=lambda r: r.path)
def test_what_can_be_no_id_of_ours_is_not_found(api: Api, route: Route, value: str) -> None:
    path = path_with(route.path, value)
    assert is_problem(send(api, "GET", path), 404, "not-found")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/claims/JANE.DOE",
        "/v1/accounts/JANE.DOE",
        "/v1/worklist?account_id=JANE.DOE",
        "/v1/batches?practice_id=JANE.DOE",
        "/problems/JANE.DOE",
    ],
)
def test_what_is_asked_for_in_vain_is_not_repeated(api: Api, path: str) -> None:
    """It may be a name, and what is answered may be logged by whoever asks."""
    response = send(api, "GET", path)
    assert is_problem(response, 404, "not-found")
    assert "DOE" not in response.body.decode()


@pytest.mark.parametrize("path", ["/v1/responses", "/v1/worklist", "/v1/statements"])
def test_the_same_holds_for_ids_in_the_query(api: Api, path: str) -> None:
    for value in ("x" * 3000, "%00", "%ED%A0%80"):
        response = send(api, "GET", f"{path}?account_id={value}")
        assert is_problem(response, 404, "not-found")


@pytest.mark.parametrize(
    "position", ["-250", "0", "1e3", " 1", "+1", "1_0", "9" * 5000, "9" * 12, "\N{SUPERSCRIPT TWO}"]
)
def test_a_position_that_no_claim_has_is_no_cursor(house: House, api: Api, position: str) -> None:
    batch = house.hand_in(a_claim_file()).batch
    path = f"/v1/batches/{batch.batch_id}/claims?cursor={cursor(position)}"
    assert is_problem(send(api, "GET", path), 400, "bad-request")


def test_a_parameter_without_a_value_is_not_passed_over(api: Api) -> None:
    diagnosis = send(api, "POST", f"/v1/accounts/{ACCOUNT}/diagnosis?batch_id=")
    assert is_problem(diagnosis, 404, "not-found")
    listed = send(api, "GET", f"/v1/batches?practice_id={PRACTICE}&limit=")
    assert is_problem(listed, 400, "bad-request")


def test_a_cursor_longer_than_ours_is_refused_before_it_is_read(api: Api) -> None:
    nested = cursor("[" * 100_000)
    path = f"/v1/batches?practice_id={PRACTICE}&cursor={nested}"
    assert is_problem(send(api, "GET", path), 400, "bad-request")


def test_a_number_longer_than_any_claim_has_is_refused(api: Api) -> None:
    path = f"/v1/claims?patient_control_number={'9' * 39}"
    assert is_problem(send(api, "GET", path), 400, "bad-request")


def test_an_unknown_query_parameter_is_no_filter_that_is_passed_over(api: Api) -> None:
    response = send(api, "GET", f"/v1/batches?practice_id={PRACTICE}&statsu=DOE")
    assert is_problem(response, 400, "bad-request")
    assert "limit" in body(response)["detail"]
    assert "DOE" not in response.body.decode()


@pytest.mark.parametrize("twice", ["limit=1&limit=2", "limit=7&limit=7", "status=sent&status=x"])
def test_a_parameter_named_twice_is_not_half_passed_over(api: Api, twice: str) -> None:
    response = send(api, "GET", f"/v1/batches?practice_id={PRACTICE}&{twice}")
    assert is_problem(response, 400, "bad-request")
    assert "more than once" in body(response)["detail"]


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ("{}", "/reason"),
        ('{"reason": 7}', "/reason"),
        ('{"reason": "   "}', "/reason"),
        (json.dumps({"reason": "x" * 501}), "/reason"),
        ('{"reason": "why", "JANE": "DOE"}', ""),
        ("[]", ""),
        ("", ""),
        ("{", ""),
        ("[" * 5000, ""),
        ('{"reason": ' + "[" * 5000, ""),
        ("1" * 5000, ""),
    ],
)
def test_a_body_that_is_not_as_described_is_told_by_its_place(
    api: Api, sent: str, pointer: str
) -> None:
    response = send(api, "POST", RESUME, sent.encode())
    assert is_problem(response, 400, "bad-request")
    (error,) = body(response)["errors"]
    assert error["pointer"] == pointer
    assert error["message"]
    assert "JANE" not in response.body.decode()


RESEND = "/v1/webhooks/whk_1/resend"
DECIDE = "/v1/worklist/itm_1/resolution"


@pytest.mark.parametrize(
    ("path", "sent", "pointers"),
    [
        (RESEND, {}, ["/after", "/count"]),
        (RESEND, {"after": -1, "count": 0}, ["/after", "/count"]),
        (RESEND, {"after": 0}, ["/count"]),
        (RESEND, {"event_id": "a b"}, ["/event_id"]),
        (RESEND, {"event_id": 7}, ["/event_id"]),
        (RESEND, {"event_id": "evt_1", "JANE": "DOE"}, [""]),
        (RESEND, [], [""]),
        (DECIDE, {"action": "tie"}, ["/claim_id"]),
        (DECIDE, {"action": "tie", "claim_id": "a b"}, ["/claim_id"]),
        (DECIDE, {"action": "dismiss", "reason": ""}, ["/reason"]),
        (DECIDE, {"action": "dismiss", "reason": "x", "JANE": "DOE"}, [""]),
        (DECIDE, {"action": "JANE"}, [""]),
        (DECIDE, {}, [""]),
        (DECIDE, [], [""]),
    ],
)
def test_a_body_that_is_one_of_several_is_told_by_its_own_places(
    api: Api, path: str, sent: object, pointers: list[str]
) -> None:
    response = send(api, "POST", path, json.dumps(sent).encode())
    assert is_problem(response, 400, "bad-request")
    assert [error["pointer"] for error in body(response)["errors"]] == pointers
    assert "JANE" not in response.body.decode()


def test_a_method_that_a_path_lacks_is_told_with_those_that_it_has(api: Api) -> None:
    response = send(api, "DELETE", "/v1/batches/bat_1")
    assert is_problem(response, 405, "no-such-method")
    assert response.headers["Allow"] == "GET"


@pytest.mark.parametrize("kind", ["text/xml", "application/edi-x12", "multipart/form-data; x"])
def test_a_content_type_that_is_not_taken_is_told(api: Api, kind: str) -> None:
    response = send(api, "POST", RESUME, b'{"reason": "x"}', {"Content-Type": kind})
    assert is_problem(response, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "Application/JSON; a=b"}]
)
def test_a_file_that_was_damaged_as_text_on_its_way_is_not_taken_in(
    house: House, api: Api, headers: dict[str, str]
) -> None:
    damaged = a_claim_file().replace(b"MAIN", b"M\xe9IN").decode(errors="replace").encode()
    path = f"/v1/batches?practice_id={PRACTICE}&account_id={ACCOUNT}"
    damaged = damaged + "\N{REPLACEMENT CHARACTER}".encode()
    response = send(api, "POST", path, damaged, headers)
    assert is_problem(response, 415, "unsupported-media-type")
    assert "application/edi-x12" in body(response)["detail"]
    assert house.batches.unplanned() == ()


def test_every_answer_is_safe_in_a_browser(api: Api) -> None:
    answers = [
        send(api, "GET", f"/v1/batches?practice_id={PRACTICE}"),
        send(api, "GET", "/v1/batches"),
        send(api, "DELETE", "/v1/batches"),
        api.client.http.get("/v1/batches"),
        api.client.http.get("/docs"),
    ]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        assert answer.headers["X-Request-Id"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_nothing_of_a_request_gets_into_a_header(api: Api) -> None:
    injected = "x%0d%0aSet-Cookie:%20a=b"
    for path in (f"/v1/batches/{injected}", f"/v1/batches?practice_id={injected}"):
        response = send(api, "GET", path, headers={"X-Request-Id": "x\r\nSet-Cookie: a=b"})
        assert is_problem(response, 404, "not-found")
        assert "Set-Cookie" not in str(response.headers)


def test_a_problem_names_its_page(api: Api) -> None:
    told = body(send(api, "GET", "/v1/batches/bat_none"))
    assert told["doc_url"].endswith("/problems/not-found")
    assert api.client.http.get("/problems/not-found").status_code == 200
    assert told["retryable"] is False
