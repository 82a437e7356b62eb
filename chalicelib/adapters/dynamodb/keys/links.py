"""What answers name, and the batch or claim that is meant."""

from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.identifiers import AccountId, digest
from chalicelib.domain.link import LinkKind


def links(account_id: AccountId, kind: LinkKind, value: str) -> Key:
    """The partition of all links of a value.

    The value, which may name a patient's account, is in it only as a digest: DynamoDB shows keys
    in its own diagnostics.
    """
    return Key(Prefix.LINK.of(account_id, kind, digest(value)), "")


def link(account_id: AccountId, kind: LinkKind, value: str, target: str) -> Key:
    return Key(links(account_id, kind, value).pk, target)
