"""What can be wrong with the value of one element or component."""

from enum import StrEnum

from chalicelib.x12.guide.specs import ADJUSTMENT, PERIOD, ElementSpec
from chalicelib.x12.values import is_code, is_date_period, is_time, read_amount, read_date


class Fault(StrEnum):
    """What is wrong with an element, by its IK403 code."""

    REQUIRED = "1"
    CONDITION = "2"
    TOO_MANY_ELEMENTS = "3"
    TOO_SHORT = "4"
    TOO_LONG = "5"
    CHARACTER = "6"
    CODE = "7"
    DATE = "8"
    TIME = "9"
    EXCLUSION = "10"
    TOO_MANY_REPETITIONS = "12"
    TOO_MANY_COMPONENTS = "13"
    NOT_USED = "I10"
    SHAPE = "I12"


def value_fault(spec: ElementSpec, value: str, period_format: str = "") -> Fault | None:
    """The first thing wrong with a value that is there; None when it fits.

    `period_format` is the format qualifier before a date/time period (D8, RD8, ...).
    Length, then characters, then codes: a value too long for any code is reported as that.
    """
    measured = _digits(value) if _is_number(spec) else value
    if len(measured) > spec.longest:
        return Fault.TOO_LONG
    if len(measured) < spec.shortest:
        return Fault.TOO_SHORT
    if not _is_of_type(spec, value):
        return _FAULT_OF_TYPE.get(spec.type, Fault.CHARACTER)
    if spec.codes and value not in spec.codes:
        return Fault.CODE
    if spec.type == PERIOD and not is_date_period(value, period_format):
        return Fault.TIME if period_format == "TM" else Fault.DATE
    return None


_FAULT_OF_TYPE = {"DT": Fault.DATE, "TM": Fault.TIME, ADJUSTMENT: Fault.SHAPE}


def _is_of_type(spec: ElementSpec, value: str) -> bool:
    if spec.type == "DT":
        return read_date(value if len(value) == 8 else f"20{value}") is not None
    if spec.type == "TM":
        return is_time(value)
    if spec.type == ADJUSTMENT:
        return len(value) <= 3 and is_code(value) and (value.isdecimal() or value[1:].isdecimal())
    if spec.type == "R":
        return read_amount(value) is not None
    if _is_number(spec):
        return value.isascii() and value.removeprefix("-").isdecimal()
    return value.isascii() and value.isprintable() and not value.isspace()


def _is_number(spec: ElementSpec) -> bool:
    return spec.type[0] in "NR"


def _digits(value: str) -> str:
    return value.replace("-", "").replace(".", "")
