"""The certificate of an account's closing, as canonical JSON.

It names the last conservation statement by its hash, so that it is tied to the chain of all that
ever came in, and of each month of the ERA archive its newest manifest, so that none can be taken
away unnoticed; and it has a hash of its own. The format is described in docs/closing.md;
`chalicelib.verify` reads it on its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.canonical import canonical
from chalicelib.domain.closing.certified_month import CertifiedMonth
from chalicelib.domain.closing.check import Check
from chalicelib.domain.closing.survey import Survey
from chalicelib.domain.conservation.line import instant_text
from chalicelib.domain.identifiers import sha256_of

FORMAT = "claim-courier closing 2"

Says = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Certificate:
    """`content` are the bytes that are archived, `says` what stands in them."""

    content: bytes
    says: Mapping[str, Any]
    sha256: str

    @property
    def issued_by(self) -> str:
        return str(self.says["issued_by"])

    @property
    def issued_at(self) -> datetime:
        return datetime.fromisoformat(self.says["issued_at"])


def certificate_of(
    account: Account,
    survey: Survey,
    checks: tuple[Check, ...],
    months: tuple[CertifiedMonth, ...],
    issued_by: str,
) -> Certificate:
    """Of a checklist without blockers, drawn at the moment of the survey."""
    says: Says = {
        "account_id": account.account_id,
        "begun_at": instant_text(survey.closure.begun_at),
        "begun_by": survey.closure.begun_by,
        "claims": {"batches": survey.claims.batches, "taken_in": survey.claims.claims},
        "clearinghouse": account.clearinghouse,
        "drill": _drill(survey),
        "enrolments": [
            {
                "clearinghouse": each.clearinghouse,
                "effective_on": each.effective_on.isoformat(),
                "payer_id": each.payer_id,
                "signed_by": each.name,
            }
            for each in sorted(survey.records.enrolments, key=lambda each: each.payer_id)
        ],
        "era_months": [
            {
                "files": each.files,
                "manifest": each.manifest,
                "month": each.month,
                "sha256": each.sha256,
            }
            for each in months
        ],
        "exports": [
            {
                "bytes": each.size,
                "kind": each.kind,
                "rows": each.rows,
                "sha256": each.sha256,
            }
            for each in sorted(survey.records.exports, key=lambda each: (each.kind, each.sha256))
        ],
        "format": FORMAT,
        "gaps_explained": [
            {"gap_id": gap.gap_id, "reason": gap.explanation.reason, "by": gap.explanation.by}
            for gap in survey.gaps
            if gap.explanation is not None
        ],
        "handover_documents": [
            {"claims": each.claims, "kind": each.kind, "sha256": each.sha256}
            for each in survey.documents
        ],
        "issued_at": instant_text(survey.now),
        "issued_by": issued_by,
        "items": [_item(check) for check in checks],
        "mode": account.mode,
        "quiet_days": survey.closure.quiet_days,
        "since": survey.closure.since.isoformat(),
        "statement": _statement(survey),
    }
    sha256 = sha256_of(canonical(says))
    return Certificate(canonical({"certificate": says, "sha256": sha256}), says, sha256)


def read_certificate(content: bytes) -> Certificate:
    document = json.loads(content)
    return Certificate(content, document["certificate"], document["sha256"])


def _item(check: Check) -> Says:
    signature = check.signature
    return {
        "found": check.found,
        "item": check.item,
        "signed": None
        if signature is None
        else {
            "at": instant_text(signature.at),
            "by": signature.by,
            "name": signature.name,
            "statement": signature.statement,
        },
        "state": check.state,
        "words": check.words,
    }


def _statement(survey: Survey) -> Says | None:
    statement = survey.statement
    if statement is None:
        return None
    return {"number": statement.number, "sha256": statement.sha256}


def _drill(survey: Survey) -> Says | None:
    drill = survey.drill
    if drill is None:
        return None
    return {
        "began_at": instant_text(drill.began_at),
        "bytes": drill.size,
        "drill_id": drill.drill_id,
        "objects": drill.checked,
        "remittances": drill.remittances,
        "report_sha256": drill.report_sha256,
        "unbalanced": drill.unbalanced,
    }
