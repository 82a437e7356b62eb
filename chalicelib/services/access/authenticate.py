"""Who is calling?"""

from dataclasses import dataclass

from chalicelib.domain.account import ApiKey
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import ApiKeys


@dataclass(frozen=True, slots=True)
class Authenticate:
    api_keys: ApiKeys

    def __call__(self, key: str) -> ApiKey | None:
        """The key's record, found by its hash; None when there is no such key."""
        return self.api_keys.find(sha256_of(key.encode()))
