"""Practices and their accounts at clearinghouses."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, PracticeId

REFUSED_LOGINS_ALLOWED = 2
"""Clearinghouses lock an account after a few refused logins; we stop well before that."""


class AccountMode(StrEnum):
    TEST = "test"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Practice:
    practice_id: PracticeId
    name: str
    tax_id: str
    npis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One login at one clearinghouse, test or live.

    `clearinghouse` names the profile. `host_key` is the pinned key line ("ssh-ed25519 AAAA...").
    The password lives in the secret store under the account's id.
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


@dataclass(frozen=True, slots=True)
class Credential:
    """A password and the version of the secret that holds it."""

    password: str
    version: str

    def __repr__(self) -> str:
        return f"Credential(password=***, version={self.version!r})"


@dataclass(frozen=True, slots=True)
class AccountHealth:
    """How the last visits went, and what is left of the lockout budget."""

    account_id: AccountId
    last_visit_at: datetime | None = None
    last_good_visit_at: datetime | None = None
    last_problem: str | None = None
    refused_logins: int = 0
    refused_secret_version: str | None = None

    def may_log_in(self, secret_version: str) -> bool:
        """False once two logins were refused with this very secret: a person must act first."""
        return (
            self.refused_secret_version != secret_version
            or self.refused_logins < REFUSED_LOGINS_ALLOWED
        )

    def visited(self, at: datetime) -> "AccountHealth":
        return AccountHealth(self.account_id, last_visit_at=at, last_good_visit_at=at)

    def failed(self, at: datetime, problem: str) -> "AccountHealth":
        return replace(self, last_visit_at=at, last_problem=problem)

    def refused(self, at: datetime, problem: str, secret_version: str) -> "AccountHealth":
        again = self.refused_secret_version == secret_version
        return replace(
            self,
            last_visit_at=at,
            last_problem=problem,
            refused_logins=self.refused_logins + 1 if again else 1,
            refused_secret_version=secret_version,
        )


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key to the API, known only by its hash; good for the practices named."""

    key_sha256: str
    prefix: str
    practice_ids: tuple[PracticeId, ...]
    created_at: datetime
