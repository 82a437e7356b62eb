"""A client of Claim Courier in plain Python: hand in a file, follow it, fetch what was paid.

    python examples/submit_and_follow.py FILE.837 FOLDER

Where the API is, the key, the practice and the account come from COURIER_API_URL, COURIER_API_KEY,
COURIER_PRACTICE_ID and COURIER_ACCOUNT_ID. Ends with 0 when every claim has been paid, denied or
rejected, and 1 when the file was refused. Copy it and change it: it needs nothing but Python.
"""

import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

API = os.environ["COURIER_API_URL"].rstrip("/")
KEY = os.environ["COURIER_API_KEY"]
PRACTICE = os.environ["COURIER_PRACTICE_ID"]
ACCOUNT = os.environ["COURIER_ACCOUNT_ID"]


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """The key is for the API only: where an answer points elsewhere, we go without it."""

    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirects)
WAITING = {"awaiting", "pended", "accepted_by_clearinghouse", "accepted_by_payer"}
"""A claim with any other status has come to an end (it may still be reversed)."""
TRIES = 5


def call(
    method: str,
    path: str,
    query: dict[str, str] | None = None,
    body: bytes | None = None,
    kind: str = "application/json",
) -> Any:  # noqa: ANN401 - JSON
    """What is in a good answer. Asks again where that is safe and makes sense."""
    url = f"{API}{path}?{urlencode(query)}" if query else API + path
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": kind}
    for tries_left in reversed(range(TRIES)):
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            with OPENER.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.SEE_OTHER:
                return json.load(error)
            problem = json.load(error)
            if not (tries_left and problem.get("retryable")):
                # Problems have stable codes, words for a person, and an id for our support.
                sys.exit(f"{problem['code']}: {problem['detail']} ({problem['request_id']})")
            time.sleep(int(error.headers.get("Retry-After", 1)))
        except (OSError, http.client.HTTPException) as error:
            # Nothing came, too little, or too late: what was sent may have been done.
            if not tries_left:
                sys.exit(f"{API} can't be reached: {error}")
            time.sleep(1)
    return None


def submit(file: Path) -> dict[str, Any]:
    """Sent twice, the same bytes are the same batch: nothing reaches the clearinghouse twice."""
    query = {"practice_id": PRACTICE, "account_id": ACCOUNT}
    batch: dict[str, Any] = call(
        "POST", "/v1/batches", query, file.read_bytes(), "application/edi-x12"
    )
    return batch


def follow(batch_id: str, after: int) -> int:
    """Reads the feed of events until no claim of the batch waits for anything.

    Whoever writes down the number that comes back, and begins there the next time, misses nothing
    and hears nothing twice.
    """
    while True:
        page = call("GET", "/v1/events", {"after": str(after)})
        after = page["after"]
        ours = [each for each in page["events"] if each["data"].get("batch_id") == batch_id]
        for event in ours:
            print(f"{event['seq']} {event['time']} {event['type']} {event['subject']}", flush=True)
        if ours and is_settled(batch_id):
            return after
        if not page["more"]:
            time.sleep(1)


def is_settled(batch_id: str) -> bool:
    batch = call("GET", f"/v1/batches/{batch_id}")
    counts = batch["claims_by_status"]
    return batch["status"] == "failed" or (bool(counts) and not WAITING & counts.keys())


def claims_of(batch_id: str) -> Iterator[dict[str, Any]]:
    """All pages."""
    query = {"limit": "200"}
    while True:
        page = call("GET", f"/v1/batches/{batch_id}/claims", query)
        yield from page["claims"]
        if not page["next_cursor"]:
            return
        query["cursor"] = page["next_cursor"]


def remittances_of(claims: list[dict[str, Any]]) -> list[str]:
    """The payments that speak of these claims, each once."""
    found: dict[str, None] = {}
    for claim in claims:
        for fact in call("GET", f"/v1/claims/{claim['claim_id']}")["timeline"]:
            if fact["remittance_id"]:
                found[fact["remittance_id"]] = None
    return list(found)


def fetch(address: str) -> bytes:
    """An address is good for some minutes and needs no key."""
    try:
        with urllib.request.urlopen(address, timeout=60) as file:
            content: bytes = file.read()
    except (OSError, http.client.HTTPException) as error:
        sys.exit(f"A file can't be fetched: {error}")
    return content


def save(remittance_id: str, folder: Path) -> None:
    """The 835 as it came and its text, if they are what was archived."""
    remittance = call("GET", f"/v1/remittances/{remittance_id}")
    for form, sha256 in (("835", remittance["raw_sha256"]), ("txt", remittance["text_sha256"])):
        if sha256 is None:
            continue
        address = call("GET", f"/v1/remittances/{remittance_id}/content", {"form": form})["url"]
        content = fetch(address)
        if hashlib.sha256(content).hexdigest() != sha256:
            sys.exit(f"{remittance_id}.{form} is not what was archived")
        (folder / f"{remittance_id}.{form}").write_bytes(content)
    print(f"saved {remittance_id}: {remittance['payer_name']} paid {remittance['amount']} USD")


def main(file: Path, folder: Path) -> int:
    os.umask(0o077)  # What is saved tells of patients: nobody else may read it.
    batch = submit(file)
    if batch["status"] == "refused":
        for finding in batch["findings"]:
            print(f"{finding['level']}: {finding['message']} {finding['fix']}")
        return 1
    follow(batch["batch_id"], after=0)
    claims = list(claims_of(batch["batch_id"]))
    for claim in claims:
        print(f"{claim['patient_control_number']} {claim['status']}: {claim['do']}")
    folder.mkdir(parents=True, exist_ok=True)
    for remittance_id in remittances_of(claims):
        save(remittance_id, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
