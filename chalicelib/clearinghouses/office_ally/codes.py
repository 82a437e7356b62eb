"""Plain words for Office Ally's own error codes; a biller could review them.

Two letters tell the family, digits the single error. Office Ally adds codes without notice, so a
code of a known family gets the family's words and any other is shown as it stands. The reports
carry Office Ally's own short text too, which the timeline shows as the message.
"""

import re

from chalicelib.clearinghouses.x12_codes import explain_x12

_KNOWN = {
    "FE69": "The patient's street address is missing. Fill it in (loop 2010BA or 2010CA, N3).",
    "FE70": "The patient's city is missing or has a wrong length (loop 2010BA or 2010CA, N401).",
    "FE117": "A room-and-board revenue code needs its daily rate (institutional claims, SV2).",
    "LC1762": "The claim has no diagnosis code (loop 2300, HI).",
    "RC77": "The payer takes no paper claims: enroll with it before sending electronically.",
}
_FAMILIES = {
    "FE": "Refused by Office Ally's own front-end checks: a field is missing or wrong.",
    "LC": "Refused by Office Ally's checks of the claim as a whole: its parts don't fit together.",
    "RC": "Refused by Office Ally for this payer: the payer does not take such claims from you.",
}
_SHAPE = re.compile(r"(?P<family>[A-Z]{2})\d{1,4}")


def explain(code: str) -> str | None:
    """Plain words for a code in an answer; None for one that nobody has seen before."""
    if code in _KNOWN:
        return _KNOWN[code]
    shape = _SHAPE.fullmatch(code)
    family = _FAMILIES.get(shape["family"]) if shape is not None else None
    return family or explain_x12(code)
