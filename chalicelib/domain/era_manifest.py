"""The manifest of a month of the ERA archive as bytes: canonical JSON, so that one byte shows.

Keys in order, no spaces, ASCII only, one line feed at the end. The format is described in
docs/era.md; `chalicelib.verify` reads it on its own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from chalicelib.domain.era import ArchivedForm, ReportedPayment
from chalicelib.domain.identifiers import AccountId, sha256_of

FORMAT = "claim-courier era 1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`content_sha256` is that of all it tells of the month, whatever its number is."""

    number: int
    content: bytes
    sha256: str
    content_sha256: str


def write_manifest(
    account_id: AccountId,
    month: str,
    number: int,
    previous: str | None,
    forms: Iterable[ArchivedForm],
) -> Manifest:
    """`previous` is the SHA-256 of the manifest before; forms come by stem."""
    files = [_file(stem, list(same)) for stem, same in groupby(forms, lambda form: form.stem)]
    payments = [payment for each in files for payment in each["payments"]]
    counted = [payment for payment in payments if payment["first_key"] is None]
    told = {
        "account_id": account_id,
        "files": files,
        "format": FORMAT,
        "month": month,
        "payments": len(counted),
        "total": str(sum((Decimal(each["amount"]) for each in counted), Decimal())),
    }
    entry = {**told, "number": number, "previous": previous}
    sha256 = sha256_of(_canonical(entry))
    content = _canonical({"manifest": entry, "sha256": sha256})
    return Manifest(number, content, sha256, sha256_of(_canonical(told)))


def read_manifest(content: bytes) -> Manifest:
    """One that `write_manifest` wrote."""
    document = json.loads(content)
    entry = document["manifest"]
    told = {key: value for key, value in entry.items() if key not in {"number", "previous"}}
    return Manifest(entry["number"], content, document["sha256"], sha256_of(_canonical(told)))


def told_keys(content: bytes) -> frozenset[str]:
    """The objects that a manifest tells of."""
    files = json.loads(content)["manifest"]["files"]
    return frozenset(form["key"] for file in files for form in file["forms"].values())


def files_told(content: bytes, sha256: str) -> int | None:
    """How many files a manifest lists; None unless it is, byte for byte, the one with this
    SHA-256."""
    try:
        entry = json.loads(content)["manifest"]
    except (ValueError, KeyError, TypeError):
        return None
    whole = _canonical({"manifest": entry, "sha256": sha256})
    if content != whole or sha256_of(_canonical(entry)) != sha256:
        return None
    return len(entry["files"])


def _file(stem: str, forms: list[ArchivedForm]) -> dict[str, Any]:
    payments = [_payment(payment) for form in forms for payment in form.payments]
    return {
        "forms": {form.form.value: _form(form) for form in forms},
        "payments": payments,
        "stem": stem,
    }


def _form(form: ArchivedForm) -> dict[str, Any]:
    return {
        "key": form.key,
        "origin": form.origin.value,
        "response_id": form.response_id,
        "sha256": form.sha256,
        "size": form.size,
    }


def _payment(payment: ReportedPayment) -> dict[str, Any]:
    return {
        "amount": str(payment.amount),
        "claims": payment.claim_count,
        "first_key": payment.first_key,
        "imbalances": payment.imbalances,
        "method": payment.method,
        "originator": payment.originator,
        "paid_on": payment.paid_on.isoformat() if payment.paid_on else None,
        "payer_identifier": payment.payer_identifier,
        "payer_name": payment.payer_name,
        "remittance_id": payment.remittance_id,
        "trace_number": payment.trace_number,
    }


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"
