"""The implementation guides of claim files, by GS08 and ST03."""

from collections.abc import Mapping

from chalicelib.x12.typed import Literal

ClaimKind = Literal["837P", "837I", "837D"]
"""The three claim transactions, by the names that clearinghouses use."""

CURRENT_GUIDES: Mapping[str, ClaimKind] = {
    "005010X222A1": "837P",
    "005010X222A2": "837P",
    "005010X223A2": "837I",
    "005010X223A3": "837I",
    "005010X224A2": "837D",
}
OLDER_GUIDES: Mapping[str, ClaimKind] = {
    "005010X222": "837P",
    "005010X223": "837I",
    "005010X223A1": "837I",
    "005010X224": "837D",
    "005010X224A1": "837D",
}
CLAIM_GUIDES = {**CURRENT_GUIDES, **OLDER_GUIDES}
PREDETERMINATION_GUIDES = ("005010X291", "005010X292")
POST_ADJUDICATED_GUIDES = ("005010X298", "005010X299", "005010X300")
