"""Rules for one service line, in the light of its claim."""

from chalicelib.x12.amounts import read_number
from chalicelib.x12.findings import ERROR, WARNING, At, Rule
from chalicelib.x12.rules.claim_facts import ClaimFacts
from chalicelib.x12.segments import Segment

POINTER = Rule(
    "x12.diagnosis_pointer",
    ERROR,
    None,
    "{at} points to a diagnosis that the claim does not have.",
    "Check the diagnosis pointers of that line.",
)
LINE_NUMBER = Rule(
    "x12.line_number",
    WARNING,
    None,
    "LX01 does not count the lines of the claim one by one: it should be {expected}.",
    "Ask the vendor of the billing software; the order of the lines is taken instead.",
)
_POINTERS_AT = {"SV1": 7, "SV3": 11}


def wrong_pointer(line: Segment, claim: ClaimFacts, component: str) -> At | None:
    """The first pointer of a line (SV107, SV311) that is no number of a diagnosis in HI.

    Where there is no HI at all, that is for the guide to say.
    """
    at = _POINTERS_AT.get(line.elements[0])
    text = line[at] if at is not None else ""
    if at is None or text in ("", "1") or claim.hi is None:
        return None
    for position, pointer in enumerate(text.split(component), start=1):
        number = read_number(pointer)
        if number is not None and not 0 < number <= claim.diagnoses:
            return At("2400", at, position)
    return None
