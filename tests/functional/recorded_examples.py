"""The examples of the API's description; run as a module it writes them.

A small story over fakes, asked about through the app itself; so every example was really answered.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from chalice.test import Client, HTTPResponse

import app
from chalicelib import wiring
from chalicelib.domain.access.role import Role
from chalicelib.domain.host_key import fingerprint
from chalicelib.domain.identifiers import UploadId, WebhookId, sha256_of
from chalicelib.domain.transmission import TransmissionState
from chalicelib.entry.http.openapi.examples import EXAMPLES
from tests.builders import ACCOUNT, PRACTICE, a_user, an_audit_entry
from tests.fakes.mailboxes import OTHER_KEY
from tests.functional.closable import (
    CSV,
    QUIET_DAYS,
    a_closable_house,
    a_payer_is_silent,
    open_claims,
)
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file
from tests.functional.era import an_835
from tests.unit.interpret.x12_answers import payment_set, remittance

Examples = dict[str, dict[str, object]]
ACCOUNT_PATH = f"/v1/accounts/{ACCOUNT}"
CLOSURE_ROUTE = "/v1/accounts/{account_id}/closure"


@dataclass(slots=True)
class Recorder:
    """Asks, and writes down under the route what was asked and answered."""

    client: Client
    key: str
    examples: Examples = field(default_factory=dict)

    def get(self, route: str, path: str) -> dict[str, Any]:
        response = self.client.http.get(path, headers=self._headers())
        return self._kept(f"GET {route}", {"path": path}, response)

    def post(self, route: str, path: str, body: object = None) -> dict[str, Any]:
        kind = "application/edi-x12" if isinstance(body, str) else "application/json"
        content = b"" if body is None else _sent(body)
        response = self.client.http.post(
            path, headers={**self._headers(), "Content-Type": kind}, body=content
        )
        asked: dict[str, object] = {"path": path} if body is None else {"path": path, "asked": body}
        return self._kept(f"POST {route}", asked, response)

    def take(self, route: str, path: str) -> None:
        """What is no JSON: only its place is an example."""
        accept = {"Accept": "application/octet-stream"}
        response = self.client.http.get(path, headers={**self._headers(), **accept})
        assert response.status_code == 200, (route, response.body)
        self.examples[f"GET {route}"] = {"path": path}

    def delete(self, route: str, path: str) -> dict[str, Any]:
        response = self.client.http.delete(path, headers=self._headers())
        return self._kept(f"DELETE {route}", {"path": path}, response)

    def post_file(self, route: str, path: str, content: bytes) -> dict[str, Any]:
        headers = {**self._headers(), "Content-Type": "application/octet-stream"}
        response = self.client.http.post(path, headers=headers, body=content)
        asked: dict[str, object] = {"path": path, "asked": content.decode()}
        return self._kept(f"POST {route}", asked, response)

    def json_headers(self) -> dict[str, str]:
        return {**self._headers(), "Content-Type": "application/json"}

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def _kept(self, route: str, asked: dict[str, object], response: HTTPResponse) -> dict[str, Any]:
        assert response.status_code < 400, (route, response.body)
        given: dict[str, Any] = json.loads(response.body)
        place = response.headers.get("Location")
        self.examples[route] = {**asked, "given": given} | ({"place": place} if place else {})
        return given


def _sent(body: object) -> bytes:
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def recorded() -> Examples:
    return live_through(House()) | close_down(a_closable_house(House()))


def live_through(house: House) -> Examples:
    """The story, in this house."""
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        recorder = Recorder(client, house.courier.onboard.api_key((PRACTICE,)))
        _a_batch_is_paid(house, recorder)
        _an_answer_is_tied_by_a_person(house, recorder)
        _a_month_is_exported(house, recorder)
        _a_doubtful_file_is_decided(house, recorder)
        _a_connection_is_mended(house, recorder)
        _a_statement_is_drawn(house, recorder)
        _keys_and_people_come_and_go(house, recorder)
        _an_auditor_searches(house, recorder)
        _somebody_breaks_the_glass(house, client, recorder)
        _claims_are_sent_again(house, recorder)
        _a_large_file_is_uploaded(house, recorder)
        _what_happened_is_told(house, recorder)
    return recorder.examples


def close_down(house: House) -> Examples:
    """An account is closed, in a house that has had its sixty quiet days."""
    a_payer_is_silent(house)
    wiring.use(house.courier)
    with Client(app.app, stage_name="live") as client:
        recorder = Recorder(client, house.courier.onboard.api_key((PRACTICE,)))
        _the_archive_is_looked_through(house, recorder)
        _what_only_people_know_is_put_on_record(house, recorder)
        route, path = CLOSURE_ROUTE, f"{ACCOUNT_PATH}/closure"
        recorder.get(route, path)
        recorder.post(f"{route}/certificate", f"{path}/certificate")
        recorder.get(f"{route}/certificate", f"{path}/certificate")
        recorder.take(f"{route}/certificate/page", f"{path}/certificate/page")
        recorder.take(f"{route}/documents/{{kind}}", f"{path}/documents/open_claim")
        for form in ("table", "page"):
            route = f"/v1/accounts/{{account_id}}/era_completeness/{form}"
            recorder.take(route, f"{ACCOUNT_PATH}/era_completeness/{form}")
    return recorder.examples


def _a_batch_is_paid(house: House, recorder: Recorder) -> None:
    query = f"practice_id={PRACTICE}&account_id={ACCOUNT}"
    path, content = f"/v1/batches?{query}", a_claim_file("PAY00001", "REJ00002").decode()
    batch = recorder.post("/v1/batches", path, content)
    house.visit()
    for answer in _unpacked(answers_to(house.server.inbound)):
        house.answer(*answer)
    recorder.get("/v1/batches", f"/v1/batches?practice_id={PRACTICE}")
    recorder.get("/v1/batches/{batch_id}", f"/v1/batches/{batch['batch_id']}")
    recorder.take("/v1/batches/{batch_id}/content", f"/v1/batches/{batch['batch_id']}/content")
    recorder.get("/v1/batches/{batch_id}/claims", f"/v1/batches/{batch['batch_id']}/claims")
    recorder.get("/v1/claims", "/v1/claims?patient_control_number=PAY00001")
    claim = recorder.get("/v1/claims/{claim_id}", f"/v1/claims/{batch['claims'][0]['claim_id']}")
    paid = next(fact["remittance_id"] for fact in claim["timeline"] if fact["remittance_id"])
    recorder.get("/v1/remittances/{remittance_id}", f"/v1/remittances/{paid}")
    content = f"/v1/remittances/{paid}/content"
    recorder.get("/v1/remittances/{remittance_id}/content", f"{content}?form=txt")
    listed = recorder.get("/v1/responses", f"/v1/responses?account_id={ACCOUNT}&limit=2")
    response_id = listed["responses"][0]["response_id"]
    recorder.get("/v1/responses/{response_id}", f"/v1/responses/{response_id}")
    recorder.take("/v1/responses/{response_id}/content", f"/v1/responses/{response_id}/content")
    recorder.post("/v1/responses/{response_id}/reprocess", f"/v1/responses/{response_id}/reprocess")


def _a_month_is_exported(house: House, recorder: Recorder) -> None:
    path, account = "/v1/remittances", f"account_id={ACCOUNT}"
    recorder.post(f"{path}/files", f"{path}/files?{account}", an_835("T0001").decode())
    while house.hints.responses:
        house.courier.apply_response(house.hints.responses.pop(0))
    days = "from=2026-03-01&to=2026-03-31&payer=TC456"
    recorder.get(path, f"{path}?{account}&{days}&limit=1")
    asked = recorder.post(f"{path}/exports", f"{path}/exports?{account}&month=2026-03")
    house.courier.keep_era_archive()
    recorder.get(f"{path}/exports/{{export_id}}", f"{path}/exports/{asked['export_id']}")
    recorder.get(f"{path}/months", f"{path}/months?{account}")


def _unpacked(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """A ZIP tells when it was packed, so its digest is another each time; its members' are not."""
    for name, content in files:
        if name.endswith(".zip"):
            packed = ZipFile(BytesIO(content))
            yield from ((member, packed.read(member)) for member in packed.namelist())
        else:
            yield name, content


