"""Places of keys and users."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.user import User

API_KEYS = Prefix.API_KEYS.of()
USERS = Prefix.USERS.of()


def of_api_key(key: ApiKey) -> list[Place]:
    return [Place(Index.LISTING, API_KEYS, f"{encode_instant(key.created_at)}#{key.key_id}")]


def of_user(user: User) -> list[Place]:
    return [Place(Index.LISTING, USERS, f"{encode_instant(user.created_at)}#{user.user_id}")]
