"""Take practices, accounts and API keys into the books."""

import base64
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account, AccountMode, ApiKey, Practice
from chalicelib.domain.identifiers import (
    AccountId,
    PracticeId,
    new_account_id,
    new_practice_id,
    sha256_of,
)
from chalicelib.domain.ports import Accounts, ApiKeys, Clock, Entropy, Practices, Secrets


@dataclass(frozen=True, slots=True)
class Login:
    """Where and as whom to log in at the clearinghouse; `host_key` is the pinned key line."""

    host: str
    port: int
    user: str
    password: str
    host_key: str

    def __repr__(self) -> str:
        return f"Login(host={self.host!r}, port={self.port!r}, user=***, password=***)"


@dataclass(frozen=True, slots=True)
class Onboard:
    accounts: Accounts
    api_keys: ApiKeys
    clock: Clock
    entropy: Entropy
    practices: Practices
    secrets: Secrets

    def practice(self, name: str, tax_id: str, npis: tuple[str, ...]) -> Practice:
        practice = Practice(new_practice_id(self.entropy(16)), name, tax_id, npis)
        self.practices.add(practice)
        return practice

    def account(
        self,
        practice_ids: tuple[PracticeId, ...],
        clearinghouse: str,
        mode: AccountMode,
        submitter_id: str,
        login: Login,
    ) -> Account:
        """Raises NotFoundError for an unknown practice or clearinghouse."""
        profile_named(clearinghouse)
        for practice_id in practice_ids:
            self.practices.get(practice_id)
        account = Account(
            account_id=new_account_id(self.entropy(16)),
            practice_ids=practice_ids,
            clearinghouse=clearinghouse,
            mode=mode,
            host=login.host,
            port=login.port,
            user=login.user,
            host_key=login.host_key,
            submitter_id=submitter_id,
        )
        # The password first: an account without one would be visited in vain.
        self.secrets.store(account.account_id, login.password)
        self.accounts.add(account)
        return account

    def new_password(self, account_id: AccountId, password: str) -> None:
        """Raises NotFoundError for an unknown account."""
        self.accounts.get(account_id)
        self.secrets.store(account_id, password)

    def api_key(self, practice_ids: tuple[PracticeId, ...]) -> str:
        """A new key, told this once; only its hash is kept."""
        key = "cck_" + base64.b32encode(self.entropy(25)).decode().lower()
        self.api_keys.add(ApiKey(sha256_of(key.encode()), key[:10], practice_ids, self.clock.now()))
        return key