def _an_answer_is_tied_by_a_person(house: House, recorder: Recorder) -> None:
    clp = ("CLP*ELSEWHERE1*1*150*150**12*ICN1", "DTM*232*20260301", "CAS*CO*45*0")
    name = "1598700001_ERA_835_5010_20260320.835"
    house.answer(name, remittance(payment_set(clp, amount="150")))
    (item,) = recorder.get("/v1/worklist", f"/v1/worklist?account_id={ACCOUNT}")["items"]
    reason = "The payer confirmed it by telephone."
    decision = {"action": "tie", "claim_id": item["candidates"][0], "reason": reason}
    recorder.get("/v1/worklist/{item_id}", f"/v1/worklist/{item['item_id']}")
    path = f"/v1/worklist/{item['item_id']}/resolution"
    recorder.post("/v1/worklist/{item_id}/resolution", path, decision)


def _a_doubtful_file_is_decided(house: House, recorder: Recorder) -> None:
    """As if the connection had broken in the middle of sending it."""
    batch = house.hand_in(a_claim_file("PAY00003", control_number=3)).batch
    (planned,) = house.transmissions.of_batch(batch.batch_id)
    doubted = replace(planned, state=TransmissionState.UNCERTAIN, doubted_at=house.clock.now())
    house.transmissions.advance(planned, doubted)
    path = f"/v1/transmissions/{planned.transmission_id}"
    recorder.get("/v1/transmissions/{transmission_id}", path)
    recorder.take("/v1/transmissions/{transmission_id}/content", f"{path}/content")
    decision = {"decision": "not_sent", "reason": "They have no such file; asked by telephone."}
    recorder.post("/v1/transmissions/{transmission_id}/decision", f"{path}/decision", decision)


