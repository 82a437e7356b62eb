"""Whose claims travel, over which connections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.account import Account, AccountState, Credentials, Practice
    from chalicelib.domain.act import AccountAct
    from chalicelib.domain.health import AccountHealth
    from chalicelib.domain.identifiers import AccountId, PracticeId
    from chalicelib.domain.lease import Lease
    from chalicelib.domain.paging import Page


class Practices(Protocol):
    def add(self, practice: Practice) -> None: ...

    def get(self, practice_id: PracticeId) -> Practice:
        """Raises NotFoundError."""

    def get_all(self, practice_ids: Sequence[PracticeId]) -> tuple[Practice, ...]:
        """In the order of their ids. Raises NotFoundError."""


class Accounts(Protocol):
    def add(self, account: Account) -> None: ...

    def get(self, account_id: AccountId) -> Account:
        """Raises NotFoundError."""

    def all(self) -> tuple[Account, ...]: ...

    def health(self, account_id: AccountId) -> AccountHealth:
        """A fresh health where none was ever noted."""

    def healths(self, account_ids: Sequence[AccountId]) -> tuple[AccountHealth, ...]:
        """As `health`, in the order of their ids."""

    def change_health(
        self, old: AccountHealth, new: AccountHealth, lease: Lease | None = None
    ) -> AccountHealth:
        """Stores `new` as the next revision of `old`, and returns it as stored.

        Raises ConflictError where `old` no longer stands, LeaseLostError where `lease` is another's
        by now.
        """

    def pin_host_key(self, account: Account, host_key: str) -> None:
        """Raises ConflictError where another key is pinned by now than `account` has."""

    def change_state(self, account: Account, state: AccountState) -> Account:
        """The account in its new state. Raises ConflictError where it is in another one by now
        than `account`."""

    def add_act(self, act: AccountAct) -> None: ...

    def acts(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[AccountAct]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def next_control_number(self, account_id: AccountId) -> int:
        """1 to 999999999, each once per account; atomic."""


class Leases(Protocol):
    def take(
        self, account_id: AccountId, holder: str, now: datetime, until: datetime
    ) -> Lease | None:
        """The account alone until `until`; None while another has it.

        Each taking gives a greater token. The holder may take its own lease again.
        """

    def holds(self, lease: Lease) -> bool:
        """Whether nobody has taken the account over and the lease was not given back."""

    def knock(self, account_id: AccountId) -> None:
        """Whoever has the account is told, when giving it back, that it is wanted once more."""

    def release(self, lease: Lease) -> bool:
        """Gives the lease back; nothing happens when it was lost meanwhile.

        True when somebody knocked while it was held.
        """


class Secrets(Protocol):
    def credentials(self, account_id: AccountId) -> Credentials:
        """Raises NotFoundError."""

    def store(self, account_id: AccountId, password: str) -> None:
        """The first password is in use at once; a later one is pending until it is promoted."""

    def promote(self, account_id: AccountId, credentials: Credentials) -> None:
        """The pending password is the one in use from now on; doing so again changes nothing."""
