"""Take practices, accounts, API keys and people into the books."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.access.caller import Caller, CallerKind
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.role import Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.access.user import User
from chalicelib.domain.account import Account, AccountMode, Practice
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.errors import CourierError
from chalicelib.domain.host_key import fingerprint, is_host_key
from chalicelib.domain.identifiers import (
    AccountId,
    PracticeId,
    new_account_id,
    new_practice_id,
)
from chalicelib.domain.ports import Accounts, ApiKeys, Clock, Entropy, Practices, Secrets, Users
from chalicelib.services.access.let_in import LetIn
from chalicelib.services.access.make_key import KeyWanted, MakeKey
from chalicelib.services.access.show_users import ShowUsers
from chalicelib.services.acts.pin_host_key import pin

OPERATOR = "operator"
"""Who acts by a command, with AWS credentials of their own."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where and as whom to log in at the clearinghouse; `host` None where the profile knows it.
    `host_key` is the pinned key line, empty to see first which one the server shows: until one is
    pinned nothing is sent or fetched."""

    host: str | None
    port: int
    user: str
    password: str
    host_key: str

    def __repr__(self) -> str:
        return f"Login(host={self.host!r}, port={self.port!r}, user=***, password=***)"


class UnusableAccountError(CourierError):
    """An account that could never work."""


@dataclass(frozen=True, slots=True)
class Onboard:
    accounts: Accounts
    api_keys: ApiKeys
    clock: Clock
    entropy: Entropy
    practices: Practices
    secrets: Secrets
    users: Users

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
        """Raises NotFoundError for an unknown practice or clearinghouse, UnusableAccountError for
        values that could only fail later, and for a login that another account has already.
        """
        host = login.host or profile_named(clearinghouse).host
        if host is None:
            raise UnusableAccountError("This clearinghouse has no host that everybody uses.")
        _check_submitter(submitter_id)
        if login.host_key:
            _check_host_key(login.host_key)
        for practice_id in practice_ids:
            self.practices.get(practice_id)
        account = Account(
            account_id=new_account_id(self.entropy(16)),
            practice_ids=practice_ids,
            clearinghouse=clearinghouse,
            mode=mode,
            host=host,
            port=login.port,
            user=login.user,
            host_key=login.host_key,
            submitter_id=submitter_id,
        )
        self._check_login_is_new(account)
        # The password first: an account without one would be visited in vain.
        self.secrets.store(account.account_id, login.password)
        self.accounts.add(account)
        return account

    def _check_login_is_new(self, account: Account) -> None:
        """Two accounts on one login would collect each other's answers and share file names."""
        for other in self.accounts.all():
            if _login_of(other) == _login_of(account):
                raise UnusableAccountError(f"{other.account_id} uses this login already.")

    def new_password(self, account_id: AccountId, password: str) -> None:
        """It is tried once, and used from then on if it works. Raises NotFoundError for an unknown
        account."""
        self.accounts.get(account_id)
        act = AccountAct(account_id, ActKind.PASSWORD_STORED, OPERATOR, self.clock.now(), "")
        self.accounts.add_act(act)
        self.secrets.store(account_id, password)

    def host_key(self, account_id: AccountId, line: str, reason: str) -> str:
        """Pins another key and returns its fingerprint. Raises NotFoundError for an unknown
        account, UnusableAccountError for what is no key."""
        _check_host_key(line)
        account = self.accounts.get(account_id)
        pin(self.accounts, account, line, OPERATOR, self.clock.now(), reason)
        return fingerprint(line)

    def user(
        self, subject: str, name: str, role: Role, practice_ids: tuple[PracticeId, ...]
    ) -> User:
        """Lets in whom the identity provider knows by this subject. Raises ConflictError for one
        who is in already."""
        let_in = LetIn(self.clock, ShowUsers(self.users), self.users)
        reach = Reach(frozenset(practice_ids))
        operator = Caller(OPERATOR, CallerKind.PERSON, OPERATOR, frozenset(), reach)
        return let_in(subject, name, role, practice_ids, operator)

    def api_key(
        self,
        practice_ids: tuple[PracticeId, ...],
        mode: AccountMode = AccountMode.TEST,
        scopes: Iterable[Scope] = tuple(Scope),
    ) -> str:
        """A new key, told this once; only its hash is kept. Where nothing else is said it may do
        everything, on test accounts."""
        wanted = KeyWanted(practice_ids, tuple(scopes), mode)
        _, secret = MakeKey(self.api_keys, self.clock, self.entropy).make(wanted, OPERATOR)
        return secret.key


def _login_of(account: Account) -> tuple[object, ...]:
    return account.clearinghouse, account.mode, account.host, account.port, account.user


def _check_submitter(submitter_id: str) -> None:
    """It becomes ISA06, which holds 15 characters, and GS02, which needs two at least."""
    if not (2 <= len(submitter_id) <= 15 and submitter_id.isascii() and submitter_id.isalnum()):
        raise UnusableAccountError("A submitter id has 2 to 15 letters and digits.")


def _check_host_key(line: str) -> None:
    if not is_host_key(line):
        raise UnusableAccountError('A host key is "algorithm key", as ssh-keyscan prints it.')
