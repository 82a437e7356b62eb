"""Results that depend on the bytes of a file alone, kept: thousands of jobs hold the same files.

Checking a claim file, telling what an answer is, and reading it take half the time of a job; they
are functions, and have tests of their own.
"""

from functools import lru_cache

import pytest

from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.reading import Reading
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read
from chalicelib.services.answers import apply_response
from chalicelib.services.intake import decide_batch
from chalicelib.x12.claim_file import check_claim_file

_once = lru_cache(maxsize=2_000)
"""For the latest files: a night of months has a million of them."""


def keep_pure_results(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide_batch, "check_claim_file", _once(check_claim_file))
    patch.setattr(apply_response, "classify", _classify)
    patch.setattr(apply_response, "read", _read)


def _classify(profile: Profile, name: str, content: bytes) -> ResponseKind:
    return _kind(profile.name, name, content)


def _read(
    profile: Profile, kind: ResponseKind, name: str, content: bytes, account_id: AccountId
) -> Reading:
    return _reading(profile.name, kind, name, content, account_id)


@_once
def _kind(profile: str, name: str, content: bytes) -> ResponseKind:
    return classify(profile_named(profile), name, content)


@_once
def _reading(
    profile: str, kind: ResponseKind, name: str, content: bytes, account_id: AccountId
) -> Reading:
    return read(profile_named(profile), kind, name, content, account_id)
