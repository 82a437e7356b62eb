"""Canaries: what stands for patients goes every way there is, and turns up where it must not.

Names, member ids and claim numbers that nobody has are sent through every way in, good and bad, and
come back in answers. Then everything that leaves the vault is searched: what functions print, and
what they tell AWS but for the contents of objects and of rows.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import urllib3

from infra.sandbox import function_output
from infra.sandbox.sandbox import Sandbox
from infra.scale.call_recorder import Call, CallRecorder
from tests.e2e.conftest import QUICK, eventually
from tests.e2e.test_main_job import claims, drop, responses, submit

LAST, FIRST, MEMBER = "CANARYLAST", "CANARYFIRST", "CANARYMEMBER1"
NUMBER, OTHER_NUMBER, LOST_NUMBER = "CANARYPAY001", "CANARYREJ002", "CANARYLOST3"
CANARY = re.compile("CANARY", re.IGNORECASE)
WRITES = {"PutItem", "UpdateItem", "BatchWriteItem", "TransactWriteItems"}
ROW_KEYS = {"pk", "sk", "work", "work_order", "listing", "listing_order"}
KEPT_WHOLE = ("AUDIT#", "COUNTER#", "EVENT#", "API_KEY#", "USER#", "LEASE")
ADVICE = Path(__file__).parents[1] / "golden" / "office_ally"


def with_canaries(content: bytes) -> bytes:
    """The claim file, about somebody who is nobody."""
    person = rb"(NM1\*(?:IL|QC)\*1)\*[^*~]*\*[^*~]*"
    named = re.sub(person, rb"\1*" + f"{LAST}*{FIRST}".encode(), content)
    return re.sub(rb"(NM1\*IL(?:\*[^*~]*){6}\*MI)\*[^*~]+", rb"\1*" + MEMBER.encode(), named)


class Ears(logging.Handler):
    """Hears what is logged, by ourselves and by the libraries that we use."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.INFO)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(repr(vars(record)))


