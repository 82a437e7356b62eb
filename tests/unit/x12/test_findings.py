from itertools import chain

from chalicelib.x12 import claim_rules, envelope_rules
from chalicelib.x12.findings import ERROR, MOST_KEPT, NOTE, FindingCollector, Rule
from chalicelib.x12.segments import Segment

A_NOTE = Rule("x12.note", NOTE, None, "note", "nothing")
AN_ERROR = Rule("x12.error", ERROR, "IK502:4", "{stated} is not {counted}", "do it again")


def segment(number: int, segment_id: str = "SE") -> Segment:
    return Segment(number, number * 10, number * 10 + 9, [segment_id])


def test_a_finding_carries_its_place_its_words_and_its_code() -> None:
    findings = FindingCollector()
    findings.add(AN_ERROR, segment(7), stated=3, counted=4)
    (found,) = findings.kept()
    assert (found.rule, found.code, found.message) == ("x12.error", "IK502:4", "3 is not 4")
    assert (found.segment, found.segment_number, found.offset) == ("SE", 7, 70)


def test_findings_come_in_file_order() -> None:
    findings = FindingCollector()
    for number in (9, 2, 5):
        findings.add(A_NOTE, segment(number))
    findings.add(A_NOTE)
    assert [found.segment_number for found in findings.kept()] == [None, 2, 5, 9]


def test_no_flood_of_notes_hides_an_error() -> None:
    findings = FindingCollector()
    for number in range(MOST_KEPT * 2):
        findings.add(A_NOTE, segment(number))
    findings.add(AN_ERROR, segment(999), stated=1, counted=2)
    assert len(findings.kept()) == MOST_KEPT
    assert findings.kept()[-1].level == ERROR
    assert findings.more() == MOST_KEPT + 1


def test_text_that_is_no_segment_id_is_not_shown() -> None:
    findings = FindingCollector()
    findings.add(A_NOTE, segment(1, "SPECIMEN"))
    assert findings.kept()[0].segment is None


def test_every_rule_has_an_id_of_its_own_and_says_what_to_do() -> None:
    named = chain(vars(claim_rules).values(), vars(envelope_rules).values())
    rules = [each for each in named if isinstance(each, Rule)]
    rules += envelope_rules.UNREADABLE.values()
    assert len({rule.id for rule in rules}) == len(rules) > 40
    assert all(rule.message.endswith(".") and rule.fix.endswith(".") for rule in rules)
