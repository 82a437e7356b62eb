"""API keys, by their id, which follows from the hash."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.stored import put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.identifiers import api_key_id


@dataclass(frozen=True, slots=True)
class DynamoApiKeys:
    table: Table

    def add(self, key: ApiKey) -> None:
        """Raises ConflictError when another key has the hash."""
        put_once(self.table, item(keys.api_key(key.key_id), encode(key)), "API key")

    def find(self, key_sha256: str) -> ApiKey | None:
        stored = self.table.get(keys.api_key(api_key_id(key_sha256)))
        return None if stored is None else decode(ApiKey, stored)
