"""What can be wrong with the value of one element or component."""

from chalicelib.x12 import element_rules as rules
from chalicelib.x12.amounts import is_amount
from chalicelib.x12.days import is_day
from chalicelib.x12.findings import Rule
from chalicelib.x12.forms import is_code, is_date_period, is_time
from chalicelib.x12.guide.specs import ADJUSTMENT, PERIOD, ElementSpec


def value_fault(spec: ElementSpec, value: str, period_format: str = "") -> Rule | None:
    """The first rule that a value that is there breaks; None when it fits.

    `period_format` is the format qualifier before a date/time period (D8, RD8, ...).
    Length, then characters, then codes: a value too long for any code is reported as that.
    """
    measured = _digits(value) if _is_number(spec) else value
    if len(measured) > spec.longest:
        return rules.TOO_LONG
    if len(measured) < spec.shortest:
        return rules.TOO_SHORT
    if not _is_of_type(spec, value):
        return _RULE_OF_TYPE.get(spec.type, rules.CHARACTER)
    if spec.codes and value not in spec.codes:
        return rules.CODE
    if spec.type == PERIOD and not is_date_period(value, period_format):
        return rules.TIME if period_format == "TM" else rules.DATE
    return None


_RULE_OF_TYPE = {"DT": rules.DATE, "TM": rules.TIME, ADJUSTMENT: rules.CODE_SHAPE}


def _is_of_type(spec: ElementSpec, value: str) -> bool:
    if spec.type == "DT":
        return is_day(value if len(value) == 8 else f"20{value}")
    if spec.type == "TM":
        return is_time(value)
    if spec.type == ADJUSTMENT:
        return len(value) <= 3 and is_code(value) and (value.isdecimal() or value[1:].isdecimal())
    if spec.type == "R":
        return is_amount(value)
    if _is_number(spec):
        return value.isascii() and value.removeprefix("-").isdecimal()
    return value.isascii() and value.isprintable() and not value.isspace()


def _is_number(spec: ElementSpec) -> bool:
    return spec.type[0] in "NR"


def _digits(value: str) -> str:
    return value.replace("-", "").replace(".", "")
