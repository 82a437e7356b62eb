"""Names and envelope of the second profile."""

import re
from datetime import date

import pytest

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.response import ResponseKind
from tests.builders import MORNING, an_account

PROFILE = profile_named("stedi")
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (f"20260302080500_{UUID}_999.x12", ResponseKind.ACKNOWLEDGMENT_999),
        (f"20260302080500_{UUID}_277CA.x12", ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA),
        (f"20260302080500_{UUID.upper()}_835.X12", ResponseKind.REMITTANCE_835),
        (f"{UUID}.x12", None),
        (f"20260302080500_{UUID}_837.x12", None),
        (f"2026030208050_{UUID}_999.x12", None),
        (f"20260302080500_{UUID}_999.x12.part", None),
    ],
)
def test_names_tell_the_kind(name: str, kind: ResponseKind | None) -> None:
    assert PROFILE.read_name(name).kind is kind


@pytest.mark.parametrize(
    ("mode", "receiver", "indicator"),
    [(AccountMode.TEST, "STEDITEST", "T"), (AccountMode.LIVE, "STEDI", "P")],
)
def test_receiver_and_indicator_agree(mode: AccountMode, receiver: str, indicator: str) -> None:
    envelope = PROFILE.envelope(an_account(mode=mode), 412, MORNING)
    assert (envelope.receiver_id, envelope.group_receiver) == (receiver, receiver)
    assert (envelope.usage_indicator, envelope.control_number) == (indicator, 412)


def test_our_name_says_what_it_is_and_carries_the_control_number() -> None:
    name = PROFILE.file_name(ClaimKind.DENTAL, AccountMode.LIVE, 412, date(2026, 3, 2))
    assert name == "837D_20260302_000000412.x12"


def test_nothing_is_staged() -> None:
    assert PROFILE.staging is None


@pytest.mark.parametrize("name", [f"20260302080500_{UUID}_835.x12", f"{UUID}.x12", "a/../b c.x12"])
def test_the_stem_of_a_remittance_is_safe_in_a_key(name: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_-]+", PROFILE.era_stem(name))
