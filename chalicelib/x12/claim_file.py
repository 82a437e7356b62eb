"""Checks an 837 claim file as a client hands it in, and indexes its claims."""

from dataclasses import dataclass

from chalicelib.x12 import claim_rules, envelope_rules
from chalicelib.x12.claim_index import ClaimIndexer, IndexedClaim
from chalicelib.x12.delimiters import (
    Delimiters,
    UnreadableInterchange,
    interchange_offset,
    read_delimiters,
)
from chalicelib.x12.envelope import Interchange
from chalicelib.x12.envelope_reader import EnvelopeReader
from chalicelib.x12.findings import Finding, FindingCollector, Level
from chalicelib.x12.guide_checks import check_guides
from chalicelib.x12.guides import ClaimKind
from chalicelib.x12.segments import read_segments

MOST_BYTES = 100_000_000
MOST_SETS = 5_000


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """What a claim file holds and what is wrong with it.

    `findings` are in file order, at most 200; `more` says how many further there are.
    `interchange` is the first one, None when no ISA can be read. `claims` are in file order.
    """

    findings: tuple[Finding, ...]
    more: int
    interchange: Interchange | None
    kind: ClaimKind | None
    claims: tuple[IndexedClaim, ...]
    delimiters: Delimiters | None

    @property
    def acceptable(self) -> bool:
        """Whether the file can be sent on: nothing worse than a warning was found."""
        return not any(finding.level is Level.ERROR for finding in self.findings)


def check_claim_file(data: bytes) -> ClaimFile:
    """All findings on an 837 file and an index of its claims; never raises, whatever `data` is."""
    findings = FindingCollector()
    if len(data) > MOST_BYTES:
        findings.add(claim_rules.TOO_LARGE, counted=len(data), most=MOST_BYTES)
        return ClaimFile(findings.kept(), 0, None, None, (), None)
    try:
        delimiters = read_delimiters(data)
    except UnreadableInterchange as error:
        findings.add(envelope_rules.UNREADABLE[error.reason])
        return ClaimFile(findings.kept(), 0, None, None, (), None)
    return _check_readable(data, delimiters, findings)


def _check_readable(data: bytes, delimiters: Delimiters, findings: FindingCollector) -> ClaimFile:
    _note_leading_bytes(data, findings)
    envelope, indexer = EnvelopeReader(findings), ClaimIndexer(delimiters, findings)
    for segment in envelope.read(read_segments(data, delimiters)):
        indexer.take(segment)
    indexer.finish(len(data))
    kind = _check_contents(envelope.interchanges, findings)
    if not indexer.claims and not findings.has_errors:
        findings.add(claim_rules.NO_CLAIMS)
    interchange, claims = envelope.interchanges[0], tuple(indexer.claims)
    return ClaimFile(findings.kept(), findings.more(), interchange, kind, claims, delimiters)


def _note_leading_bytes(data: bytes, findings: FindingCollector) -> None:
    offset = interchange_offset(data)
    if offset:
        findings.add(envelope_rules.LEADING_BYTES, count=offset)


def _check_contents(
    interchanges: list[Interchange], findings: FindingCollector
) -> ClaimKind | None:
    """One interchange, one group, one kind, not too many sets. The kind when there is just one."""
    if len(interchanges) > 1:
        second, counted = interchanges[1], len(interchanges)
        place = ("ISA", second.first_segment_number, second.start)
        findings.add_at(claim_rules.ONE_INTERCHANGE, place, counted=counted)
    _check_one_group(interchanges, findings)
    groups = [group for interchange in interchanges for group in interchange.groups]
    sets = sum(len(group.sets) for group in groups)
    if sets > MOST_SETS:
        findings.add(claim_rules.TOO_MANY_SETS, counted=sets, most=MOST_SETS)
    kinds = {check_guides(group, findings) for group in groups}
    return kinds.pop() if len(kinds) == 1 else None


def _check_one_group(interchanges: list[Interchange], findings: FindingCollector) -> None:
    for interchange in interchanges:
        if len(interchange.groups) > 1:
            second, counted = interchange.groups[1], len(interchange.groups)
            place = ("GS", second.first_segment_number, second.start)
            findings.add_at(claim_rules.ONE_GROUP, place, counted=counted)
