"""Identifiers of providers: NPI, tax id, taxonomy. Each rule looks at one segment by itself."""

from collections.abc import Sequence
from functools import lru_cache

from chalicelib.x12.findings import ERROR, WARNING, Hit, Rule
from chalicelib.x12.forms import is_code
from chalicelib.x12.walk.segment_check import SegmentRule

_NPI_PREFIX_SUM = 24
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

NPI_SHAPE = Rule(
    "x12.npi_shape",
    ERROR,
    "IK403:I12",
    "{at} is not an NPI, which has ten digits.",
    "Look the NPI up in the NPPES registry and correct it; nothing but digits belongs there.",
)
NPI = Rule(
    "x12.npi",
    WARNING,
    None,
    "{at} is not a valid NPI: its last digit is not the check digit of the others.",
    "Look the NPI up in the NPPES registry and correct it; mostly two digits are exchanged.",
)
TAX_ID = Rule(
    "x12.tax_id",
    WARNING,
    None,
    "{at} is not a tax id: nine digits without a hyphen.",
    "Write the billing provider's tax id as nine digits.",
)
TAXONOMY_SHAPE = Rule(
    "x12.taxonomy_shape",
    ERROR,
    "IK403:I12",
    "{at} is not a taxonomy code, which has ten letters or digits.",
    "Look the provider's taxonomy code up in the NPPES registry.",
)
TAXONOMY = Rule(
    "x12.taxonomy",
    WARNING,
    None,
    "{at} is no taxonomy code of today: they end with an X.",
    "Look the provider's taxonomy code up in the NPPES registry.",
)


@lru_cache(maxsize=1024)
def is_npi(value: str) -> bool:
    """Ten digits that begin with 1 or 2; Luhn check digit with the prefix 80840 (CMS)."""
    if not _is_ten_digits(value) or value[0] not in "12":
        return False
    digits = [int(digit) for digit in value]
    doubled = sum(_DOUBLED[digit] for digit in digits[0::2])
    return (_NPI_PREFIX_SUM + doubled + sum(digits[1::2])) % 10 == 0


def _is_ten_digits(value: str) -> bool:
    return len(value) == 10 and value.isdecimal()


def _npi_at(at: int) -> SegmentRule:
    """The element behind the qualifier XX; that it is missing is for the guide to say."""

    def npi(elements: list[str], _: str) -> Sequence[Hit]:
        if len(elements) <= at or elements[at - 1] != "XX":
            return ()
        value = elements[at]
        if not value or is_npi(value):
            return ()
        return (Hit(NPI if _is_ten_digits(value) else NPI_SHAPE, at),)

    return npi


name_npi = _npi_at(9)
"""NM109 where NM108 says that it is an NPI."""

party_npi = _npi_at(4)
"""N104 where N103 says that it is an NPI."""


def tax_id(elements: list[str], _: str) -> Sequence[Hit]:
    """REF02 of an employer's (EI) or social security number (SY)."""
    value = "".join(elements[2:3])
    if elements[1] in ("EI", "SY") and not (len(value) == 9 and value.isdecimal()):
        return (Hit(TAX_ID, 2),)
    return ()


def taxonomy(elements: list[str], _: str) -> Sequence[Hit]:
    """PRV03 where PRV02 says that it is a taxonomy code (NUCC)."""
    return _taxonomy_hits(elements[3]) if len(elements) > 3 and elements[2] == "PXC" else ()


@lru_cache(maxsize=256)
def _taxonomy_hits(code: str) -> Sequence[Hit]:
    if code and (len(code) != 10 or not is_code(code)):
        return (Hit(TAXONOMY_SHAPE, 3),)
    return () if not code or code.endswith("X") else (Hit(TAXONOMY, 3),)