def _a_connection_is_mended(house: House, recorder: Recorder) -> None:
    house.server.shows_other_host_key = True
    house.visit()
    recorder.post("/v1/accounts/{account_id}/diagnosis", f"{ACCOUNT_PATH}/diagnosis")
    reason = "They told the new fingerprint by telephone."
    key = {"fingerprint": fingerprint(OTHER_KEY), "reason": reason}
    recorder.post("/v1/accounts/{account_id}/host_key", f"{ACCOUNT_PATH}/host_key", key)
    resume = {"reason": "The line was mended."}
    recorder.post("/v1/accounts/{account_id}/resume", f"{ACCOUNT_PATH}/resume", resume)
    recorder.get("/v1/accounts", "/v1/accounts")
    recorder.get("/v1/accounts/{account_id}", ACCOUNT_PATH)
    recorder.get("/v1/accounts/{account_id}/catch_up", f"{ACCOUNT_PATH}/catch_up")


def _a_statement_is_drawn(house: House, recorder: Recorder) -> None:
    asked = recorder.post("/v1/accounts/{account_id}/statements", f"{ACCOUNT_PATH}/statements")
    house.clock.advance(timedelta(minutes=5))
    house.courier.draw_due_statements()
    recorder.get("/v1/statements", f"/v1/statements?account_id={ACCOUNT}")
    path, route = f"/v1/statements/{asked['statement_id']}", "/v1/statements/{named}"
    statement = recorder.get(route, path)
    recorder.get(f"{route}/content", f"{path}/content")
    page = statement["pages"][0]
    below = f"pages/{page['book']}/{page['number']}"
    recorder.get(f"{route}/pages/{{book}}/{{number}}", f"{path}/{below}")


def _keys_and_people_come_and_go(house: House, recorder: Recorder) -> None:
    recorder.get("/v1/practices", "/v1/practices")
    recorder.get("/v1/practices/{practice_id}", f"/v1/practices/{PRACTICE}")
    wanted = {
        "practice_ids": [PRACTICE],
        "scopes": ["batches:write", "claims:read"],
        "mode": "test",
        "label": "practice management",
    }
    made = recorder.post("/v1/keys", "/v1/keys", wanted)["record"]["key_id"]
    path = f"/v1/keys/{made}"
    recorder.post("/v1/keys/{key_id}/rotate", f"{path}/rotate", {"overlap_hours": 24})
    recorder.get("/v1/keys", "/v1/keys?limit=1")
    recorder.get("/v1/keys/{key_id}", path)
    recorder.post("/v1/keys/{key_id}/revoke", f"{path}/revoke")
    person = {"subject": "5f0c", "name": "Sam Biller", "role": "biller", "practice_ids": [PRACTICE]}
    user_id = recorder.post("/v1/users", "/v1/users", person)["user_id"]
    path = f"/v1/users/{user_id}"
    recorder.post("/v1/users/{user_id}/change", f"{path}/change", {"role": "supervisor"})
    recorder.get("/v1/users", "/v1/users?limit=1")
    recorder.get("/v1/users/{user_id}", path)


def _an_auditor_searches(house: House, recorder: Recorder) -> None:
    """What names a request, and with it an entry, is another each time."""
    house.clock.advance(timedelta(minutes=1))
    recorder.get("/v1/practices/{practice_id}", f"/v1/practices/{PRACTICE}")
    since, until = (house.clock.now() + timedelta(minutes=each) for each in (0, 1))
    house.clock.advance(timedelta(minutes=1))
    period = f"from={since:%Y-%m-%dT%H:%M:%SZ}&to={until:%Y-%m-%dT%H:%M:%SZ}"
    answer = recorder.get("/v1/audit", f"/v1/audit?practice_id={PRACTICE}&{period}")
    (entry,) = answer["entries"]
    sample = an_audit_entry()
    entry.update(entry_id=sample.entry_id, request_id=sample.request_id)


