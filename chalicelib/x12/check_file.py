"""Checks an X12 file of any kind: claims, remittances, acknowledgments, status, eligibility."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.x12 import envelope_rules as rules
from chalicelib.x12.check_stream import check_stream
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.envelope import FunctionalGroup, Interchange
from chalicelib.x12.findings import ERROR, Finding, FindingCollector
from chalicelib.x12.guide.index import table_name


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`findings` are in file order, at most 200; `more` says how many further there are.

    `delimiters` are those of the first interchange, None when no ISA can be read.
    """

    findings: tuple[Finding, ...]
    more: int
    interchanges: tuple[Interchange, ...]
    delimiters: Delimiters | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return not any(finding.level == ERROR for finding in self.findings)


def check_file(chunks: Iterable[bytes]) -> CheckedFile:
    """All findings on a file that comes in chunks of any size; never raises.

    No limits of a clearinghouse hold here. A guide that is not known is one finding on its group.
    """
    findings = FindingCollector()
    interchanges, delimiters = check_stream(chunks, findings)
    for interchange in interchanges:
        for group in interchange.groups:
            _check_guide(group, findings)
    return CheckedFile(findings.kept(), findings.more(), tuple(interchanges), delimiters)


def _check_guide(group: FunctionalGroup, findings: FindingCollector) -> None:
    if any(table_name(each.id, group.version) is None for each in group.sets):
        place = ("GS", group.first_segment_number, group.start)
        findings.add_at(rules.GUIDE_NOT_KNOWN, place)
