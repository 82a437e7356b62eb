"""Reach: what a caller may know of at all."""

from dataclasses import dataclass

from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.identifiers import PracticeId

BOTH_MODES = frozenset(AccountMode)


@dataclass(frozen=True, slots=True)
class Reach:
    """What belongs to these practices, on accounts of these modes; all else does not exist."""

    practices: frozenset[PracticeId]
    modes: frozenset[AccountMode] = BOTH_MODES

    def has(self, account: Account, practice_id: PracticeId) -> bool:
        """Whether what this practice has on this account is within."""
        return practice_id in self.practices and account.mode in self.modes

    def includes(self, other: "Reach") -> bool:
        return self.practices >= other.practices and self.modes >= other.modes

    def has_some_of(self, account: Account) -> bool:
        return any(self.has(account, practice_id) for practice_id in account.practice_ids)

    def has_all_of(self, account: Account) -> bool:
        """Answers speak of all practices of an account."""
        return all(self.has(account, practice_id) for practice_id in account.practice_ids)


NOWHERE = Reach(frozenset(), frozenset())
