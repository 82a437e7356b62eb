"""Writes 999 implementation acknowledgments (005010X231A1) from findings."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from chalicelib.x12.business_units import BusinessUnits
from chalicelib.x12.claim_file import ClaimFile
from chalicelib.x12.envelope_writer import Envelope, ge, gs, iea, isa, write_segments
from chalicelib.x12.findings import Finding
from chalicelib.x12.verdicts import GroupVerdict, SetVerdict, Verdict, judge_groups
from chalicelib.x12.write_ta1 import answerable, echo, ta1, verdict_on_interchange, write_ta1

GUIDE = "005010X231A1"
_LONGEST_LOOP = 4
_ELEMENT_ERRORS = "8"
_UNKNOWN_ID = "UNK"
_OWN_RULE = "I12"


def write_999(checked: ClaimFile, envelope: Envelope) -> bytes:
    """The answer to a checked file: TA1 right behind ISA, then one 999 for each group.

    An interchange that the TA1 rejects was not looked into, so there is no 999, and none about an
    interchange without groups. The answer is written in the delimiters of the file; control
    numbers, parties and time are the envelope's. Bad values (IK404) are left out: they are
    patients' data. Raises ValueError when the file has no ISA that can be read.
    """
    interchange, delimiters = answerable(checked)
    if verdict_on_interchange(checked.findings) is Verdict.REJECTED or not interchange.groups:
        return write_ta1(checked, envelope)
    units = BusinessUnits(checked.claims, delimiters)
    groups = judge_groups(checked)
    segments = [isa(envelope, delimiters), ta1(interchange, checked.findings)]
    segments.append(gs(envelope, "FA", GUIDE))
    for number, group in enumerate(groups, start=1):
        segments += _transaction_set(f"{number:04d}", list(_group(group, units)))
    segments += [ge(envelope, len(groups)), iea(envelope, groups=1)]
    return write_segments(segments, delimiters)


def _transaction_set(number: str, body: list[list[str]]) -> list[list[str]]:
    return [["ST", "999", number, GUIDE], *body, ["SE", str(len(body) + 2), number]]


def _group(judged: GroupVerdict, units: BusinessUnits) -> Iterator[list[str]]:
    """AK1 to AK9. Of a group that is wrong itself only the sets that are wrong too are named."""
    group = judged.group
    names = (group.functional_id, group.control_number, group.version)
    yield _without_empty_end(["AK1", *map(echo, names)])
    all_named = judged.verdict is not Verdict.REJECTED or not judged.error_codes
    for each in judged.sets:
        if all_named or each.verdict is Verdict.REJECTED:
            yield from _set(each, units)
    received = len(judged.sets)
    stated = received if group.stated_count is None else group.stated_count
    counts = map(str, (stated, received, judged.accepted))
    yield ["AK9", judged.verdict, *counts, *judged.error_codes]


def _set(judged: SetVerdict, units: BusinessUnits) -> Iterator[list[str]]:
    transaction_set = judged.transaction_set
    names = (transaction_set.id, transaction_set.control_number, transaction_set.guide)
    yield _without_empty_end(["AK2", *map(echo, names)])
    first = transaction_set.first_segment_number
    for number, findings in groupby(judged.findings, lambda each: each.segment_number or first):
        yield from _segment(list(findings), number - first + 1, units)
    yield ["IK5", judged.verdict, *judged.error_codes]


def _segment(findings: list[Finding], number: int, units: BusinessUnits) -> Iterator[list[str]]:
    """An IK3 for each thing wrong with a segment; what is wrong with elements shares one."""
    for code in dict.fromkeys(map(_segment_code, findings)):
        first = next(each for each in findings if _segment_code(each) == code)
        yield ["IK3", first.segment or _UNKNOWN_ID, str(number), _loop(first), code]
        yield from units.around(first.offset)
        if code == _ELEMENT_ERRORS:
            yield from _elements(findings, units)


def _loop(finding: Finding) -> str:
    """Empty where the segment stands in no loop of the guide, such as BHT."""
    loop = finding.loop or ""
    return loop[:_LONGEST_LOOP] if loop[:1].isdigit() else ""


def _segment_code(finding: Finding) -> str:
    kind, _, code = (finding.code or "").partition(":")
    return code if kind == "IK304" else _ELEMENT_ERRORS


def _elements(findings: Iterable[Finding], units: BusinessUnits) -> Iterator[list[str]]:
    """An IK4 for each element that is known by its position; rules of our own count as I12."""
    for finding in findings:
        if finding.element is None or _segment_code(finding) != _ELEMENT_ERRORS:
            continue
        place = str(finding.element)
        if finding.component is not None:
            place += f"{units.component}{finding.component}"
        yield ["IK4", place, "", (finding.code or "").partition(":")[2] or _OWN_RULE]


def _without_empty_end(elements: list[str]) -> list[str]:
    return elements if elements[-1] else elements[:-1]
