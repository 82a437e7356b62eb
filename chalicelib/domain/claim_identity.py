"""Who holds the identity of a claim: the first claim that was handed in with this content."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from chalicelib.domain.identifiers import ClaimId, PracticeId

ClaimIdentity = NewType("ClaimIdentity", str)
"""The SHA-256 of what a claim says, whatever file it comes in."""


@dataclass(frozen=True, slots=True)
class Holder:
    """`since` is when its batch was handed in, or handed in once more by somebody's decision."""

    claim_id: ClaimId
    practice_id: PracticeId
    since: datetime


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """The claim at `position` of a file says what `holder` says, which came first."""

    position: int
    holder: Holder


@dataclass(frozen=True, slots=True)
class Hold:
    """That `holder` is to hold the identity. `over` is who held it so far and gave it up, because
    its batch was refused."""

    identity: ClaimIdentity
    holder: Holder
    over: Holder | None = None
