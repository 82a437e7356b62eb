"""What can be wrong with the elements of a segment, by the guide (IK403)."""

from chalicelib.x12.findings import ERROR, WARNING, Rule

_EXPORT = "Correct the value in the billing software, then export again."
_VENDOR = "Ask the vendor of the billing software: the guide does not allow this here."


def _rule(rule_id: str, code: str, message: str, fix: str = _EXPORT) -> Rule:
    return Rule(f"x12.{rule_id}", ERROR, f"IK403:{code}", message, fix)


MISSING = _rule("element_missing", "1", "{at} is empty, but it is required.")
CONDITION = _rule(
    "element_required_with", "2", "{at} is empty, but other elements of the segment require it."
)
TOO_MANY_ELEMENTS = _rule(
    "too_many_elements", "3", "The segment has more elements than it may have: {at}.", _VENDOR
)
TOO_SHORT = _rule("element_too_short", "4", "{at} is shorter than it may be.")
TOO_LONG = _rule("element_too_long", "5", "{at} is longer than it may be.")
CHARACTER = _rule(
    "element_character",
    "6",
    "{at} holds a character that is not allowed there.",
    "Write amounts with digits and a point only; write names without accents or line ends.",
)
CODE = _rule("element_code", "7", "{at} holds a code that the guide does not list there.")
DATE = _rule("element_date", "8", "{at} is not a date of the form that is required.")
TIME = _rule("element_time", "9", "{at} is not a time of the form that is required.")
EXCLUSION = _rule("element_exclusion", "10", "{at} excludes another element of the segment.")
TOO_MANY_REPETITIONS = _rule(
    "too_many_repetitions", "12", "{at} is repeated more often than allowed.", _VENDOR
)
TOO_MANY_COMPONENTS = _rule(
    "too_many_components", "13", "{at} has more components than it may have.", _VENDOR
)
NOT_USED = _rule("element_not_used", "I10", "{at} must stay empty in this place.", _VENDOR)
CODE_SHAPE = _rule(
    "code_shape",
    "I12",
    "{at} does not have the form of the codes that belong there.",
    "Look the code up in its list, then correct it; blanks and points are no part of codes.",
)
TRAILING_BLANK = Rule(
    "x12.trailing_blank",
    WARNING,
    None,
    "{at} ends with blanks.",
    "Remove the blanks: some payers take them for part of the value.",
)
