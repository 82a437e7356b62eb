"""What is wrong with a file of any kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.x12.check_stream import check_stream
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import Finding, FindingCollector
from chalicelib.x12.sniff import X12Kind, sniff_x12


@dataclass(frozen=True, slots=True)
class Report:
    """`kind` is such as 837P or 835, None when it cannot be told; `more` findings were left out.

    `readable` is False when there is no ISA that can be read.
    """

    readable: bool
    acceptable: bool
    kind: str | None
    claims: int
    findings: tuple[Finding, ...]
    more: int


def report_on(data: bytes, in_chunks: Callable[[bytes], Iterable[bytes]]) -> Report:
    """Claim files are checked as a client hands them in, other kinds by their guide alone."""
    kind = sniff_x12(data)
    if kind in (None, X12Kind.CLAIM):
        checked = check_claim_file(data, in_chunks=in_chunks)
        readable, claims = checked.interchange is not None, len(checked.claims)
        known = (checked.kind, claims, checked.findings, checked.more)
        return Report(readable, checked.acceptable, *known)
    findings = FindingCollector()
    check_stream(in_chunks(data), findings)
    return Report(True, not findings.has_errors, kind, 0, findings.kept(), findings.more())
