"""What was found, for people and for programs."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.verify.chain import Verdict
from chalicelib.verify.findings import Finding
from chalicelib.verify.folder import Certificate


def as_text(verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    for name, verdict in verdicts.items():
        yield f"{name}: {verdict.entries} statements, {verdict.pages} pages"
        yield from (f"  {_sentence(finding)}" for finding in verdict.findings)
        if verdict.unnamed_pages:
            count = len(verdict.unnamed_pages)
            yield f"  note: {count} pages belong to no statement that lies here"
        if verdict.head is not None:
            balance = "balanced" if verdict.is_balanced else "DOES NOT BALANCE"
            yield f"  head: {verdict.head.number:08d} {verdict.head.sha256} {balance}"
        if verdict.certificate is not None:
            yield from _closing(verdict.certificate, verdict.months_checked)
        yield f"  {'CHANGED' if verdict.findings else 'sound'}"


def as_json(verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    return {name: _verdict(verdict) for name, verdict in verdicts.items()}


def _sentence(finding: Finding) -> str:
    where = "no entry" if finding.entry is None else f"entry {finding.entry}"
    return f"{where}: {finding.file}: {finding.fault}: {finding.words}"


def _closing(certificate: Certificate, months_checked: bool) -> Iterator[str]:
    yield f"  closed: {certificate.says['issued_at']} {certificate.sha256}"
    count = len(certificate.era_months)
    names = f"its certificate names {count or 'no'} month{'s' * (count > 1)} of the ERA archive"
    if not count:
        yield f"  note: {names}"
    elif months_checked:
        yield f"  {names}"
    else:
        yield f"  note: {names}, which were not looked for"


def _verdict(verdict: Verdict) -> dict[str, Any]:
    head = verdict.head
    return {
        "statements": verdict.entries,
        "pages": verdict.pages,
        "sound": not verdict.findings,
        "balanced": verdict.is_balanced,
        "head": None if head is None else {"number": head.number, "sha256": head.sha256},
        "certificate": None if verdict.certificate is None else verdict.certificate.sha256,
        "months_checked": verdict.months_checked,
        "findings": [
            {"fault": each.fault, "entry": each.entry, "file": each.file, "words": each.words}
            for each in verdict.findings
        ],
        "unnamed_pages": list(verdict.unnamed_pages),
    }
