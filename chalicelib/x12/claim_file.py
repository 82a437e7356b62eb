"""Checks an 837 claim file as a client hands it in, and indexes its claims."""

from collections.abc import Callable, Iterable

from chalicelib.x12 import claim_rules
from chalicelib.x12.batches import slices
from chalicelib.x12.check_stream import check_stream
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.envelope import Interchange
from chalicelib.x12.findings import ERROR, Finding, FindingCollector
from chalicelib.x12.guide_checks import check_guides
from chalicelib.x12.guides import ClaimKind
from chalicelib.x12.profile_rules import MOST_BYTES, MOST_SETS, ProfileRules
from chalicelib.x12.typed import NamedTuple

__all__ = ["MOST_BYTES", "MOST_SETS", "ClaimFile", "check_claim_file"]


class ClaimFile(NamedTuple):
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
        return not any(finding.level == ERROR for finding in self.findings)


def check_claim_file(
    data: bytes,
    profile: ProfileRules | None = None,
    in_chunks: Callable[[bytes], Iterable[bytes]] = slices,
) -> ClaimFile:
    """All findings on an 837 file and an index of its claims; never raises, whatever `data` is.

    `profile` is what a clearinghouse asks for beyond the guides. `in_chunks` cuts the file into
    the chunks that are read one after the other: who passes it can follow the progress.
    """
    profile, findings = profile or ProfileRules(), FindingCollector()
    if len(data) > profile.most_bytes:
        findings.add(claim_rules.TOO_LARGE, counted=len(data), most=profile.most_bytes)
        return ClaimFile(findings.kept(), 0, None, None, (), None)
    claims: list[IndexedClaim] = []
    interchanges, delimiters = check_stream(in_chunks(data), findings, claims.append, profile)
    kind = _check_contents(interchanges, profile, findings)
    if delimiters is not None:
        _check_indentation(data, delimiters, findings)
    if interchanges and not claims and not findings.has_errors:
        findings.add(claim_rules.NO_CLAIMS)
    interchange = interchanges[0] if interchanges else None
    kept, more = findings.kept(), findings.more()
    return ClaimFile(kept, more, interchange, kind, tuple(claims), delimiters)


def _check_contents(
    interchanges: list[Interchange], profile: ProfileRules, findings: FindingCollector
) -> ClaimKind | None:
    """Not too many interchanges, groups and sets, one kind. The kind when there is just one."""
    if len(interchanges) > profile.most_interchanges:
        second, counted = interchanges[profile.most_interchanges], len(interchanges)
        place = ("ISA", second.first_segment_number, second.start)
        findings.add_at(claim_rules.ONE_INTERCHANGE, place, counted=counted)
    _check_groups(interchanges, profile, findings)
    groups = [group for interchange in interchanges for group in interchange.groups]
    sets = sum(len(group.sets) for group in groups)
    if sets > profile.most_sets:
        findings.add(claim_rules.TOO_MANY_SETS, counted=sets, most=profile.most_sets)
    kinds = {check_guides(group, findings) for group in groups}
    return kinds.pop() if len(kinds) == 1 else None


def _check_indentation(data: bytes, delimiters: Delimiters, findings: FindingCollector) -> None:
    """Readers here look past blanks before a segment; a clearinghouse need not."""
    starts = (delimiters.segment, b"\r", b"\n")
    if any(start + blank in data for start in starts for blank in (b" ", b"\t")):
        from chalicelib.x12.indentation import first_indented

        place = first_indented(data, delimiters)
        if place is not None:
            findings.add_at(claim_rules.INDENTED, place)


def _check_groups(
    interchanges: list[Interchange], profile: ProfileRules, findings: FindingCollector
) -> None:
    for interchange in interchanges:
        if len(interchange.groups) > profile.most_groups:
            second, counted = interchange.groups[profile.most_groups], len(interchange.groups)
            place = ("GS", second.first_segment_number, second.start)
            findings.add_at(claim_rules.ONE_GROUP, place, counted=counted)
