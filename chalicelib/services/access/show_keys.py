"""Which keys there are: those that reach nothing beyond what the caller does."""

from dataclasses import dataclass

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import ApiKeyId
from chalicelib.domain.paging import Page, page_behind
from chalicelib.domain.ports import ApiKeys


@dataclass(frozen=True, slots=True)
class ShowKeys:
    api_keys: ApiKeys

    def __call__(self, key_id: ApiKeyId, reach: Reach) -> ApiKey:
        """Raises NotFoundError for what is out of reach, too."""
        key = self.api_keys.get(key_id)
        if not reach.includes(key.reach):
            raise NotFoundError("API key", key_id)
        return key

    def list(self, reach: Reach, limit: int, cursor: str | None) -> Page[ApiKey]:
        """Newest first. Raises ValueError on a cursor that is not ours."""
        within = [key for key in self.api_keys.all() if reach.includes(key.reach)]
        return page_behind(within, lambda key: key.key_id, limit, cursor)
