"""File names: those that Office Ally gives its responses, and those that we give to it.

Patterns as in Office Ally's guides and seen in the field. A file id has nine digits until autumn
2022 and ten since; a name is only a first hint, the content has the last word.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.response import ResponseKind

_FILE_ID = r"(?P<file_id>\d{9,12})"
_FORM = r"(?:HCFA|UB|ADA)"
_DATE = r"\d{8}"
_CLEARINGHOUSE_277CA = rf".+_{_FILE_ID}_{_FORM}_277ca_{_DATE}\.(?:txt|277)"
_PAYER_277CA = rf"{_FILE_ID}_EDI_STATUS_(?:{_FORM}_)?{_DATE}\.277"

RESPONSE_NAMES: tuple[tuple[str, ResponseKind], ...] = (
    (rf"FS_{_FORM}_{_FILE_ID}_ErrorReport.*", ResponseKind.FAILED_FILE),
    (rf"FS_{_FORM}_{_FILE_ID}_.*\.txt", ResponseKind.FILE_SUMMARY),
    (rf"{_FILE_ID}_(?P<submitted>.+)_999\.999", ResponseKind.ACKNOWLEDGMENT_999),
    (_CLEARINGHOUSE_277CA, ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    (_PAYER_277CA, ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    (rf"{_FILE_ID}_EDI_STATUS_.*\.txt", ResponseKind.EDI_STATUS),
    (rf"{_FILE_ID}_ERA_835_.*\.(?:835|txt)", ResponseKind.REMITTANCE_835),
    (rf"{_FILE_ID}_ERA_STATUS_.*\.txt", ResponseKind.REMITTANCE_TEXT),
    (r".*\.zip", ResponseKind.ARCHIVE),
    (r".*\.999", ResponseKind.ACKNOWLEDGMENT_999),
    (r".*\.277", ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
    (r".*\.835", ResponseKind.REMITTANCE_835),
)
"""The first pattern that fits a whole name, upper or lower case, tells the kind."""

_ERA_FORM = re.compile(r"_ERA_(?:835|STATUS)_", re.IGNORECASE)
_RESPONSE_NAMES = [(re.compile(text, re.IGNORECASE), kind) for text, kind in RESPONSE_NAMES]


class AnswerStage(StrEnum):
    """Whose decision a 277CA reports: Office Ally's own, or the payer's."""

    CLEARINGHOUSE = "clearinghouse"
    PAYER = "payer"


_STAGES = (
    (re.compile(_CLEARINGHOUSE_277CA, re.IGNORECASE), AnswerStage.CLEARINGHOUSE),
    (re.compile(_PAYER_277CA, re.IGNORECASE), AnswerStage.PAYER),
)


def classify_name(name: str) -> ResponseKind | None:
    """What a response's name says it is, None where it says nothing."""
    return next((kind for _, kind in _fitting(name)), None)


def file_id_in(name: str) -> str | None:
    """Office Ally's number in a response's name: of our file in the answers to one file."""
    return next((match.groupdict().get("file_id") for match, _ in _fitting(name)), None)


def submitted_name_in(name: str) -> str | None:
    """Our own file's name, without its extension, in the name of a 999."""
    return next((match.groupdict().get("submitted") for match, _ in _fitting(name)), None)


def stage_in(name: str) -> AnswerStage | None:
    """Whose decision a 277CA reports, where its name says so."""
    return next((stage for pattern, stage in _STAGES if pattern.fullmatch(name)), None)


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


def _fitting(name: str) -> Iterator[tuple[re.Match[str], ResponseKind]]:
    for pattern, kind in _RESPONSE_NAMES:
        match = pattern.fullmatch(name)
        if match is not None:
            yield match, kind
