"""A day on which every deployed function does everything that it can do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import urllib3

from chalicelib import wiring
from chalicelib.adapters.system_clock import SystemClock
from chalicelib.config import load_settings
from chalicelib.domain.account import AccountState
from chalicelib.domain.batch import Batch, IntakeSource
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    PracticeId,
    batch_id,
    response_id,
    sha256_of,
)
from chalicelib.domain.response import Response
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.answers import apply_response
from infra.sandbox import running_function
from infra.sandbox.api_client import ApiClient
from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import eventually
from tests.e2e.receiver import receiving
from tests.e2e.test_main_job import claims, drop, responses, status, submit
from tests.functional.era import OWN_TEXT, zip_of_files
from tests.unit.interpret.x12_answers import payment_set, remittance

ANSWER_OF_OTHERS = Path(__file__).parents[1] / "golden" / "office_ally"
ADVICE = "1598700001_ERA_835_5010_20260320.835"


@dataclass(frozen=True, slots=True)
class Day:
    """Lives through it step by step; a step that does not come about fails by its name."""

    sandbox: Sandbox

    def live(self) -> None:
        paid = self.a_batch_is_paid()
        self.the_same_file_comes_again()
        self.the_same_claims_come_in_another_file()
        self.files_are_dropped()
        self.files_are_uploaded()
        self.remittance_files_are_handed_in()
        self.everything_is_read(paid)
        self.an_answer_nobody_can_tie_is_decided_about()
        self.what_broke_off_is_resumed()
        self.a_batch_stalls_and_recovers()
        self.a_person_decides_about_a_doubtful_file()
        self.the_account_is_diagnosed()
        self.a_statement_is_drawn()
        self.an_endpoint_hears_of_events()
        self.the_archive_is_drilled()
        self.the_account_is_closed_as_far_as_it_goes(paid)
        self.an_issuer_dies()
        self.somebody_knocks_during_a_visit()
        self.the_password_is_changed()
        self.keys_and_people_come_and_go()
        self.strangers_are_locked_out()
        self.the_audit_log_is_searched()

    def a_batch_is_paid(self) -> dict[str, Any]:
        batch = submit(self.sandbox, claims("PAY10001", "DEN10002", control_number=1))
        came(lambda: self._shown(batch)["claims_by_status"] == {"paid": 1, "denied": 1})
        return self._shown(batch)

    def the_same_file_comes_again(self) -> None:
        again = submit(self.sandbox, claims("PAY10001", "DEN10002", control_number=1))
        assert status(self.sandbox, again) != "refused"

    def the_same_claims_come_in_another_file(self) -> None:
        """Somebody has them sent all the same; asked twice under one key it is done once."""
        submit(self.sandbox, claims("REJ15001", control_number=15))
        again = submit(self.sandbox, claims("REJ15001", control_number=115))
        assert again["status"] == "refused"
        path, reason = f"/v1/batches/{again['batch_id']}/allow_duplicates", {"reason": "lost"}
        for _ in range(2):
            reply = self.sandbox.api.post_json(path, reason, key="order-1")
            assert reply.status == 202

    def files_are_dropped(self) -> None:
        content = claims("PAY20001", control_number=2)
        drop(self.sandbox, "first.837", content)
        came(lambda: bool(self._claims("PAY20001")))
        drop(self.sandbox, "second.837", content)
        self.sandbox.world.clients.s3.put_object(
            Bucket=self.sandbox.addresses.intake_bucket, Key="drop/nobody/x.837", Body=content
        )

    def files_are_uploaded(self) -> None:
        """One is told of, the other is found by the sweep."""
        self._upload(claims("PAY21001", control_number=21))
        came(lambda: bool(self._claims("PAY21001")))
        with self._no_events():
            upload_id = self._upload(claims("PAY22001", control_number=22))
        self.sandbox.world.clock.advance(timedelta(minutes=5))
        path = f"/v1/uploads/{upload_id}"
        came(lambda: self.sandbox.api.get(path).body["state"] == "received")

    def _upload(self, content: bytes) -> str:
        a = self.sandbox.addresses
        asked = {
            "practice_id": a.practice_id,
            "account_id": a.account_id,
            "size": len(content),
            "sha256": sha256_of(content),
        }
        upload = self.sandbox.api.post_json("/v1/uploads", asked).body
        put = upload["put"]
        answer = urllib3.request("PUT", put["url"], body=content, headers=put["headers"])
        assert answer.status == 200
        return str(upload["upload_id"])

    def everything_is_read(self, batch: dict[str, Any]) -> None:
        a, get = self.sandbox.addresses, self.sandbox.api.get
        claim_id = batch["claims"][0]["claim_id"]
        timeline = get(f"/v1/claims/{claim_id}").body["timeline"]
        remittances = {f["remittance_id"] for f in timeline if f["remittance_id"]}
        paths = [
            "/v1/accounts",
            f"/v1/accounts/{a.account_id}",
            f"/v1/batches/{batch['batch_id']}/claims",
            *(f"/v1/remittances/{remittance_id}" for remittance_id in remittances),
        ]
        assert remittances
        some = next(iter(remittances))
        assert get(f"/v1/remittances/{some}/content", form="txt").status == 303
        assert [get(path).status for path in paths] == [200] * len(paths)
        listings = [
            get("/v1/batches", practice_id=a.practice_id),
            get("/v1/claims", patient_control_number="PAY10001"),
            get("/v1/responses", account_id=a.account_id),
            get("/v1/worklist", account_id=a.account_id),
            get("/v1/remittances", account_id=a.account_id),
            get("/v1/remittances/months", account_id=a.account_id),
        ]
        assert [listing.status for listing in listings] == [200] * len(listings)

    def remittance_files_are_handed_in(self) -> None:
        api, a = self.sandbox.api, self.sandbox.addresses
        address = f"/v1/remittances/files?account_id={a.account_id}"
        assert api.post(address, advice_of_nothing("DAY0001")).status == 202
        assert api.post(address, advice_of_nothing("DAY0001")).status == 200
        texts = [(f"{number}.txt", OWN_TEXT + b"%d" % number) for number in range(3)]
        month = zip_of_files(("2.835", advice_of_nothing("DAY0002")), *texts)
        # So that each member of this small ZIP is work of its own, as in a large one.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(apply_response, "MOST_AT_ONCE", len(texts))
            self.sandbox.world.clients.s3.put_object(
                Bucket=a.intake_bucket, Key=f"drop-era/{a.account_id}/month.zip", Body=month
            )
            came(lambda: {"DAY0001", "DAY0002"} <= self._traces())
        listing = "/v1/remittances"
        asked = api.post_json(f"{listing}/exports?account_id={a.account_id}&month=2026-03", {})
        path = f"{listing}/exports/{asked.body['export_id']}"
        came(lambda: api.get(path).body["state"] == "built")

    def _traces(self) -> set[str]:
        account_id = self.sandbox.addresses.account_id
        listed = self.sandbox.api.get("/v1/remittances", account_id=account_id, payer="TC456")
        return {each["trace_number"] for each in listed.body["remittances"]}

    def an_answer_nobody_can_tie_is_decided_about(self) -> None:
        content = (ANSWER_OF_OTHERS / ADVICE).read_bytes()
        self.sandbox.clearinghouse.put_outbound(self.sandbox.addresses.sftp_user, ADVICE, content)
        came(lambda: len(self._work()) == 1)
        self._let_a_sweep_try_it_again()
        (claim,) = self._claims("PAY10001")
        (item,) = self._work()
        path = f"/v1/worklist/{item['item_id']}/resolution"
        decision = {"action": "tie", "claim_id": claim["claim_id"]}
        assert self.sandbox.api.post_json(path, decision).status == 200
        (response,) = (each for each in responses(self.sandbox) if each["name"] == ADVICE)
        path = f"/v1/responses/{response['response_id']}/reprocess"
        assert self.sandbox.api.post_json(path, {}).status == 202

    def what_broke_off_is_resumed(self) -> None:
        """As if a process had died right after its first writes, an hour ago."""
        ports, a = self._ports(), self.sandbox.addresses
        account_id = AccountId(a.account_id)
        then = self._now() - timedelta(hours=1)
        content = claims("PAY30001", control_number=3)
        identifier = batch_id(account_id, sha256_of(content))
        ports.archive.store_original(identifier, content)
        practice_id, source = PracticeId(a.practice_id), IntakeSource.API
        sha256 = sha256_of(content)
        ports.batches.add(
            Batch(identifier, account_id, practice_id, source, then, sha256, len(content))
        )
        nobody_reads, name = b"\x00", "1598000777_mystery.dat"
        identifier_of_answer = response_id(account_id, name, sha256_of(nobody_reads), then)
        answer = Response(
            identifier_of_answer, account_id, name, 1, sha256_of(nobody_reads), then, then
        )
        ports.archive.store_response(answer, nobody_reads)
        ports.responses.add(answer)
        self._drop_without_event("lost.837", claims("PAY31001", control_number=31))
        self._lose_a_remittance_file()
        self.sandbox.world.clock.advance(timedelta(hours=1))
        came(lambda: bool(self._claims("PAY30001")))
        came(lambda: bool(self._claims("PAY31001")))
        came(lambda: "DAY0099" in self._traces())
        came(lambda: name in {r["name"] for r in responses(self.sandbox) if r["state"] != "stored"})

    def a_batch_stalls_and_recovers(self) -> None:
        self.sandbox.clearinghouse.hold(self.sandbox.addresses.sftp_user)
        batch = submit(self.sandbox, claims("PAY40001", control_number=4))
        came(lambda: status(self.sandbox, batch) == "awaiting")
        self.sandbox.world.clock.advance(timedelta(hours=73))
        came(lambda: bool(self._shown(batch)["stalled"]))
        self.sandbox.clearinghouse.release(self.sandbox.addresses.sftp_user)
        came(lambda: not self._shown(batch)["stalled"])

    def a_person_decides_about_a_doubtful_file(self) -> None:
        """As if the connection had broken in the middle of sending it."""
        post, account_id = self.sandbox.api.post_json, self.sandbox.addresses.account_id
        self.sandbox.clearinghouse.refuse_connections(True)
        batch = submit(self.sandbox, claims("PAY50001", control_number=5))
        transmissions = self._ports().transmissions
        (planned,) = transmissions.of_batch(BatchId(batch["batch_id"]))
        transmissions.advance(planned, replace(planned, state=TransmissionState.UNCERTAIN))
        path = f"/v1/transmissions/{planned.transmission_id}"
        assert self.sandbox.api.get(path).status == 200
        decision = {"decision": "not_sent", "reason": "nothing was staged"}
        came(lambda: post(f"{path}/decision", decision).status == 200)
        self.sandbox.clearinghouse.refuse_connections(False)
        reason = {"reason": "the line was mended"}
        came(lambda: post(f"/v1/accounts/{account_id}/resume", reason).status == 200)
        came(lambda: status(self.sandbox, batch) == "accepted")

    def the_account_is_diagnosed(self) -> None:
        api, account_id = self.sandbox.api, self.sandbox.addresses.account_id
        assert api.get(f"/v1/accounts/{account_id}/catch_up").status == 200
        came(lambda: api.post_json(f"/v1/accounts/{account_id}/diagnosis", {}).status == 200)
        other_key = {"fingerprint": "SHA256:of-nobody", "reason": "by telephone"}
        assert api.post_json(f"/v1/accounts/{account_id}/host_key", other_key).status != 500

    def a_statement_is_drawn(self) -> None:
        api, account_id = self.sandbox.api, self.sandbox.addresses.account_id
        asked = api.post_json(f"/v1/accounts/{account_id}/statements", {})
        path = f"/v1/statements/{asked.body['statement_id']}"
        came(lambda: api.get(path).status == 200)
        assert api.get(f"{path}/content").status == 200
        assert api.get("/v1/statements", account_id=account_id).body["statements"]

    def an_endpoint_hears_of_events(self) -> None:
        """It fails once, and is gone in the end."""
        get, post = self.sandbox.api.get, self.sandbox.api.post_json
        with receiving() as receiver:
            receiver.status = 500
            asked = {"url": receiver.url, "event_types": ["batch.accepted"]}
            webhook = post("/v1/webhooks", asked).body
            path = f"/v1/webhooks/{webhook['webhook_id']}"
            submit(self.sandbox, claims("PAY60001", control_number=6))
            came(lambda: len(receiver.received) == 1)
            receiver.status = 204
            came(lambda: get(f"{path}/deliveries").body["deliveries"][0]["state"] == "delivered")
            assert receiver.received[-1].is_signed_with(webhook["secret"])
            assert post(f"{path}/secret", {}).status == 200
            receiver.status = 410
            event = receiver.received[-1].event
            assert post(f"{path}/resend", {"event_id": event["id"]}).status == 202
            came(lambda: get(path).body["state"] == "disabled")
        after = str(event["seq"])
        came(lambda: "webhook.disabled" in self._happened(after))
        assert post(f"{path}/enable", {}).status == 200
        assert get("/v1/webhooks").body["webhooks"]

    def _happened(self, after: str) -> list[str]:
        events = self.sandbox.api.get("/v1/events", after=after, limit="200").body["events"]
        return [event["type"] for event in events]

    def the_archive_is_drilled(self) -> None:
        api, path = self.sandbox.api, f"/v1/accounts/{self.sandbox.addresses.account_id}"
        drill = f"{path}/drills/{api.post_json(f'{path}/drills', {}).body['drill_id']}"
        came(lambda: bool(api.get(drill).body["passed"]))
        assert api.get(f"{path}/drills").body["drills"]
        assert api.get(f"{path}/era_completeness").body["months"]

    def the_account_is_closed_as_far_as_it_goes(self, batch: dict[str, Any]) -> None:
        """The day does not end with it: what blocks is told, and the account stays open."""
        api = self.sandbox.api
        path = f"/v1/accounts/{self.sandbox.addresses.account_id}/closure"
        begun = {"since": "2026-01-01", "quiet_days": 30}
        assert api.post_json(path, begun).status == 200
        said = {"name": "Pat Sample", "statement": "So it is."}
        post = partial(self._post, path)
        assert post("signatures", {"item": "sixty_day_closeout", **said}) == 200
        claim_id = batch["claims"][1]["claim_id"]
        handing = {"claim_id": claim_id, "owner": "Kim Billing", "next_action": "Appeal."}
        assert post("handovers", {"claims": [{**handing, "kind": "appeal"}]}) == 200
        enrolled = {"payer_id": "62308", "clearinghouse": "Other", "effective_on": "2026-01-01"}
        assert post("enrolments", {**enrolled, "name": "Pat Sample"}) == 200
        assert post("documents", {}) == 200
        assert post("certificate", {}) == 409
        shown = api.get(path).body
        assert (shown["account_state"], shown["handed_over"]) == ("open", 1)
        assert "export_charts" in shown["blockers"]

    def an_issuer_dies(self) -> None:
        """The account that it has left closing is open again after the next sweep."""
        accounts, account_id = self._ports().accounts, AccountId(self.sandbox.addresses.account_id)
        accounts.change_state(accounts.get(account_id), AccountState.CLOSING)
        came(lambda: accounts.get(account_id).is_open)

    def _post(self, path: str, below: str, asked: dict[str, Any]) -> int:
        return self.sandbox.api.post_json(f"{path}/{below}", asked).status

    def somebody_knocks_during_a_visit(self) -> None:
        """The visitor hears it when it leaves, and asks for another visit."""
        ports, account_id = self._ports(), AccountId(self.sandbox.addresses.account_id)
        dynamodb = self.sandbox.world.clients.dynamodb
        table = self.sandbox.world.provisioned.ref("Table")
        key = {"pk": {"S": f"ACCOUNT#{account_id}"}, "sk": {"S": "LEASE"}}

        def knocked() -> bool:
            ports.leases.knock(account_id)
            return "knocked" in dynamodb.get_item(TableName=table, Key=key)["Item"]

        def left() -> bool:
            return "knocked" not in dynamodb.get_item(TableName=table, Key=key).get("Item", {})

        # An old knock stands until the next visit begins, and a visit that died hears none.
        for _ in range(3):
            came(knocked)
            came(left)

    def the_password_is_changed(self) -> None:
        ports, account_id = self._ports(), AccountId(self.sandbox.addresses.account_id)
        self.sandbox.clearinghouse.set_password(self.sandbox.addresses.sftp_user, "new")
        wiring.courier().onboard.new_password(account_id, "new")
        came(lambda: ports.secrets.credentials(account_id).current.password == "new")

    def keys_and_people_come_and_go(self) -> None:
        api, practice_id = self.sandbox.api, self.sandbox.addresses.practice_id
        wanted = {"practice_ids": [practice_id], "scopes": ["batches:read"], "mode": "test"}
        made = api.post_json("/v1/keys", wanted)
        assert made.status == 201
        path = f"/v1/keys/{made.body['record']['key_id']}"
        assert self._as(made.body["key"]).get("/v1/practices").status == 403
        assert api.post_json(f"{path}/rotate", {"overlap_hours": 1}).status == 201
        assert api.post(f"{path}/revoke").status == 200
        assert self._as(made.body["key"]).get("/v1/practices").status == 401
        assert [api.get(each).status for each in (path, "/v1/keys", "/v1/practices")] == [200] * 3
        admin = self._as(self.sandbox.token("admin"))
        person = {"subject": "new", "name": "New", "role": "biller", "practice_ids": [practice_id]}
        user = admin.post_json("/v1/users", person)
        assert user.status == 201
        path = f"/v1/users/{user.body['user_id']}"
        assert admin.post_json(f"{path}/change", {"role": "auditor"}).status == 200
        assert [admin.get(each).status for each in (path, "/v1/users")] == [200] * 2
        supervisor = self._as(self.sandbox.token("supervisor"))
        reason = {"reason": "The night shift is alone."}
        assert supervisor.post_json("/v1/emergencies", reason).status == 201
        account = f"/v1/accounts/{self.sandbox.addresses.account_id}"
        assert supervisor.get(account).status == 200

    def strangers_are_locked_out(self) -> None:
        stranger = self._as("cck_test_of_nobody")
        came(lambda: stranger.get("/v1/practices").status == 429)
        assert self.sandbox.api.get("/v1/practices").status == 200

    def the_audit_log_is_searched(self) -> None:
        now = self._now()
        since = f"{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
        until = f"{now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
        period = {"from": since, "to": until, "practice_id": self.sandbox.addresses.practice_id}
        found = self._as(self.sandbox.token("auditor")).get("/v1/audit", **period)
        assert found.status == 200
        assert "key_" in str(found.body["entries"])

    def _as(self, credential: str) -> ApiClient:
        return ApiClient(self.sandbox.addresses.api_url, credential)

    def _let_a_sweep_try_it_again(self) -> None:
        """The first that ends may have begun before."""
        ended: list[str] = []

        def note(handler: str, _seconds: float) -> None:
            ended.append(handler)

        running_function.ended.append(note)
        came(lambda: ended.count("app.sweep") >= 2)
        running_function.ended.remove(note)

    def _ports(self) -> wiring.Ports:
        return wiring.AwsPorts(load_settings(), SystemClock())

    def _drop_without_event(self, name: str, content: bytes) -> None:
        with self._no_events():
            drop(self.sandbox, name, content)

    @contextmanager
    def _no_events(self) -> Iterator[None]:
        s3, bucket = self.sandbox.world.clients.s3, self.sandbox.addresses.intake_bucket
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
        yield
        s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )

    def _lose_a_remittance_file(self) -> None:
        s3, a = self.sandbox.world.clients.s3, self.sandbox.addresses
        key, content = f"drop-era/{a.account_id}/lost.835", advice_of_nothing("DAY0099")
        s3.put_bucket_notification_configuration(
            Bucket=a.intake_bucket, NotificationConfiguration={}
        )
        s3.put_object(Bucket=a.intake_bucket, Key=key, Body=content)
        s3.put_bucket_notification_configuration(
            Bucket=a.intake_bucket,
            NotificationConfiguration={"EventBridgeConfiguration": {}},
        )

    def _now(self) -> datetime:
        return self.sandbox.world.clock.now()

    def _shown(self, batch: dict[str, Any]) -> dict[str, Any]:
        return self.sandbox.api.get(f"/v1/batches/{batch['batch_id']}").body

    def _claims(self, number: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.sandbox.api.get(
            "/v1/claims", patient_control_number=number
        ).body["claims"]
        return found

    def _work(self) -> list[dict[str, Any]]:
        """What is to be tied: the answer of others does not balance either."""
        items: list[dict[str, Any]] = self.sandbox.api.get(
            "/v1/worklist", account_id=self.sandbox.addresses.account_id
        ).body["items"]
        return [item for item in items if item["kind"] == "untied_statement"]


def advice_of_nothing(trace: str) -> bytes:
    """An 835 that pays no claim, so that nobody has to tie it."""
    return remittance(payment_set(trace=trace, amount="0"))


def came(holds: Callable[[], bool]) -> None:
    assert eventually(holds, seconds=180)
