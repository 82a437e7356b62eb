"""Checks the certificate of an account's closing against the chain that it names."""

from collections.abc import Iterator, Mapping

from chalicelib.verify.findings import Fault, FaultyFileError, Finding
from chalicelib.verify.folder import (
    CERTIFICATE,
    CERTIFICATE_PAGE,
    Certificate,
    Entry,
    Folder,
)

ITEMS = (
    "no_batch_awaiting",
    "no_uncertain_send",
    "claims_settled",
    "nothing_undecided",
    "open_claims_document",
    "appeals_document",
    "appeals_reviewed",
    "era_archived",
    "era_verified",
    "era_both_forms",
    "era_complete",
    "era_route_quiet",
    "export_patient_demographics",
    "export_claim_history",
    "export_appointments",
    "export_charts",
    "enrolments_elsewhere",
    "sixty_day_closeout",
    "statement_balanced",
    "credentials_revoked",
)
"""What must hold, in this format, before an account may be closed."""


def check_certificate(
    folder: Folder, entries: Mapping[int, Entry]
) -> tuple[Certificate | None, list[Finding]]:
    """Nothing is found wrong where there is no certificate: then the account is not closed.

    `entries` are the sound statements of the chain by number.
    """
    if not folder.has(CERTIFICATE):
        alone = folder.has(CERTIFICATE_PAGE)
        words = "the page is there without its certificate"
        return None, [Finding(Fault.MISSING, None, CERTIFICATE, words)] if alone else []
    try:
        certificate = folder.certificate()
        page = folder.read(CERTIFICATE_PAGE)
    except FaultyFileError as error:
        return None, [Finding(error.fault, None, CERTIFICATE, error.words)]
    findings = [*_findings(certificate, entries), *_of_page(certificate, page)]
    return (None if findings else certificate), findings


def _findings(certificate: Certificate, entries: Mapping[int, Entry]) -> Iterator[Finding]:
    says, named = certificate.says, certificate.says["statement"]
    entry = entries.get(named["number"])
    chained = (named["sha256"], says["account_id"])
    if entry is None or (entry.sha256, entry.says["account_id"]) != chained:
        words = "the statement that the certificate names is not in this chain"
        yield Finding(Fault.UNCHAINED, named["number"], CERTIFICATE, words)
    elif not entry.says["balanced"]:
        words = "the statement that the certificate names does not balance"
        yield Finding(Fault.BLOCKED, named["number"], CERTIFICATE, words)
    left_out = set(ITEMS) - {item["item"] for item in says["items"]}
    blocked = {item["item"] for item in says["items"] if not _is_closed(item)}
    if open_items := left_out | blocked:
        words = f"these items do not hold: {', '.join(sorted(open_items))}"
        yield Finding(Fault.BLOCKED, None, CERTIFICATE, words)


def _is_closed(item: Mapping[str, object]) -> bool:
    """It holds, or somebody has signed for it."""
    return item["state"] == "holds" or (item["state"] == "signed" and item["signed"] is not None)


def _of_page(certificate: Certificate, page: bytes) -> Iterator[Finding]:
    if certificate.sha256.encode() not in page:
        words = "the page to print is that of another certificate"
        yield Finding(Fault.ALTERED, None, CERTIFICATE_PAGE, words)
