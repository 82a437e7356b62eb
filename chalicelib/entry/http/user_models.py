"""Users as the API shows them, and as clients let them in."""

from datetime import datetime

from pydantic import Field, StrictBool, StrictInt

from chalicelib.domain.access.role import Role
from chalicelib.domain.access.user import User
from chalicelib.entry.http.json_body import Asked, Named
from chalicelib.entry.http.key_models import MOST_PRACTICES
from chalicelib.entry.model import Model


class EmergencyOut(Model):
    opened_at: datetime
    until: datetime
    reason: str


class UserOut(Model):
    """`subject` is who they are at the identity provider (`sub` of their tokens). `modes`
    are those of accounts that they see; `emergency` is the last that they opened."""

    user_id: str
    subject: str
    name: str
    role: str
    scopes: tuple[str, ...]
    practice_ids: tuple[str, ...]
    modes: tuple[str, ...]
    created_at: datetime
    made_by: str
    disabled_at: datetime | None
    emergency: EmergencyOut | None

    @classmethod
    def of(cls, user: User) -> "UserOut":
        emergency = user.emergency
        return cls(
            user_id=user.user_id,
            subject=user.subject,
            name=user.name,
            role=user.role,
            scopes=tuple(sorted(user.scopes)),
            practice_ids=user.practice_ids,
            modes=user.modes,
            created_at=user.created_at,
            made_by=user.made_by,
            disabled_at=user.disabled_at,
            emergency=EmergencyOut.model_validate(emergency, from_attributes=True)
            if emergency
            else None,
        )


class UsersOut(Model):
    users: tuple[UserOut, ...]
    next_cursor: str | None = None


class UserIn(Asked):
    subject: str = Field(min_length=1, max_length=100, pattern="^[A-Za-z0-9_-]+$")
    name: str = Field(min_length=1, max_length=60)
    role: Role
    practice_ids: tuple[Named, ...] = Field(min_length=1, max_length=MOST_PRACTICES)


class UserChangeIn(Asked):
    """What is left out stays as it is."""

    role: Role | None = None
    practice_ids: tuple[Named, ...] | None = Field(default=None, max_length=MOST_PRACTICES)
    disabled: StrictBool | None = None


class EmergencyIn(Asked):
    reason: str = Field(min_length=10, max_length=500)
    hours: StrictInt = Field(default=1, ge=1, le=4)
