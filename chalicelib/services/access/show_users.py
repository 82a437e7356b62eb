"""Who may log in: those who reach nothing beyond what the caller does."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.user import User
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import UserId
from chalicelib.domain.paging import Page, page_behind
from chalicelib.domain.ports import Users


@dataclass(frozen=True, slots=True)
class ShowUsers:
    users: Users

    def __call__(self, user_id: UserId, reach: Reach) -> User:
        """Raises NotFoundError for who is out of reach, too."""
        user = self.users.find(user_id)
        if user is None or not reach.includes(user.reach):
            raise NotFoundError("user", user_id)
        return user

    def list(self, reach: Reach, limit: int, cursor: str | None) -> Page[User]:
        """Newest first. Raises ValueError on a cursor that is not ours."""
        within = [user for user in self.users.all() if reach.includes(user.reach)]
        return page_behind(within, lambda user: user.user_id, limit, cursor)
