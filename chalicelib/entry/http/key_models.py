"""API keys as the API shows them, and as clients ask for them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StrictInt

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.entry.http.json_body import Asked, Named
from chalicelib.entry.model import Model

MOST_PRACTICES = 500


class KeyOut(Model):
    """`prefix` is the visible beginning of the key; the key itself is not kept. `last_used_at` is
    true to the hour. `good_until` null: until it is revoked."""

    key_id: str
    prefix: str
    label: str
    mode: str
    practice_ids: tuple[str, ...]
    scopes: tuple[str, ...]
    created_at: datetime
    made_by: str
    last_used_at: datetime | None
    good_until: datetime | None
    revoked_at: datetime | None
    successor: str | None

    @classmethod
    def of(cls, key: ApiKey) -> "KeyOut":
        return cls.model_validate(key, from_attributes=True)


class NewKeyOut(Model):
    """`key` is shown this once."""

    key: str
    record: KeyOut


class KeysOut(Model):
    keys: tuple[KeyOut, ...]
    next_cursor: str | None = None


def _in_utc(instant: datetime) -> datetime:
    """Raises ValueError for one that lies beyond the last year of UTC."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("no such instant in UTC") from None


class KeyIn(Asked):
    """`good_until` lies ahead; without it the key is good until it is revoked."""

    practice_ids: tuple[Named, ...] = Field(min_length=1, max_length=MOST_PRACTICES)
    scopes: tuple[Scope, ...] = Field(min_length=1, max_length=len(Scope))
    mode: AccountMode
    label: str = Field(default="", max_length=60)
    good_until: Annotated[AwareDatetime, Field(strict=True), AfterValidator(_in_utc)] | None = None


class RotationIn(Asked):
    """For how long the old key is good, too."""

    overlap_hours: StrictInt = Field(default=24, ge=0, le=720)
