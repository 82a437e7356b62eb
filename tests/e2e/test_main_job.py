"""The job that people come for, as a stranger would see it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.sandbox.api_client import ApiClient
from infra.sandbox.sandbox import Sandbox
from infra.sandbox.story import Story
from tests.e2e.conftest import eventually

SAMPLES = Path(__file__).parents[2] / "samples"


def submit(sandbox: Sandbox, content: bytes, **other: str) -> Any:  # noqa: ANN401 - JSON
    a = sandbox.addresses
    query = {"practice_id": a.practice_id, "account_id": a.account_id, **other}
    return sandbox.api.post("/v1/batches", content, **query).body


def drop(sandbox: Sandbox, name: str, content: bytes) -> None:
    a = sandbox.addresses
    key = f"drop/{a.practice_id}/{name}"
    sandbox.world.clients.s3.put_object(Bucket=a.intake_bucket, Key=key, Body=content)


def claims(*numbers: str, control_number: int = 1, usage: str = "T") -> bytes:
    return claim_file(
        ClaimKind.PROFESSIONAL,
        [SampleClaim(number) for number in numbers],
        usage=usage,
        interchange_control_number=control_number,
    )


def status(sandbox: Sandbox, batch: dict[str, Any]) -> str:
    return str(sandbox.api.get(f"/v1/batches/{batch['batch_id']}").body["status"])


def responses(sandbox: Sandbox) -> list[dict[str, Any]]:
    query = {"account_id": sandbox.addresses.account_id, "limit": "200"}
    listed: list[dict[str, Any]] = sandbox.api.get("/v1/responses", **query).body["responses"]
    return listed


def test_every_sample_goes_from_handover_to_its_end(sandbox: Sandbox) -> None:
    told: list[tuple[str, str]] = []
    story = Story(sandbox.api, sandbox.addresses.account_id, lambda *line: told.append(line))
    names = ("professional.837", "institutional.837", "dental.837")
    batches = [submit(sandbox, (SAMPLES / name).read_bytes()) for name in names]
    assert story.follow([batch["batch_id"] for batch in batches], seconds=90), told
    kinds = [what for what, _ in told]
    assert kinds.count("sent") == len(batches)
    assert kinds.index("sent") < kinds.index("claim") < kinds.index("archived")
    assert "collected" in kinds
    assert not any("WITHOUT" in particulars for _, particulars in told)


def test_what_was_paid_lies_in_the_archive(sandbox: Sandbox) -> None:
    batch = submit(sandbox, claims("PAY77701", control_number=701))
    claim_id = batch["claims"][0]["claim_id"]

    def claim() -> dict[str, Any]:
        return sandbox.api.get(f"/v1/claims/{claim_id}").body

    assert eventually(lambda: claim()["status"] == "paid")
    remittance_id = claim()["timeline"][-1]["remittance_id"]
    remittance = sandbox.api.get(f"/v1/remittances/{remittance_id}").body
    s3, bucket = sandbox.world.clients.s3, sandbox.addresses.archive_bucket
    raw = s3.get_object(Bucket=bucket, Key=remittance["raw_key"])["Body"].read()
    text = s3.get_object(Bucket=bucket, Key=remittance["text_key"])["Body"].read()
    assert b"CLP*PAY77701*" in raw
    assert b"PAY77701" in text
    assert remittance["payments"][0]["claim_id"] == claim_id


def test_the_same_bytes_through_both_doors_are_sent_once(sandbox: Sandbox) -> None:
    content = claims("PAY88801", control_number=801)
    batch = submit(sandbox, content)
    drop(sandbox, "again.837", content)
    again = submit(sandbox, content)
    assert again["batch_id"] == batch["batch_id"]
    assert eventually(lambda: status(sandbox, batch) == "accepted")
    received = [
        receipt
        for receipt in sandbox.clearinghouse.receipts()
        if "PAY88801" in receipt.patient_control_numbers
    ]
    assert len(received) == 1
    assert received[0].test, "a test account's files are tests at the clearinghouse"


def test_a_dropped_file_may_be_called_anything(sandbox: Sandbox) -> None:
    content = claims("PAY99901", control_number=901)
    drop(sandbox, "Müller & Söhne (März) +100%.837", content)

    def found() -> list[dict[str, Any]]:
        query = {"patient_control_number": "PAY99901"}
        listed: list[dict[str, Any]] = sandbox.api.get("/v1/claims", **query).body["claims"]
        return listed

    assert eventually(lambda: [claim["status"] for claim in found()] == ["paid"])


def test_a_bad_dropped_file_is_listed_with_its_findings(sandbox: Sandbox) -> None:
    drop(sandbox, "letter.txt", b"Dear Sir or Madam")

    def refused() -> list[dict[str, Any]]:
        query = {"practice_id": sandbox.addresses.practice_id, "limit": "200"}
        listed = sandbox.api.get("/v1/batches", **query).body["batches"]
        return [
            batch
            for batch in listed
            if (batch["status"], batch["source"]) == ("refused", "drop_folder")
        ]

    assert eventually(lambda: len(refused()) == 1)
    assert refused()[0]["findings"][0]["fix"]


def test_bad_requests_get_clear_answers(sandbox: Sandbox) -> None:
    a = sandbox.addresses
    query = {"practice_id": a.practice_id, "account_id": a.account_id}
    stranger = ApiClient(a.api_url, "cck_wrong")
    answers = [
        sandbox.api.post("/v1/batches", b"x" * 6_000_000, **query),
        stranger.post("/v1/batches", claims("PAY00001"), **query),
        sandbox.api.post("/v1/batches", b"ISA", **{**query, "account_id": "acc_none"}),
        sandbox.api.post("/v1/batches", b"ISA"),
    ]
    assert [answer.status for answer in answers] == [413, 401, 404, 400]
    for answer in answers:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.body["detail"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "x12.empty"),
        (b"Dear Sir or Madam", "x12.not_x12"),
        (claims("PAY1")[:-60], None),
        (claims("PAY1") + claims("PAY2", control_number=2), "x12.one_interchange"),
        (claims("PAY1").replace(b"IEA*1*", b"IEA*2*"), None),
        (claims("PAY1", usage="P"), "account.usage_indicator"),
    ],
)
def test_a_bad_file_is_refused_with_findings_and_never_sent(
    sandbox: Sandbox, content: bytes, rule: str | None
) -> None:
    before = len(sandbox.clearinghouse.receipts())
    batch = submit(sandbox, content)
    assert batch["status"] == "refused"
    assert all(finding["message"] and finding["fix"] for finding in batch["findings"])
    if rule:
        assert rule in {finding["rule"] for finding in batch["findings"]}
    assert batch["transmissions"] == []
    assert len(sandbox.clearinghouse.receipts()) == before


def test_garbage_from_the_clearinghouse_is_kept_and_listed(sandbox: Sandbox) -> None:
    name = "1598000777_mystery.dat"
    sandbox.clearinghouse.put_outbound(sandbox.addresses.sftp_user, name, b"\x00garbage\xff")

    def found() -> list[dict[str, Any]]:
        return [each for each in responses(sandbox) if each["name"] == name]

    assert eventually(lambda: [each["state"] for each in found()] == ["unknown"])
    assert found()[0]["reason"]


def test_the_addresses_are_written_down(sandbox: Sandbox) -> None:
    a = sandbox.addresses
    written = json.loads((sandbox.build_dir / "sandbox.json").read_text())
    assert written == asdict(a)


def test_no_function_failed(sandbox: Sandbox) -> None:
    assert list(sandbox.world.functions.failures) == []
