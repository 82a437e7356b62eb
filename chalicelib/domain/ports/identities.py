"""Which claims there are, for ever."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.account import AccountMode
    from chalicelib.domain.claim_identity import ClaimIdentity, Hold, Holder


class ClaimIdentities(Protocol):
    """Tests and what is live know nothing of each other; all accounts of a mode do."""

    def holders(
        self, mode: AccountMode, identities: Collection[ClaimIdentity]
    ) -> Mapping[ClaimIdentity, Holder]:
        """Those that anybody holds; up to 100 cost one call."""

    def take(self, mode: AccountMode, holds: Sequence[Hold]) -> bool:
        """Takes identities, each once in `holds`, up to 100 in one call, and in the same order
        whoever takes them. False, and only some of them taken, when one is another's by now:
        neither free, nor `over`'s, nor of the same claim. Doing it again changes nothing."""
