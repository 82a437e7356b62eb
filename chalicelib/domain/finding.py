"""Findings: what is wrong with a file, as data."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a file, in plain words and free of patient data.

    `code` is the code that a 999 or TA1 would carry ("IK502:4"), None where X12 has none.
    `segment_number` counts from 1 within the file, `offset` is in bytes from its start.
    """

    rule: str
    level: Level
    message: str
    fix: str
    code: str | None = None
    segment: str | None = None
    segment_number: int | None = None
    offset: int | None = None
