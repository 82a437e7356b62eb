"""Practices and their accounts at clearinghouses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, PracticeId


class AccountMode(StrEnum):
    TEST = "test"
    LIVE = "live"


class AccountState(StrEnum):
    """`closing` while its certificate is being issued: from then on nothing is taken in or sent."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Practice:
    practice_id: PracticeId
    name: str
    tax_id: str
    npis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One login at one clearinghouse, test or live.

    `clearinghouse` names the profile. `host_key` is the pinned key line ("ssh-ed25519 AAAA..."),
    empty while none is pinned: then no server gets the password, which lives in the secret store
    under the account's id.
    """

    account_id: AccountId
    practice_ids: tuple[PracticeId, ...]
    clearinghouse: str
    mode: AccountMode
    host: str
    port: int
    user: str
    host_key: str
    submitter_id: str
    state: AccountState = AccountState.OPEN

    @property
    def is_open(self) -> bool:
        return self.state is AccountState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state is AccountState.CLOSED


@dataclass(frozen=True, slots=True)
class Credential:
    """A password, the version of the secret that holds it, and since when."""

    password: str
    version: str
    set_at: datetime

    def __repr__(self) -> str:
        return f"Credential(password=***, version={self.version!r})"


@dataclass(frozen=True, slots=True)
class Credentials:
    """`pending` is a newer password that nobody has logged in with yet."""

    current: Credential
    pending: Credential | None = None
