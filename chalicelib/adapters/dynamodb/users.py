"""Users, by their id, which follows from who they are at the identity provider."""

from dataclasses import dataclass, replace

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import access as keys
from chalicelib.adapters.dynamodb.places import access as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.access.user import User
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import UserId


@dataclass(frozen=True, slots=True)
class DynamoUsers:
    table: Table

    def add(self, user: User) -> None:
        """Raises ConflictError when there is one with this subject."""
        put_once(self.table, _item(user), "user")

    def find(self, user_id: UserId) -> User | None:
        stored = self.table.get(keys.user(user_id))
        return None if stored is None else decode(User, stored)

    def all(self) -> tuple[User, ...]:
        listed = list(self.table.queued(Index.LISTING, places.USERS))
        return tuple(decode(User, stored) for stored in reversed(listed))

    def advance(self, old: User, new: User) -> User:
        stored = replace(new, revision=old.revision + 1)
        if not self.table.put_if(_item(stored), Attr("revision").eq(old.revision)):
            raise ConflictError(f"{old.user_id} has changed meanwhile.")
        return stored


def _item(user: User) -> Attributes:
    return item(keys.user(user.user_id), encode(user), places.of_user(user))
