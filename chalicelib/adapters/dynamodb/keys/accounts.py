"""Practices, accounts, and what is known of the connection of each."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.act import AccountAct
from chalicelib.domain.identifiers import AccountId, PracticeId


def practice(practice_id: PracticeId) -> Key:
    return Key(Prefix.PRACTICE.of(practice_id), Prefix.PRACTICE)


def account(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.ACCOUNT)


def health(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.HEALTH)


def control_number(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.CONTROL_NUMBER)


def lease(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.LEASE)


def act(act: AccountAct) -> Key:
    place = Prefix.ACT.of(encode_instant(act.at), act.kind)
    return Key(Prefix.ACCOUNT.of(act.account_id), place)


def account_watch(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.WATCH)


def lateness(account_id: AccountId, payer_id: str) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.LATENESS.of(payer_id))
