"""File names: what Office Ally reads from those it gets, and how it names those it writes."""

import re
from datetime import date
from enum import StrEnum
from pathlib import PurePath

KEYWORD = re.compile("837[PID]", re.IGNORECASE)
TEST_WORD = re.compile(r"(?<![A-Za-z0-9])OATEST(?![A-Za-z0-9])", re.IGNORECASE)


class Form(StrEnum):
    """What Office Ally calls the three kinds of claim."""

    HCFA = "HCFA"
    UB = "UB"
    ADA = "ADA"


FORMS = {"837P": Form.HCFA, "837I": Form.UB, "837D": Form.ADA}


def form_of(submitted_name: str) -> Form | None:
    """The form that a file name announces; None leaves the file unprocessed."""
    found = KEYWORD.search(submitted_name)
    return FORMS[found[0].upper()] if found else None


def is_test(submitted_name: str) -> bool:
    """Whether `OATEST` stands in the name as one word; nothing else makes a file a test."""
    return TEST_WORD.search(submitted_name) is not None


def acknowledgment_999(file_id: int, submitted_name: str) -> str:
    return f"{file_id}_{PurePath(submitted_name).stem}_999.999"


def file_summary(form: Form, file_id: int) -> str:
    return f"FS_{form}_{file_id}_IN_C.txt"


def failed_file(form: Form, file_id: int) -> str:
    return f"FS_{form}_{file_id}_ErrorReport.txt"


def claim_ack_277ca(user: str, file_id: int, form: Form, day: date) -> str:
    """The clearinghouse's own 277CA: X12 in a .txt."""
    return f"{user}_{file_id}_{form}_277ca_{day:%Y%m%d}.txt"


def edi_status(file_id: int, day: date) -> str:
    return f"{file_id}_EDI_STATUS_{day:%Y%m%d}.txt"


def payer_277ca(file_id: int, day: date) -> str:
    return f"{file_id}_EDI_STATUS_{day:%Y%m%d}.277"


def era_bundle(file_id: int, day: date) -> str:
    return f"{file_id}_ERA_STATUS_5010_{day:%Y%m%d}.zip"


def era_835(file_id: int, day: date) -> str:
    return f"{file_id}_ERA_835_5010_{day:%Y%m%d}.835"


def era_text(file_id: int, day: date) -> str:
    return f"{file_id}_ERA_STATUS_5010_{day:%Y%m%d}.txt"
