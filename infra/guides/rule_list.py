"""Writes docs/rules.md: every rule of the X12 engine, from the code."""

from collections.abc import Iterable, Iterator
from types import ModuleType

from chalicelib.x12 import claim_rules, element_rules, envelope_rules, structure_rules
from chalicelib.x12.findings import Rule
from chalicelib.x12.rules import (
    address_rules,
    code_set_rules,
    date_rules,
    diagnosis_rules,
    identifier_rules,
    line_rules,
    period_rules,
    remittance_rules,
    whole_claim_rules,
)

SECTIONS: dict[str, tuple[ModuleType, ...]] = {
    "Envelope: interchange, groups, sets (SNIP 1)": (envelope_rules,),
    "Segments and loops by the guide (SNIP 2)": (structure_rules,),
    "Elements by the guide (SNIP 2)": (element_rules,),
    "Claim files: what is taken, levels, claim numbers": (claim_rules,),
    "Remittances: balancing (SNIP 3)": (remittance_rules,),
    "A claim as a whole (SNIP 3 and 4)": (whole_claim_rules,),
    "Lines, dates and diagnoses (SNIP 4)": (
        line_rules,
        date_rules,
        period_rules,
        diagnosis_rules,
    ),
    "Identifiers, addresses and external codes (SNIP 4 and 5)": (
        identifier_rules,
        address_rules,
        code_set_rules,
    ),
}
_HEAD = """# Rules of the X12 engine

Every finding carries the id of its rule. An error refuses a claim file, a warning and a note do
not. `code` is what a 999 or TA1 would say (IK3, IK4, IK5, AK9, TA105); rules that X12 has no code
for have none. In the words, `{at}` stands for a place such as NM109, other braces for counts. Code
lists that live outside of the guides are warnings at most.

This page is written by `python -m infra.guides`; a test compares it with the code.
"""


def rules_of(modules: Iterable[ModuleType]) -> Iterator[Rule]:
    """Every rule of these modules, in the order in which they are written."""
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value
            elif isinstance(value, dict):
                yield from (each for each in value.values() if isinstance(each, Rule))


def rule_list() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(_section(title) for title in SECTIONS)])


def _section(title: str) -> str:
    rows = [
        f"| `{rule.id}` | {rule.level} | {rule.code or ''} | {rule.message} |"
        for rule in rules_of(SECTIONS[title])
    ]
    return "\n".join(
        [f"## {title}\n", "| rule | level | code | meaning |", "|---|---|---|---|", *rows, ""]
    )
