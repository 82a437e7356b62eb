"""The form of each code is that of its list, told here by a regular expression."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.guide.specs import ADJUSTMENT, ElementSpec
from chalicelib.x12.rules.code_shape_rules import (
    institutional_line,
    line_remark,
    procedure,
    remarks,
    statuses,
)
from chalicelib.x12.rules.diagnosis_rules import diagnosis_codes
from chalicelib.x12.rules.identifier_rules import TAXONOMY_SHAPE, taxonomy
from chalicelib.x12.values import read_amount
from chalicelib.x12.walk.value_faults import value_fault

_ADJUSTMENT = ElementSpec(ADJUSTMENT, 1, 5, ())
FORMS: dict[str, Callable[[str], bool]] = {
    r"[0-9A-Z]\d{3}[0-9A-Z]": lambda code: not procedure(["SV1", f"HC:{code}"], ":"),
    r"D\d{4}": lambda code: not procedure(["SV3", f"AD:{code}"], ":"),
    r"[0-9A-Z]{5}": lambda code: not procedure(["SVC", f"HP:{code}"], ":"),
    r"\d{11}": lambda code: not procedure(["SVC", f"N4:{code}"], ":"),
    r"\d{4}": lambda code: not institutional_line(["SV2", code], ":"),
    r"(?:MA?|N)\d{1,4}": lambda code: (
        not line_remark(["LQ", "HE", code], ":") and not remarks(["MOA", "", "", code], ":")
    ),
    r"[A-Z][0-9A-Z]{1,3}": lambda code: not statuses(["STC", code], ":"),
    r"\d{1,4}": lambda code: not statuses(["STC", f"A1:{code}"], ":"),
    r"[A-Z]\d[0-9A-Z]{1,5}": lambda code: not diagnosis_codes(["HI", f"ABK:{code}"], ":"),
    r"[0-9A-Z]{10}": lambda code: (
        TAXONOMY_SHAPE not in [hit.rule for hit in taxonomy(["PRV", "BI", "PXC", code], ":")]
    ),
    r"\d{1,3}|[A-Z]\d{1,2}": lambda code: value_fault(_ADJUSTMENT, code) is None,
    r"-?(?=[\d.]{1,19}\Z)(?!\d{19})(?:\d+\.?\d*|\.\d+)": lambda text: read_amount(text) is not None,
}
SLIPS = st.text("0159ADMNZaz.-+ \xaa\xb2\xc0\xdf", min_size=1, max_size=20)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_a_code_has_the_form_of_its_list(form: str, data: st.DataObject) -> None:
    pattern = re.compile(form, re.ASCII)
    code = data.draw(st.from_regex(pattern, fullmatch=True) | SLIPS)
    slip = data.draw(st.sampled_from([code, code[1:], f"{code}0", f"{code}A", code.lower()]))
    if slip:
        assert FORMS[form](slip) is (pattern.fullmatch(slip) is not None)
