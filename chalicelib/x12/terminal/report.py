"""What is wrong with a file of any kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalicelib.x12.check_file import CheckedFile, check_file
from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.findings import Finding
from chalicelib.x12.guide.index import table_name
from chalicelib.x12.sniff import X12Kind, sniff_x12

InChunks = Callable[[bytes], Iterable[bytes]]


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


def report_on(data: bytes, in_chunks: InChunks) -> Report:
    """Claim files are checked as a client hands them in, other kinds by their guide alone.

    A file without transaction sets is taken for a claim file that went wrong, but for a TA1.
    """
    sniffed = sniff_x12(data)
    if sniffed is X12Kind.CLAIM:
        return _on_claims(data, in_chunks)
    checked = check_file(in_chunks(data))
    kind = _kind_by_guide(checked) or sniffed
    if kind is None and not _has_sets(checked):
        return _on_claims(data, in_chunks)
    return Report(True, checked.is_sound, kind, 0, checked.findings, checked.more)


def _on_claims(data: bytes, in_chunks: InChunks) -> Report:
    checked = check_claim_file(data, in_chunks=in_chunks)
    readable, claims = checked.interchange is not None, len(checked.claims)
    return Report(
        readable, checked.acceptable, checked.kind, claims, checked.findings, checked.more
    )


def _has_sets(checked: CheckedFile) -> bool:
    return any(group.sets for each in checked.interchanges for group in each.groups)


def _kind_by_guide(checked: CheckedFile) -> str | None:
    """The name of the guide table of the first transaction set."""
    groups = (group for each in checked.interchanges for group in each.groups)
    return next(
        (table_name(first.id, group.version) for group in groups for first in group.sets[:1]), None
    )
