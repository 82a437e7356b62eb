import pytest

from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.hierarchy import Hierarchy
from chalicelib.x12.segments import Segment


def rules_of(*levels: str) -> list[str]:
    findings = FindingCollector()
    hierarchy = Hierarchy(findings)
    for number, level in enumerate(levels, start=1):
        hierarchy.enter(Segment(number, number, number + 1, ["HL", *level.split("*")]))
    return [finding.rule.removeprefix("x12.") for finding in findings.kept()]


@pytest.mark.parametrize(
    "levels",
    [
        ("1**20", "2*1*22", "3*1*22", "4*3*23", "5*3*23", "6*1*22"),
        ("1**20", "2*1*22", "3**20", "4*3*22", "5*4*23"),
    ],
)
def test_levels_that_count_and_name_their_parents_are_sound(levels: tuple[str, ...]) -> None:
    assert rules_of(*levels) == []


def test_a_gap_in_the_count_is_reported_once() -> None:
    assert rules_of("1**20", "3*1*22", "4*1*22", "5*4*23") == ["hl_number"]


def test_a_number_that_is_none_is_reported_once() -> None:
    assert rules_of("1**20", "X*1*22", "3*1*22") == ["hl_number"]


@pytest.mark.parametrize(
    "levels",
    [
        ("1*1*20",),
        ("1**20", "2**22"),
        ("1**20", "2**20", "3*1*22"),
        ("1**20", "2*1*22", "3*1*22", "4*2*23"),
    ],
)
def test_a_parent_other_than_the_level_above_is_reported(levels: tuple[str, ...]) -> None:
    assert rules_of(*levels) == ["hl_parent"]


@pytest.mark.parametrize(
    "levels",
    [
        ("1**22",),
        ("1**20", "2*1*23"),
        ("1**20", "2*1*22", "3**20", "4*2*23"),
        ("1**20", "2*1*22", "3**20", "4*3*23"),
        ("1**20", "2*1*21"),
        ("1**20", "2*1*"),
    ],
)
def test_a_level_that_cannot_stand_there_is_for_the_walk_to_report(levels: tuple[str, ...]) -> None:
    assert rules_of(*levels) == []
