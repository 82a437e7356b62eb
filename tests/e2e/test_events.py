"""A batch is handed in; a client follows it by events, and its endpoint hears of it."""

from pathlib import Path

from infra.sandbox.sandbox import Sandbox
from tests.e2e.conftest import QUICK, eventually
from tests.e2e.receiver import receiving
from tests.e2e.test_main_job import claims, submit


def test_a_batch_is_followed_by_events_and_by_webhook(tmp_path: Path) -> None:
    with Sandbox(build_dir=tmp_path, pace=QUICK) as sandbox, receiving() as receiver:
        asked = {"url": receiver.url, "event_types": ["batch.accepted", "claim.paid"]}
        made = sandbox.api.post_json("/v1/webhooks", asked)
        assert made.status == 201
        batch = submit(sandbox, claims("PAY10001", "DEN10002", control_number=1))
        assert eventually(lambda: "claim.paid" in receiver.kinds(), seconds=120)
        assert receiver.kinds() == ["batch.accepted", "claim.paid"]
        assert all(m.is_signed_with(made.body["secret"]) for m in receiver.received)
        assert receiver.received[0].event["subject"] == batch["batch_id"]
        followed, after, more = [], 0, True
        while more:
            page = sandbox.api.get("/v1/events", after=str(after), limit="2").body
            followed += page["events"]
            after, more = page["after"], page["more"]
        assert [event["seq"] for event in followed] == list(range(1, len(followed) + 1))
        assert {"batch.accepted", "batch.sent", "claim.paid", "claim.denied", "era.archived"} <= {
            event["type"] for event in followed
        }
        by_id = {event["id"]: event for event in followed}
        assert all(by_id[m.headers["webhook-id"]] == m.event for m in receiver.received)
