"""What was found in months of the ERA archive, for people and for programs."""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.verify.era_month import MonthVerdict


def as_text(verdicts: Mapping[str, MonthVerdict]) -> Iterator[str]:
    for name, verdict in verdicts.items():
        yield f"{name}: {verdict.files} files, {verdict.payments} payments, {verdict.total}"
        yield from (f"  {each.file}: {each.fault}: {each.words}" for each in verdict.findings)
        yield from (f"  note: {stem} came in one form only" for stem in verdict.incomplete)
        yield from (f"  note: {named} does not balance" for named in verdict.unbalanced)
        if verdict.head is not None:
            yield f"  head: {verdict.head.says['number']:06d} {verdict.head.sha256}"
        yield f"  {'CHANGED' if verdict.findings else 'sound'}"


def as_json(verdicts: Mapping[str, MonthVerdict]) -> dict[str, Any]:
    return {name: _verdict(verdict) for name, verdict in verdicts.items()}


def _verdict(verdict: MonthVerdict) -> dict[str, Any]:
    head = verdict.head
    return {
        "files": verdict.files,
        "payments": verdict.payments,
        "total": str(verdict.total),
        "sound": not verdict.findings,
        "head": None if head is None else {"number": head.says["number"], "sha256": head.sha256},
        "findings": [
            {"fault": each.fault, "file": each.file, "words": each.words}
            for each in verdict.findings
        ],
        "incomplete": list(verdict.incomplete),
        "unbalanced": list(verdict.unbalanced),
    }
