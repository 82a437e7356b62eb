"""API keys, by their hash."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.stored import put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import ApiKey


@dataclass(frozen=True, slots=True)
class DynamoApiKeys:
    table: Table

    def add(self, key: ApiKey) -> None:
        """Raises ConflictError when another key has the hash."""
        put_once(self.table, item(keys.api_key(key.key_sha256), encode(key)), "API key")

    def find(self, key_sha256: str) -> ApiKey | None:
        stored = self.table.get(keys.api_key(key_sha256))
        return None if stored is None else decode(ApiKey, stored)
