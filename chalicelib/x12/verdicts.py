"""What findings mean for each functional group and transaction set, as a 999 says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.envelope import FunctionalGroup, TransactionSet
from chalicelib.x12.findings import ERROR, WARNING, Finding

MOST_CODES = 5
"""IK502 to IK506 and AK905 to AK909."""


class Verdict(StrEnum):
    """AK901 and IK501. A set is never accepted in part."""

    ACCEPTED = "A"
    ACCEPTED_WITH_ERRORS = "E"
    ACCEPTED_IN_PART = "P"
    REJECTED = "R"


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """`error_codes` are those of IK502; `findings` are about single segments, in file order."""

    transaction_set: TransactionSet
    verdict: Verdict
    error_codes: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """`error_codes` are those of AK905; `sets` has every set of the group."""

    group: FunctionalGroup
    verdict: Verdict
    error_codes: tuple[str, ...]
    sets: tuple[SetVerdict, ...]

    @property
    def accepted(self) -> int:
        """AK904: how many sets are taken; none of a group that is wrong itself."""
        if self.verdict is Verdict.REJECTED:
            return 0
        return sum(each.verdict is not Verdict.REJECTED for each in self.sets)


def judge_groups(checked: ClaimFile) -> tuple[GroupVerdict, ...]:
    """A verdict on every group of the interchange that was checked.

    An error rejects, a warning with a 999 code is an error noted, all else is no matter of a 999.
    When errors are missing from the findings because there were too many of them, no set can be
    vouched for, and all are rejected.
    """
    groups = checked.interchange.groups if checked.interchange else ()
    told = [finding for finding in checked.findings if _is_told(finding)]
    cut = checked.more > 0 and all(each.level == ERROR for each in checked.findings)
    starts = [group.first_segment_number for group in groups]
    ends = [*starts[1:], None]
    return tuple(
        _judge_group(group, _between(told, group.first_segment_number, end), cut)
        for group, end in zip(groups, ends, strict=True)
    )


def codes_of(findings: Iterable[Finding], kind: str) -> list[str]:
    """The codes of one kind, such as IK502 or TA105, in order, each once."""
    pairs = ((finding.code or "").partition(":") for finding in findings)
    return list(dict.fromkeys(code for found, _, code in pairs if found == kind))


def _is_told(finding: Finding) -> bool:
    return finding.level == ERROR or (finding.level == WARNING and finding.code is not None)


def _between(findings: Sequence[Finding], first: int, end: int | None) -> list[Finding]:
    """Those at segments from `first` up to `end`, which is not included."""
    placed = [each for each in findings if (each.segment_number or 0) >= first]
    return [each for each in placed if end is None or (each.segment_number or 0) < end]


def _judge_group(group: FunctionalGroup, findings: list[Finding], cut: bool) -> GroupVerdict:
    own = [each for each in findings if (each.code or "").startswith("AK905")]
    sets = tuple(_judge_set(each, findings, cut) for each in group.sets)
    verdicts = {each.verdict for each in sets}
    if any(each.level == ERROR for each in own) or verdicts == {Verdict.REJECTED}:
        verdict = Verdict.REJECTED
    elif Verdict.REJECTED in verdicts:
        verdict = Verdict.ACCEPTED_IN_PART
    else:
        noted = own or verdicts - {Verdict.ACCEPTED}
        verdict = Verdict.ACCEPTED_WITH_ERRORS if noted else Verdict.ACCEPTED
    return GroupVerdict(group, verdict, tuple(codes_of(own, "AK905")[:MOST_CODES]), sets)


def _judge_set(transaction_set: TransactionSet, findings: list[Finding], cut: bool) -> SetVerdict:
    first = transaction_set.first_segment_number
    own = _between(findings, first, first + transaction_set.segment_count)
    own = [each for each in own if not (each.code or "").startswith(("AK905", "TA105"))]
    segments = tuple(each for each in own if not (each.code or "").startswith("IK502"))
    codes = codes_of(own, "IK502") + _summary_codes(segments)
    if cut or any(each.level == ERROR for each in own):
        return SetVerdict(
            transaction_set, Verdict.REJECTED, tuple(codes[:MOST_CODES]) or ("5",), segments
        )
    verdict = Verdict.ACCEPTED_WITH_ERRORS if own else Verdict.ACCEPTED
    return SetVerdict(transaction_set, verdict, tuple(codes[:MOST_CODES]), segments)


def _summary_codes(segments: tuple[Finding, ...]) -> list[str]:
    """5 for segments that are wrong by the standard, I5 for those wrong by the guide or a rule."""
    if not segments:
        return []
    by_guide = {(each.code or ":I").partition(":")[2].startswith("I") for each in segments}
    return [code for code, found in (("5", False), ("I5", True)) if found in by_guide]
