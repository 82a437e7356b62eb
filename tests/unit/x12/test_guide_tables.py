"""The tables in the package are what their sources say, and no more."""

from pathlib import Path

import pytest

from chalicelib.x12.guide.index import table_name
from chalicelib.x12.guide.specs import (
    REQUIRED,
    CompositeSpec,
    Condition,
    ElementSpec,
    LoopSpec,
    qualifier_of,
)
from chalicelib.x12.guide.tables import TABLES, guide_table, read_table
from infra.guides.__main__ import RULES_PAGE
from infra.guides.notation import read_guide, segment
from infra.guides.rule_list import SECTIONS, rule_list, rules_of
from infra.guides.sources import guide, tables
from infra.guides.table_text import table_text

COMPILED = tables()


@pytest.mark.parametrize("name", COMPILED)
def test_a_table_compiled_anew_is_the_one_in_the_package(name: str) -> None:
    assert (Path(TABLES) / name).read_text("ascii") == COMPILED[name]


def test_no_table_is_left_over() -> None:
    assert {path.name for path in Path(TABLES).iterdir()} == set(COMPILED)


@pytest.mark.parametrize("name", COMPILED)
def test_a_table_reads_back_as_the_guide_that_it_was_written_from(name: str) -> None:
    source = guide(Path(name).stem)
    assert read_table(table_text(source)) == source


def test_tables_hold_no_prose() -> None:
    for text in COMPILED.values():
        elements = text.split("\n\n")[0].splitlines()
        codes = [word for line in elements for word in line.split()]
        assert max((len(code) for code in codes), default=0) <= len("SUBSCRIBER_NUMBER_REF02")


def test_a_code_that_a_guide_does_not_list_is_in_no_table_of_a_remittance() -> None:
    group_codes = next(
        child.segment.slots[0].content
        for child in loop_named(guide_table("835"), "2100").children
        if child.segment.id == "CAS"
    )
    assert group_codes == ElementSpec("ID", 1, 2, ("CO", "OA", "PI", "PR"))


def test_addenda_share_a_table_and_other_guides_have_none() -> None:
    names = {table_name("837", f"005010X222{addendum}") for addendum in ("", "A1", "A2")}
    assert names == {"837P"}
    assert table_name("837", "005010X223A3") == "837I"
    assert table_name("277", "005010X214") == "277CA"
    assert table_name("277", "005010X212") == "277"
    assert table_name("837", "005010X221A1") is None
    assert table_name("837", "004010X098A1") is None


def test_a_segment_is_read_from_our_notation() -> None:
    spec = segment("SVX", "98R=IL,QC N*2 (235R=HC 1339S*2)R^3 1251S", "P0405")
    assert [slot.usage for slot in spec.slots] == ["R", "N", "N", "R", "S"]
    assert spec.slots[0].content == ElementSpec("ID", 2, 3, ("IL", "QC"))
    composite = spec.slots[3]
    assert composite.most == 3
    assert isinstance(composite.content, CompositeSpec)
    assert [part.usage for part in composite.content.parts] == ["R", "S", "S"]
    assert isinstance(spec.slots[4].content, ElementSpec)
    assert spec.slots[4].content.type == "PERIOD"
    assert spec.conditions == (Condition("P", (4, 5)),)


def test_a_guide_refers_to_others_and_to_itself() -> None:
    text = """
    ST R 1 = 837P ST_LOOP ST
    loop A S >1
      NM1 R 1 = 837P 2010BA NM1*IL
      REF S 2 | 128R=EI 127R
      REF S 1 | 128R=SY 127R
      N3 S 1 | 166R
    loop B R 1 = here A
    """
    written = read_guide(text, guide)
    first, again = written.children[1], written.children[2]
    assert (first.most, again.most, again.usage) == (0, 1, REQUIRED)
    assert isinstance(first.content, LoopSpec)
    assert isinstance(again.content, LoopSpec)
    assert first.content.children == again.content.children
    assert [child.position for child in first.content.children] == [0, 1, 1, 2]


def test_the_qualifier_of_a_level_is_its_third_element() -> None:
    level = loop_named(guide_table("837P"), "2000C").first
    qualifier = qualifier_of(level)
    assert qualifier is not None
    assert (qualifier.element, qualifier.codes) == (3, frozenset({"23"}))


def loop_named(loop: LoopSpec, loop_id: str) -> LoopSpec:
    if loop.id == loop_id:
        return loop
    inner = [each.content for each in loop.children if isinstance(each.content, LoopSpec)]
    for each in inner:
        try:
            return loop_named(each, loop_id)
        except LookupError:
            continue
    raise LookupError(loop_id)


def test_the_page_of_rules_is_the_one_in_the_docs() -> None:
    assert RULES_PAGE.read_text("utf-8") == rule_list()


def test_every_rule_has_an_id_of_its_own_and_says_what_to_do() -> None:
    rules = [rule for modules in SECTIONS.values() for rule in rules_of(modules)]
    assert len({rule.id for rule in rules}) == len(rules) > 100
    assert all(rule.message.endswith(".") and rule.fix.endswith(".") for rule in rules)
