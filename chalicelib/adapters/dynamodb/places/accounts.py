"""Places of accounts and of what was done to them."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.account import Account
from chalicelib.domain.act import AccountAct
from chalicelib.domain.identifiers import AccountId

ACCOUNTS = Prefix.ACCOUNTS.of()


def acts(account_id: AccountId) -> str:
    return Prefix.ACTS.of(account_id)


def of_account(account: Account) -> list[Place]:
    return [Place(Index.LISTING, ACCOUNTS, account.account_id)]


def of_act(act: AccountAct) -> list[Place]:
    return [Place(Index.LISTING, acts(act.account_id), f"{encode_instant(act.at)}#{act.kind}")]
