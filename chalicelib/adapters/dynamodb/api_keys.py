"""API keys, by their id, which follows from the hash."""

from dataclasses import dataclass, replace

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import access as keys
from chalicelib.adapters.dynamodb.places import access as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import ApiKeyId, api_key_id


@dataclass(frozen=True, slots=True)
class DynamoApiKeys:
    table: Table

    def add(self, key: ApiKey) -> None:
        """Raises ConflictError when another key has the id."""
        put_once(self.table, _item(key), "API key")

    def find(self, key_sha256: str) -> ApiKey | None:
        stored = self.table.get(keys.api_key(api_key_id(key_sha256)))
        return None if stored is None else decode(ApiKey, stored)

    def get(self, key_id: ApiKeyId) -> ApiKey:
        return found(ApiKey, self.table.get(keys.api_key(key_id)), "API key", key_id)

    def all(self) -> tuple[ApiKey, ...]:
        listed = list(self.table.queued(Index.LISTING, places.API_KEYS))
        return tuple(decode(ApiKey, stored) for stored in reversed(listed))

    def advance(self, old: ApiKey, new: ApiKey) -> ApiKey:
        stored = replace(new, revision=old.revision + 1)
        if not self.table.put_if(_item(stored), Attr("revision").eq(old.revision)):
            raise ConflictError(f"{old.key_id} has changed meanwhile.")
        return stored


def _item(key: ApiKey) -> Attributes:
    return item(keys.api_key(key.key_id), encode(key), places.of_api_key(key))
