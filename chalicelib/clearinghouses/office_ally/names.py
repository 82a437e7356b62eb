"""File names: those that Office Ally gives its responses, and those that we give to it.

Patterns as in Office Ally's guides and seen in the field. A file id has nine digits until autumn
2022 and ten since; a name is only a first hint, the content has the last word.
"""

import re
from dataclasses import replace
from datetime import date

from chalicelib.clearinghouses.response_name import AnswerStage, ResponseName
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.response import ResponseKind

_FILE_ID = r"(?P<file_id>\d{9,12})"
_FORM = r"(?:HCFA|UB|ADA)"
_DATE = r"\d{8}"

_999 = ResponseName(ResponseKind.ACKNOWLEDGMENT_999)
_277CA = ResponseName(ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA)
_277CA_OF_CLEARINGHOUSE = replace(_277CA, stage=AnswerStage.CLEARINGHOUSE)
_277CA_OF_PAYER = replace(_277CA, stage=AnswerStage.PAYER)
_835 = ResponseName(ResponseKind.REMITTANCE_835)

RESPONSE_NAMES: tuple[tuple[str, ResponseName], ...] = (
    (rf"FS_{_FORM}_{_FILE_ID}_ErrorReport.*", ResponseName(ResponseKind.FAILED_FILE)),
    (rf"FS_{_FORM}_{_FILE_ID}_.*\.txt", ResponseName(ResponseKind.FILE_SUMMARY)),
    (rf"{_FILE_ID}_(?P<submitted_name>.+)_999\.999", _999),
    (rf".+_{_FILE_ID}_{_FORM}_277ca_{_DATE}\.(?:txt|277)", _277CA_OF_CLEARINGHOUSE),
    (rf"{_FILE_ID}_EDI_STATUS_(?:{_FORM}_)?{_DATE}\.277", _277CA_OF_PAYER),
    (rf"{_FILE_ID}_EDI_STATUS_.*\.txt", ResponseName(ResponseKind.EDI_STATUS)),
    (rf"{_FILE_ID}_ERA_835_.*\.(?:835|txt)", _835),
    (rf"{_FILE_ID}_ERA_STATUS_.*\.txt", ResponseName(ResponseKind.REMITTANCE_TEXT)),
    (r".*\.zip", ResponseName(ResponseKind.ARCHIVE)),
    (r".*\.999", _999),
    (r".*\.277", _277CA),
    (r".*\.835", _835),
)
"""The first pattern that fits a whole name, upper or lower case, tells what stands beside it; its
groups hold the rest."""

_OWN_ERA_NAME = re.compile(r"\d{9,12}_ERA_(?:835|STATUS)_5010_\d{8}\.(?:835|txt|zip)")
_ERA_FORM = re.compile(r"_ERA_(?:835|STATUS)_", re.IGNORECASE)
_RESPONSE_NAMES = [(re.compile(text, re.IGNORECASE), told) for text, told in RESPONSE_NAMES]


def read_name(name: str) -> ResponseName:
    """What the name of a response tells."""
    for pattern, told in _RESPONSE_NAMES:
        match = pattern.fullmatch(name)
        if match is not None:
            here = match.groupdict()
            file_id, submitted_name = here.get("file_id"), here.get("submitted_name")
            return replace(told, file_id=file_id, submitted_name=submitted_name)
    return ResponseName()


def file_name(kind: ClaimKind, mode: AccountMode, control_number: int, day: date) -> str:
    """The name under which we send: `OATEST_837P_20260302_000000412.txt`, live without OATEST.

    Office Ally takes the kind from the keyword and ignores ISA15: OATEST alone keeps a test file
    from the payers (companion guide 837P, file naming).
    """
    marker = "OATEST_" if mode is AccountMode.TEST else ""
    return f"{marker}{kind}_{day:%Y%m%d}_{control_number:09d}.txt"


def staged_name(transmission_id: TransmissionId) -> str:
    """A name without any keyword: Office Ally leaves such a file alone."""
    return f"{transmission_id}.part"


def era_stem(name: str) -> str:
    """The same stem for an 835 and its readable text: `1598700001_ERA_5010_20260320`."""
    stem = name.rpartition(".")[0] or name
    return re.sub(r"[^0-9A-Za-z_-]", "-", _ERA_FORM.sub("_ERA_", stem))


def is_own_era_name(name: str) -> bool:
    """`1598700001_ERA_835_5010_20260320.835`, its text and their ZIP, and nothing more in it."""
    return _OWN_ERA_NAME.fullmatch(name) is not None