def _somebody_breaks_the_glass(house: House, client: Client, recorder: Recorder) -> None:
    token = house.log_in(a_user(role=Role.SUPERVISOR))
    person = Recorder(client, token, recorder.examples)
    reason = "The night shift is alone, and a claim file is stuck."
    person.post("/v1/emergencies", "/v1/emergencies", {"reason": reason, "hours": 2})


def _a_large_file_is_uploaded(house: House, recorder: Recorder) -> None:
    content = a_claim_file("LARGE001", control_number=8)
    digest = sha256_of(content)
    asked = {
        "practice_id": PRACTICE,
        "account_id": ACCOUNT,
        "size": len(content),
        "sha256": digest,
    }
    upload_id = recorder.post("/v1/uploads", "/v1/uploads", asked)["upload_id"]
    house.drop_folder.drop(f"uploads/{upload_id}", content)
    house.courier.receive_upload(UploadId(upload_id))
    recorder.get("/v1/uploads/{upload_id}", f"/v1/uploads/{upload_id}")


def _claims_are_sent_again(house: House, recorder: Recorder) -> None:
    again = house.hand_in(a_claim_file("PAY00001", control_number=7)).batch
    reason = {"reason": "The payer has lost it and asks for it again."}
    path = f"/v1/batches/{again.batch_id}/allow_duplicates"
    recorder.post("/v1/batches/{batch_id}/allow_duplicates", path, reason)


def _what_happened_is_told(house: House, recorder: Recorder) -> None:
    house.courier.publish_events()
    events = recorder.get("/v1/events", "/v1/events?after=0&limit=3")["events"]
    asked = {"url": "https://hooks.example.com/claims", "event_types": [events[0]["type"]]}
    made = recorder.post("/v1/webhooks", "/v1/webhooks", asked)
    route, path = "/v1/webhooks/{webhook_id}", f"/v1/webhooks/{made['webhook_id']}"
    some = {"after": 0, "count": 1}
    recorder.post(f"{route}/resend", f"{path}/resend", some)
    house.courier.deliver_webhook(WebhookId(made["webhook_id"]))
    recorder.get("/v1/webhooks", "/v1/webhooks")
    recorder.get(route, path)
    recorder.get(f"{route}/deliveries", f"{path}/deliveries")
    recorder.post(f"{route}/secret", f"{path}/secret")
    recorder.post(f"{route}/enable", f"{path}/enable")
    another = recorder.client.http.post(
        "/v1/webhooks", headers=recorder.json_headers(), body=_sent(asked)
    )
    recorder.delete(route, f"/v1/webhooks/{another.json_body['webhook_id']}")


def _the_archive_is_looked_through(house: House, recorder: Recorder) -> None:
    path, route = f"{ACCOUNT_PATH}/drills", "/v1/accounts/{account_id}/drills"
    drill = recorder.post(route, path)
    house.clock.advance(timedelta(minutes=15))
    house.courier.drive_drills()
    recorder.get(route, path)
    recorder.get(f"{route}/{{drill_id}}", f"{path}/{drill['drill_id']}")
    route = "/v1/accounts/{account_id}/era_completeness"
    path = f"{ACCOUNT_PATH}/era_completeness"
    shown = recorder.get(route, f"{path}?from=2025-11-01&to=2026-12-31")
    (gap,) = (gap for month in shown["months"] for gap in month["gaps"])
    said = {"gap_id": gap["gap_id"], "reason": "The practice was closed that winter."}
    recorder.post(f"{route}/explanations", f"{path}/explanations", said)


def _what_only_people_know_is_put_on_record(house: House, recorder: Recorder) -> None:
    route, path = CLOSURE_ROUTE, f"{ACCOUNT_PATH}/closure"
    begun = {"since": "2026-03-02", "quiet_days": QUIET_DAYS}
    recorder.post(route, path, begun)
    signature = {
        "item": "sixty_day_closeout",
        "name": "Pat Sample",
        "statement": "I have looked it through.",
    }
    recorder.post(f"{route}/signatures", f"{path}/signatures", signature)
    handed = {"owner": "Kim Billing", "next_action": "Call the payer in two weeks."}
    claims = [{"claim_id": claim, "kind": "open_claim", **handed} for claim in open_claims(house)]
    recorder.post(f"{route}/handovers", f"{path}/handovers", {"claims": claims})
    enrolled = {
        "payer_id": "62308",
        "clearinghouse": "Other Clearinghouse",
        "effective_on": "2026-03-01",
        "name": "Pat Sample",
    }
    recorder.post(f"{route}/enrolments", f"{path}/enrolments", enrolled)
    recorder.post_file(f"{route}/exports", f"{path}/exports?kind=claim_history", CSV)
    recorder.post(f"{route}/documents", f"{path}/documents")


if __name__ == "__main__":
    EXAMPLES.write_text(json.dumps(recorded(), indent=1) + "\n")
