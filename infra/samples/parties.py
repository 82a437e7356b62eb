"""Invented people, payers and providers. The NPIs carry a right check digit and are nobody's."""

from dataclasses import dataclass
from datetime import date, timedelta

LAST_NAMES = ("SAMPLE", "SPECIMEN", "TESTER", "EXAMPLE", "PLACEHOLDER", "FICTION", "MOCKUP")
FIRST_NAMES = ("ALEX", "ROBIN", "JORDAN", "KIM", "CASEY", "TAYLOR", "MORGAN", "JAMIE", "RILEY")
STREETS = ("1 EXAMPLE RD", "22 SPECIMEN ST", "303 PATTERN AVE", "4 MODEL LN", "57 DRAFT CT")
OLDEST_BIRTH = date(1941, 3, 14)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `sex` is F, M or U."""

    last_name: str
    first_name: str
    street: str
    born: date
    sex: str


@dataclass(frozen=True, slots=True)
class Payer:
    """A payer under its five-character claim payer id; `member_prefix` begins its member ids."""

    name: str
    payer_id: str
    member_prefix: str


@dataclass(frozen=True, slots=True)
class Clinician:
    """A provider who treats, with a taxonomy code."""

    last_name: str
    first_name: str
    npi: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Practice:
    """The submitter, who is the billing provider too."""

    name: str
    tax_id: str
    npi: str


SAMPLEBLUE = Payer("SAMPLEBLUE", "SB123", "SB")
TESTCARE = Payer("TESTCARE", "TC456", "TC")
PAYERS = (SAMPLEBLUE, TESTCARE)

SAMPLE_PRACTICE = Practice("SAMPLE PRACTICE", "123456789", "1234567893")

CLINICIANS = (
    Clinician("TESTER", "TERRY", "1000000012", "207Q00000X"),
    Clinician("EXAMPLE", "ERIN", "1000000020", "208D00000X"),
    Clinician("SPECIMEN", "SAM", "1000000038", "363L00000X"),
)


def person(number: int) -> Person:
    """The invented person `number`: the lists have coprime lengths, so names recur late."""
    return Person(
        LAST_NAMES[number % len(LAST_NAMES)],
        FIRST_NAMES[number % len(FIRST_NAMES)],
        STREETS[number % len(STREETS)],
        OLDEST_BIRTH + timedelta(days=number * 397 % 24_000),
        "FMU"[number % 3],
    )