class Spies:
    """Everything that was printed, problem that was answered, and call of AWS that was made."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.problems: list[str] = []
        self.calls: list[Call] = []
        self.canaries_answered = 0


@contextmanager
def all_ears(heard: list[str]) -> Iterator[None]:
    loggers, ears = (logging.getLogger(), logging.getLogger("claim-courier")), Ears(heard)
    for logger in loggers:
        logger.addHandler(ears)
    yield
    for logger in loggers:
        logger.removeHandler(ears)


@pytest.fixture(scope="module")
def spies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spies]:
    spies, recorder = Spies(), CallRecorder()
    folder = tmp_path_factory.mktemp("build")
    with pytest.MonkeyPatch.context() as patch:
        write = function_output.FunctionOutput.write

        def heard(self: function_output.FunctionOutput, text: str) -> int:
            spies.printed.append(text)
            return write(self, text)

        patch.setattr(function_output.FunctionOutput, "write", heard)
        with (
            all_ears(spies.printed),
            Sandbox(build_dir=folder, pace=QUICK) as sandbox,
            recorder.recording(),
        ):
            good_ways(sandbox, spies)
            bad_ways(sandbox, spies)
        spies.printed.append((folder / "sandbox.log").read_text())
    spies.calls = recorder.calls
    return (yield spies)


def good_ways(sandbox: Sandbox, spies: Spies) -> None:
    """By API and by drop folder to the end, every answer collected, everything read."""
    batch = submit(sandbox, with_canaries(claims(NUMBER, OTHER_NUMBER, control_number=1)))
    assert batch["status"] != "refused", batch["findings"]
    drop(sandbox, "a.837", with_canaries(claims(LOST_NUMBER, control_number=2)))
    path = f"/v1/batches/{batch['batch_id']}"

    def settled() -> bool:
        return set(sandbox.api.get(path).body["claims_by_status"]) <= {
            "paid",
            "rejected_by_clearinghouse",
            "rejected_by_payer",
            "denied",
        }

    assert eventually(settled, seconds=60)
    found = sandbox.api.get("/v1/claims", patient_control_number=NUMBER)
    spies.canaries_answered = len(found.body["claims"])
    account_id = sandbox.addresses.account_id
    for listing in ("responses", "worklist", "statements"):
        assert sandbox.api.get(f"/v1/{listing}", account_id=account_id).status == 200
    sandbox.api.post_json(f"/v1/accounts/{account_id}/statements", {})


def bad_ways(sandbox: Sandbox, spies: Spies) -> None:
    """Broken files, names in the place of ids, names in bodies, odd answers, bad keys."""
    a, pool = sandbox.addresses, urllib3.PoolManager()
    query = f"practice_id={a.practice_id}&account_id={a.account_id}"
    broken = with_canaries(claims("CANARYBAD9", control_number=9))[:-40]
    requests: list[tuple[str, str, dict[str, str], bytes]] = [
        ("POST", f"/v1/batches?{query}", {"Content-Type": "application/edi-x12"}, broken),
        ("POST", f"/v1/batches?{query}&note={LAST}", {}, b"ISA"),
        ("POST", f"/v1/batches?practice_id={LAST}&account_id={MEMBER}", {}, broken),
        ("GET", f"/v1/claims/{LAST}", {}, b""),
        ("GET", f"/v1/claims/clm_{LAST.lower()}_00001", {}, b""),
        ("GET", f"/v1/claims/{LAST}%20{FIRST}", {}, b""),
        ("GET", f"/v1/{LAST}", {}, b""),
        ("GET", f"/v1/claims?patient_control_number={NUMBER * 9}", {}, b""),
        ("GET", f"/v1/claims?{LAST}={FIRST}", {}, b""),
        ("GET", f"/v1/batches?practice_id={a.practice_id}&cursor={LAST}", {}, b""),
        ("POST", f"/v1/accounts/{a.account_id}/resume", {}, json.dumps({LAST: FIRST}).encode()),
        ("POST", f"/v1/accounts/{a.account_id}/resume", {}, f'{{"reason": {LAST}'.encode()),
        ("POST", "/v1/keys", {}, json.dumps({"scopes": [LAST], "mode": FIRST}).encode()),
        ("GET", "/v1/practices", {"Authorization": f"Bearer {LAST}"}, b""),
        ("GET", "/v1/practices", {"X-Api-Key": f"cck_live_{LAST}"}, b""),
        ("GET", "/v1/practices", {"X-Request-Id": LAST, "User-Agent": FIRST}, b""),
        ("DELETE", f"/v1/claims/{LAST}", {}, b""),
    ]
    for method, path, headers, body in requests:
        key = {"Authorization": f"Bearer {a.api_key}", "Content-Type": "application/json"}
        answer = pool.request(
            method, a.api_url + path, headers={**key, **headers}, body=body, retries=False
        )
        assert answer.status < 500, (method, path, answer.data)
        if answer.status >= 400:
            spies.problems.append(json.dumps([answer.json(), dict(answer.headers)]))
    drop(sandbox, "b.837", broken)
    for name, content in odd_answers():
        sandbox.clearinghouse.put_outbound(a.sftp_user, name, content)
    names = {name for name, _ in odd_answers()}
    assert eventually(
        lambda: names <= {r["name"] for r in responses(sandbox) if r["state"] != "stored"}, 60
    )


def odd_answers() -> Iterator[tuple[str, bytes]]:
    """Nobody understands the first; the second pays somebody whom nobody knows."""
    yield "1598000777_mystery.dat", f"{LAST},{FIRST},{MEMBER}".encode()
    name = "1598700001_ERA_835_5010_20260320.835"
    advice = (ADVICE / name).read_bytes()
    yield name, re.sub(rb"NM1\*QC\*1\*[^*~]*", b"NM1*QC*1*" + LAST.encode(), advice)


def test_the_canaries_have_really_gone_all_the_way(spies: Spies) -> None:
    assert spies.canaries_answered == 1
    rows = [row for call in spies.calls for row in rows_in(call.parameters)]
    assert any(NUMBER in repr(row) for row in rows)
    assert len(spies.problems) > 10
    assert any("batch received" in text for text in spies.printed)


def test_nothing_that_is_printed_has_a_canary(spies: Spies) -> None:
    assert not [text for text in spies.printed if CANARY.search(text)]


def test_no_problem_has_a_canary(spies: Spies) -> None:
    assert not [problem for problem in spies.problems if CANARY.search(problem)]


def test_no_message_event_key_or_name_has_a_canary(spies: Spies) -> None:
    told = [(call.service, call.operation, part) for call in spies.calls for part in said(call)]
    assert not [each for each in told if CANARY.search(each[2])]
    services = {service for service, _, _ in told}
    assert {"dynamodb", "s3", "sqs"} <= services


def said(call: Call) -> Iterator[str]:
    """What a call tells AWS in the open; contents of objects and rows are encrypted and kept."""
    parameters = call.parameters
    if call.service == "dynamodb":
        for row in rows_in(parameters) if call.operation in WRITES else ():
            keys = {name: row[name] for name in ROW_KEYS & row.keys()}
            whole = str(keys.get("pk", "")).find("#") >= 0 and any(
                mark in str(keys) for mark in KEPT_WHOLE
            )
            yield repr(row if whole else keys)
    elif call.service == "s3":
        yield repr({name: value for name, value in parameters.items() if name != "Body"})
    else:
        yield repr(parameters)
    if "Error" in call.answer:
        yield repr(call.answer["Error"])


def rows_in(parameters: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - as boto3 takes them
    """Every row that is written by a call, however deep it lies."""
    if isinstance(parameters, dict):
        if "pk" in parameters:
            yield parameters
        values: Iterable[Any] = parameters.values()
    elif isinstance(parameters, list):
        values = parameters
    else:
        return
    for value in values:
        yield from rows_in(value)
