"""The identities of claims."""

from collections.abc import Collection, Sequence
from threading import RLock

from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim_identity import ClaimIdentity, Hold, Holder

PER_CALL = 100


class FakeClaimIdentities:
    def __init__(self) -> None:
        self.held: dict[tuple[AccountMode, ClaimIdentity], Holder] = {}
        self._lock = RLock()

    def holders(
        self, mode: AccountMode, identities: Collection[ClaimIdentity]
    ) -> dict[ClaimIdentity, Holder]:
        with self._lock:
            return {each: self.held[mode, each] for each in identities if (mode, each) in self.held}

    def take(self, mode: AccountMode, holds: Sequence[Hold]) -> bool:
        ordered = sorted(holds, key=lambda hold: hold.identity)
        for start in range(0, len(ordered), PER_CALL):
            if not self._all_or_nothing(mode, ordered[start : start + PER_CALL]):
                return False
        return True

    def _all_or_nothing(self, mode: AccountMode, holds: Sequence[Hold]) -> bool:
        with self._lock:
            if not all(self._may(mode, hold) for hold in holds):
                return False
            self.held |= {(mode, hold.identity): hold.holder for hold in holds}
            return True

    def _may(self, mode: AccountMode, hold: Hold) -> bool:
        present = self.held.get((mode, hold.identity))
        if present is None or present.claim_id == hold.holder.claim_id:
            return True
        return hold.over is not None and (present.claim_id, present.since) == (
            hold.over.claim_id,
            hold.over.since,
        )
