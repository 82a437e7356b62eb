"""`python -m infra.sandbox run|demo`: everything on this machine, and the story of two batches."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from infra.sandbox.alarms.notice import AlarmChange
from infra.sandbox.local_api import PortTakenError
from infra.sandbox.sandbox import Addresses, Sandbox
from infra.sandbox.story import ENDINGS, Story

SAMPLES = Path(__file__).parents[2] / "samples"
DEFAULT_PORT = 8000
STORY_SECONDS = 120


def main(arguments: list[str]) -> int:
    """0 when the story ended well, 1 when a claim did not get where it should, 2 for bad usage."""
    if arguments not in (["run"], ["demo"]):
        print("usage: python -m infra.sandbox run|demo", file=sys.stderr)
        return 2
    keeps_running = arguments == ["run"]
    port = os.environ.get("PORT") or str(DEFAULT_PORT if keeps_running else 0)
    if not (port.isascii() and port.isdigit() and int(port) < 65_536):
        print(f"PORT={port} is no port: give a number, such as PORT=8001", file=sys.stderr)
        return 2
    stop = _stop_on_signals()
    build_dir = Path("build") if keeps_running else Path("build") / "demo"
    try:
        with Sandbox(api_port=int(port), build_dir=build_dir) as sandbox:
            ended_well = _tell(sandbox, stop)
            if keeps_running and not stop.is_set():
                _say_how_to_go_on(sandbox.addresses)
                stop.wait()
                print("\nStopping ...")
    except PortTakenError as error:
        print(f"Can't start: {error}", file=sys.stderr)
        return 1
    return 0 if ended_well else 1


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def ask(_number: int, _frame: object) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return stop


def _tell(sandbox: Sandbox, stop: threading.Event) -> bool:
    addresses, began = sandbox.addresses, time.monotonic()

    def tell(what: str, particulars: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {what:<9}  {particulars}", flush=True)

    sandbox.world.alarms.listeners.append(_alarm_teller(tell))
    tell("ready", f"API {addresses.api_url}, SFTP {addresses.sftp_host}:{addresses.sftp_port}")
    story = Story(sandbox.api, addresses.account_id, tell)
    batches = [_by_api(sandbox, tell), _by_drop_folder(sandbox, tell)]
    ended_well = story.follow(batches, STORY_SECONDS, stop)
    if stop.is_set():
        print("\nStopping before the story's end ...")
        return False
    _print_endings(story.endings(batches))
    if not ended_well:
        print("Some claims did not get where they should.", file=sys.stderr)
        for failure in sandbox.world.functions.failures:
            print(f"{failure.function} failed:\n{failure.trace}", file=sys.stderr)
    return ended_well


def _by_api(sandbox: Sandbox, tell: Callable[[str, str], None]) -> str:
    a = sandbox.addresses
    content = (SAMPLES / "professional.837").read_bytes()
    reply = sandbox.api.post(
        "/v1/batches", content, practice_id=a.practice_id, account_id=a.account_id
    )
    tell("received", f"samples/professional.837 by POST /v1/batches, {len(content)} bytes")
    batch = reply.body
    tell(
        "checked",
        f"{batch['claim_count']} claims, {batch['total_charge']} USD, "
        f"{len(batch['findings'])} findings",
    )
    return str(batch["batch_id"])


def _by_drop_folder(sandbox: Sandbox, tell: Callable[[str, str], None]) -> str:
    """Drops a file and waits until it shows among the practice's batches."""
    a = sandbox.addresses
    key = f"drop/{a.practice_id}/Dental März (new).837"
    sandbox.world.clients.s3.put_object(
        Bucket=a.intake_bucket, Key=key, Body=(SAMPLES / "dental.837").read_bytes()
    )
    tell("received", "samples/dental.837 by drop folder")
    deadline = time.monotonic() + STORY_SECONDS
    while time.monotonic() < deadline:
        listed = sandbox.api.get("/v1/batches", practice_id=a.practice_id).body["batches"]
        dropped = [batch for batch in listed if batch["source"] == "drop_folder"]
        if dropped and dropped[0]["status"] != "received":
            tell("checked", f"{dropped[0]['claim_count']} claims, {dropped[0]['total_charge']} USD")
            return str(dropped[0]["batch_id"])
        time.sleep(0.1)
    raise TimeoutError("The dropped file was not taken in.")


def _alarm_teller(tell: Callable[[str, str], None]) -> Callable[[AlarmChange], None]:
    def told(change: AlarmChange) -> None:
        tell(
            "ALARM",
            f"{change.rule.name} {change.old.value} -> {change.new.state.value}: "
            f"{change.new.reason}",
        )

    return told


def _print_endings(claims: list[dict[str, object]]) -> None:
    print(f"\n{'claim':<14}{'charge':>10}{'paid':>10}  {'status':<28}what to do")
    for claim in claims:
        number = str(claim["patient_control_number"])
        wanted = ENDINGS[number[:3]]
        mark = "" if claim["status"] == wanted else f"  (should be {wanted})"
        print(
            f"{number:<14}{claim['charge']:>10}{claim['paid']:>10}  "
            f"{claim['status']:<28}{claim['do']}{mark}"
        )


def _say_how_to_go_on(a: Addresses) -> None:
    query = f"practice_id={a.practice_id}&account_id={a.account_id}"
    print(f"""
Everything keeps running; Ctrl-C ends it. All of this also stands in build/sandbox.json.

API            {a.api_url}   (key {a.api_key})
S3             {a.s3_endpoint}
drop folder    s3://{a.intake_bucket}/drop/{a.practice_id}/
archive        s3://{a.archive_bucket}
SFTP           sftp -P {a.sftp_port} {a.sftp_user}@{a.sftp_host}   (password {a.sftp_password})

Hand in a batch by API:
  echo 'header = "Authorization: Bearer {a.api_key}"' |
  curl -sS --config - "{a.api_url}/v1/batches?{query}" \\
    -H "Content-Type: application/edi-x12" --data-binary @samples/institutional.837

Hand in a batch by drop folder:
  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 \\
  aws --endpoint-url {a.s3_endpoint} s3 cp samples/institutional.837 \\
    "s3://{a.intake_bucket}/drop/{a.practice_id}/any name.837"

See what came back:
  echo 'header = "Authorization: Bearer {a.api_key}"' |
  curl -sS --config - "{a.api_url}/v1/responses?account_id={a.account_id}"

Move the clock (a batch that nobody answers then raises the 72-hour alarm here):
  make clock ADVANCE=73h
""")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
