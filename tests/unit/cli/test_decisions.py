"""What a person decides: accounts, the worklist, closings; over scripted answers."""

import json
from typing import Any

import pytest

from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply
from infra.cli.settings import Settings
from infra.cli.trouble import UsageTrouble
from tests.unit.cli.talking import reply, talk

SENTENCES = {"means": "It is so.", "next": "Something.", "do": "Do it."}


def diagnosis(verdict: str) -> Reply:
    return reply(
        verdict=verdict,
        whom="Nobody",
        ticket="Dear support,\nhelp.",
        evidence=[{"probe": "login", "sign": "good", "detail": ""}],
        **SENTENCES,
    )


def work_item(state: str = "resolved") -> Reply:
    resolution = {"outcome": "tied", "by": "ck_1", "claim_id": "clm_1"}
    return reply(item_id="wrk_1", state=state, reason="x", resolution=resolution, **SENTENCES)


def closure(**fields: Any) -> Reply:  # noqa: ANN401
    item = {
        "item": "every_batch_ended",
        "by": "machine",
        "state": "missing",
        "words": "Two batches wait.",
        "means": "It is so.",
        "do": "Wait.",
        "missing": 2,
        "named": ["bat_1", "bat_2"],
    }
    values: dict[str, Any] = {
        "account_id": "acc_1",
        "account_state": "open",
        "state": "begun",
        "since": "2026-03-01",
        "closed_at": None,
        "certificate_sha256": None,
        "blockers": ["every_batch_ended"],
        "items": [item],
    }
    return reply(**values | fields)


@pytest.mark.parametrize(
    ("verdict", "code"), [("all_well", ExitCode.DONE), ("network", ExitCode.NOT_SO)]
)
def test_a_diagnosis_is_told_with_its_ticket(verdict: str, code: ExitCode) -> None:
    it = talk(diagnosis(verdict))
    assert it.run("account diagnose --batch bat_1") == code
    assert it.sent[0].address == "/v1/accounts/acc_1/diagnosis?batch_id=bat_1"
    assert "Dear support,\n" in it.out


def test_an_account_is_named_or_the_one_of_the_settings() -> None:
    it = talk(diagnosis("all_well"))
    it.run("account diagnose acc_2")
    assert it.sent[0].path == "/v1/accounts/acc_2/diagnosis"


def test_without_an_account_nothing_is_sent() -> None:
    it = talk()
    it.settings = Settings("https://api.example", "ck_secret")
    with pytest.raises(UsageTrouble, match="--account"):
        it.run("worklist")


def test_a_work_item_is_tied_to_a_claim() -> None:
    it = talk(work_item())
    assert it.run("worklist tie wrk_1 clm_1") == ExitCode.DONE
    body = it.sent[0].body
    assert body is not None
    assert json.loads(body.content) == {"action": "tie", "claim_id": "clm_1", "reason": ""}


@pytest.mark.parametrize(
    "line",
    [
        "account diagnose",
        "account resume --reason why",
        "account pin-host-key --fingerprint SHA256:x --reason why",
        "worklist tie wrk_1 clm_1",
        "worklist dismiss wrk_1 --reason why",
        "era export 2026-03",
        "close begin --since 2026-03-01",
        "close sign era_enrolments_moved --name Ann --statement so",
        "close finish",
    ],
)
def test_a_dry_run_sends_nothing(line: str) -> None:
    it = talk()
    assert it.run(f"{line} --dry-run --output json") == ExitCode.DONE
    assert json.loads(it.out)["dry_run"] is True
    assert it.sent == []


def test_a_checklist_names_what_is_in_the_way() -> None:
    it = talk(closure())
    assert it.run("close") == ExitCode.NOT_SO
    assert "Two batches wait." in it.out
    assert "bat_2" in it.out


def test_nothing_in_the_way_is_good() -> None:
    assert talk(closure(blockers=[], items=[])).run("close") == ExitCode.DONE


def test_a_certificate_is_given_byte_for_byte() -> None:
    it = talk(Reply(200, {}, b'{"b":1,"a":2}\n'))
    assert it.run("close certificate --output json") == ExitCode.DONE
    assert it.out == '{"b":1,"a":2}\n'
