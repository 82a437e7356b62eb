"""The story of the sample batches, told line by line as it happens.

The teller is a client like any other: all that it knows, it reads from the API.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from infra.sandbox.api_client import ApiClient

ENDINGS = {
    "PAY": "paid",
    "UND": "partially_paid",
    "DED": "paid",
    "DEN": "denied",
    "REJ": "rejected_by_clearinghouse",
    "PRJ": "rejected_by_payer",
    "PND": "paid",
    "REV": "reversed",
}
"""Where a claim of the samples must end, by the beginning of its patient control number."""

ANSWERS = {
    "999": "999 acknowledgment",
    "file_summary": "File Summary",
    "edi_status": "EDI Status report",
    "277ca": "277CA claim acknowledgment",
    "835": "835 remittance",
    "era_text": "835 as readable text",
    "zip": "ERA bundle",
    "failed_file": "failed-file notice",
    "unknown": "file that nobody understands",
}

Tell = Callable[[str, str], None]
"""Tells one line: what happened, and the particulars."""


@dataclass(slots=True)
class Story:
    """Follows batches of one account from hand-over to their ends."""

    api: ApiClient
    account_id: str
    tell: Tell
    _told_batches: dict[str, str] = field(default_factory=dict)
    _told_claims: dict[str, str] = field(default_factory=dict)
    _told_responses: set[str] = field(default_factory=set)

    def follow(self, batch_ids: list[str], seconds: float, stop: Event | None = None) -> bool:
        """True when every claim ended where it should within that time, and nobody said `stop`."""
        deadline = time.monotonic() + seconds
        stop = stop or Event()
        while time.monotonic() < deadline:
            self._tell_responses()
            claims = [claim for batch_id in batch_ids for claim in self._tell_batch(batch_id)]
            if claims and all(_ended(claim) for claim in claims):
                self._tell_responses()
                self._tell_archive(claims)
                return True
            if stop.wait(0.25):
                return False
        return False

    def endings(self, batch_ids: list[str]) -> list[dict[str, Any]]:
        """All claims of the batches as the API shows them."""
        return [
            claim
            for batch_id in batch_ids
            for claim in self.api.get(f"/v1/batches/{batch_id}/claims").body["claims"]
        ]

    def _tell_batch(self, batch_id: str) -> list[dict[str, Any]]:
        batch = self.api.get(f"/v1/batches/{batch_id}").body
        sent = next((t for t in batch["transmissions"] if t["sent_at"]), None)
        if sent and self._is_new(self._told_batches, sent["transmission_id"], "sent"):
            self.tell("sent", f"{batch['kind']} as {sent['file_name']}")
        if self._is_new(self._told_batches, batch_id, batch["status"]):
            self.tell("batch", f"{batch['kind']} is {batch['status']}: {batch['means']}")
        for claim in batch["claims"]:
            waits = claim["status"] == "awaiting"
            if not waits and self._is_new(self._told_claims, claim["claim_id"], claim["status"]):
                self.tell("claim", f"{claim['patient_control_number']} {claim['status']}")
        claims: list[dict[str, Any]] = batch["claims"]
        return claims

    def _tell_responses(self) -> None:
        page = self.api.get("/v1/responses", account_id=self.account_id, limit="200").body
        for response in reversed(page["responses"]):
            known = response["response_id"] in self._told_responses
            if not known and response["state"] != "stored":
                self._told_responses.add(response["response_id"])
                self.tell("collected", f"{ANSWERS[response['kind']]} {response['name']}")

    def _tell_archive(self, claims: list[dict[str, Any]]) -> None:
        for remittance_id in sorted(self._remittance_ids(claims)):
            remittance = self.api.get(f"/v1/remittances/{remittance_id}").body
            text = "with its text" if remittance["text_key"] else "WITHOUT its text"
            self.tell(
                "archived",
                f"{remittance['payer_name']} {remittance['method']} {remittance['trace_number']}, "
                f"{remittance['amount']} USD: {remittance['raw_key']} {text}",
            )

    def _remittance_ids(self, claims: list[dict[str, Any]]) -> set[str]:
        timelines = [self.api.get(f"/v1/claims/{claim['claim_id']}").body for claim in claims]
        return {
            fact["remittance_id"]
            for timeline in timelines
            for fact in timeline["timeline"]
            if fact["remittance_id"]
        }

    @staticmethod
    def _is_new(told: dict[str, str], name: str, value: str) -> bool:
        if told.get(name) == value:
            return False
        told[name] = value
        return True


def _ended(claim: dict[str, Any]) -> bool:
    prefix = claim["patient_control_number"][:3]
    return bool(claim["status"] == ENDINGS[prefix])
