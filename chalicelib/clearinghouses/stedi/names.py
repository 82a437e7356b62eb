"""File names: those that Stedi gives its responses, and those that we give to it.

Stedi's documentation: answers are named `{YYYYMMDDhhmmss}_{uuid}_{kind}.x12`, or, for accounts from
before 2026, `{uuid}.x12`. It reads nothing from our names.
"""

import re
from datetime import date

from chalicelib.clearinghouses.response_name import ResponseName
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.response import ResponseKind

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SEMANTIC = re.compile(rf"\d{{14}}_{_UUID}_(?P<kind>277CA|999|835)\.x12", re.IGNORECASE)
_KINDS = {
    "277CA": ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
    "999": ResponseKind.ACKNOWLEDGMENT_999,
    "835": ResponseKind.REMITTANCE_835,
}


def read_name(name: str) -> ResponseName:
    """What the name of a response tells; one that is only a uuid tells nothing."""
    match = _SEMANTIC.fullmatch(name)
    return ResponseName(None if match is None else _KINDS[match["kind"].upper()])


def file_name(kind: ClaimKind, mode: AccountMode, control_number: int, day: date) -> str:
    """The name under which we send: `837P_20260302_000000412.x12`, for test and live alike."""
    return f"{kind}_{day:%Y%m%d}_{control_number:09d}.x12"


def era_stem(name: str) -> str:
    """The name without its ending; no readable text comes with an 835."""
    return re.sub(r"[^0-9A-Za-z_-]", "-", name.rpartition(".")[0] or name)


def is_own_era_name(name: str) -> bool:
    match = _SEMANTIC.fullmatch(name)
    return match is not None and match["kind"] == "835"
