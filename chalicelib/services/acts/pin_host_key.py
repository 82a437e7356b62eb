"""A person trusts the host key that the server showed, after comparing its fingerprint."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.act import AccountAct, ActKind
from chalicelib.domain.errors import OtherHostKeyError
from chalicelib.domain.host_key import fingerprint
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Hints
from chalicelib.services.access.allowed_account import allowed_account
from chalicelib.services.access.decider import Decider


@dataclass(frozen=True, slots=True)
class PinHostKey:
    """The only way to another key besides the operator's own command; no visit ever does it."""

    accounts: Accounts
    clock: Clock
    hints: Hints

    def __call__(
        self, account_id: AccountId, confirmed: str, decider: Decider, reason: str
    ) -> None:
        """`confirmed` is the fingerprint that the clearinghouse told, such as SHA256:….

        Raises NotFoundError unless all of the account is within the decider's reach, and
        OtherHostKeyError unless the server showed exactly that key at the last visit.
        """
        account = allowed_account(self.accounts, account_id, decider.reach)
        shown = self.accounts.health(account_id).host_key_shown
        if shown is None or fingerprint(shown) != confirmed:
            raise OtherHostKeyError(account_id)
        pin(self.accounts, account, shown, decider.name, self.clock.now(), reason)
        self.hints.visit(account_id)


def pin(
    accounts: Accounts, account: Account, host_key: str, by: str, at: datetime, reason: str
) -> None:
    """The act is kept first. Raises ConflictError when another key was pinned meanwhile."""
    act = AccountAct(
        account.account_id, ActKind.HOST_KEY_PINNED, by, at, reason, fingerprint(host_key)
    )
    accounts.add_act(act)
    accounts.pin_host_key(account, host_key)
