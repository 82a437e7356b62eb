"""Diagnosis codes in HI. The rules look at one segment by itself."""

from collections.abc import Sequence
from functools import lru_cache

from chalicelib.x12.findings import ERROR, Hit, Rule
from chalicelib.x12.forms import is_code

ICD_10 = frozenset({"ABK", "ABF", "ABJ", "ABN", "APR"})
ICD_9 = frozenset({"BK", "BF", "BJ", "BN", "PR"})

POINT = Rule(
    "x12.diagnosis_point",
    ERROR,
    None,
    "{at} writes a diagnosis code with a point.",
    "Write diagnosis codes without the point: E119, not E11 point 9.",
)
SHAPE = Rule(
    "x12.diagnosis_shape",
    ERROR,
    None,
    "{at} is not of the form of an ICD-10 diagnosis code.",
    "Check the diagnosis: a letter, a digit, and one to five further characters.",
)


def diagnosis_codes(elements: list[str], component: str) -> Sequence[Hit]:
    """Every diagnosis of an HI segment (837 guides, loop 2300)."""
    return [
        Hit(rule, position, 2)
        for position, element in enumerate(elements)
        if (rule := _wrong_code(element, component)) is not None
    ]


@lru_cache(maxsize=4096)
def _wrong_code(element: str, component: str) -> Rule | None:
    qualifier, code, *_ = [*element.split(component), ""]
    if "." in code and (qualifier in ICD_10 or qualifier in ICD_9):
        return POINT
    if qualifier in ICD_10 and code and not _is_icd_10(code):
        return SHAPE
    return None


def _is_icd_10(code: str) -> bool:
    return 3 <= len(code) <= 7 and is_code(code) and code[0].isalpha() and code[1].isdecimal()
