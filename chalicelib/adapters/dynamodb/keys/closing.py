"""Gaps explained, drills, and what people put on record about a closing."""

from chalicelib.adapters.dynamodb.keys.prefix import ANY, Key, Prefix
from chalicelib.domain.identifiers import AccountId, DrillId


def explanation(account_id: AccountId, gap_id: str) -> Key:
    """With an empty `gap_id`: what the keys of all explanations of an account begin with."""
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.EXPLANATION.of(gap_id))


def drill(drill_id: DrillId) -> Key:
    return Key(Prefix.DRILL.of(drill_id), Prefix.DRILL)


def closure(account_id: AccountId) -> Key:
    """The partition holds what people put on record about it, too."""
    return Key(Prefix.CLOSURE.of(account_id), Prefix.CLOSURE)


def closing_record(account_id: AccountId, prefix: Prefix, *parts: str) -> Key:
    """With no `parts`: what the keys of all records of that kind begin with."""
    return Key(closure(account_id).pk, prefix.of(*(parts or ANY)))
