"""Who may call, what they did, and how often."""

from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.identifiers import ApiKeyId, PracticeId, UserId


def api_key(key_id: ApiKeyId) -> Key:
    return Key(Prefix.API_KEY.of(key_id), Prefix.API_KEY)


def audit(practice_id: PracticeId, month: str, entry: str = "") -> Key:
    """With no `entry`: the partition of what was done to a practice's data in a month."""
    return Key(Prefix.AUDIT.of(practice_id, month), entry)


def counter(name: str) -> Key:
    return Key(Prefix.COUNTER.of(name), Prefix.COUNTER)


def user(user_id: UserId) -> Key:
    return Key(Prefix.USER.of(user_id), Prefix.USER)


def keyed_request(name: str) -> Key:
    return Key(Prefix.KEYED_REQUEST.of(name), Prefix.KEYED_REQUEST)
