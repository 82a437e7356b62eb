"""The implementation guides of claim files, by GS08 and ST03."""

from enum import StrEnum


class ClaimKind(StrEnum):
    """The three claim transactions, by the names that clearinghouses use."""

    PROFESSIONAL = "837P"
    INSTITUTIONAL = "837I"
    DENTAL = "837D"


CURRENT_GUIDES = {
    "005010X222A1": ClaimKind.PROFESSIONAL,
    "005010X222A2": ClaimKind.PROFESSIONAL,
    "005010X223A2": ClaimKind.INSTITUTIONAL,
    "005010X223A3": ClaimKind.INSTITUTIONAL,
    "005010X224A2": ClaimKind.DENTAL,
}
OLDER_GUIDES = {
    "005010X222": ClaimKind.PROFESSIONAL,
    "005010X223": ClaimKind.INSTITUTIONAL,
    "005010X223A1": ClaimKind.INSTITUTIONAL,
    "005010X224": ClaimKind.DENTAL,
    "005010X224A1": ClaimKind.DENTAL,
}
CLAIM_GUIDES = CURRENT_GUIDES | OLDER_GUIDES
PREDETERMINATION_GUIDES = ("005010X291", "005010X292")
POST_ADJUDICATED_GUIDES = ("005010X298", "005010X299", "005010X300")
