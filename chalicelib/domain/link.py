"""Links: how a clearinghouse's words lead back to our claims and transmissions."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from chalicelib.domain.identifiers import AccountId, ClaimId, TransmissionId


class LinkKind(StrEnum):
    """What the clearinghouse (or payer) names; all of it within one account."""

    CONTROL_NUMBER = "control_number"
    FILE_NAME = "file_name"
    FILE_ID = "file_id"
    BATCH_REFERENCE = "batch_reference"
    PATIENT_CONTROL_NUMBER = "patient_control_number"
    SERVICE_DATE = "service_date"


@dataclass(frozen=True, slots=True)
class Link:
    """`value` leads to `target`; one value may lead to several targets."""

    account_id: AccountId
    kind: LinkKind
    value: str
    target: ClaimId | TransmissionId


def file_name_value(file_name: str) -> str:
    """A file name as links know it: answers name our file with or without its extension."""
    return PurePosixPath(file_name).stem
