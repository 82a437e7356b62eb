"""Who may log in: those who reach nothing beyond what the caller does."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.access.user import User
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import UserId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Users


@dataclass(frozen=True, slots=True)
class ShowUsers:
    users: Users

    def __call__(self, user_id: UserId, reach: Reach) -> User:
        """Raises NotFoundError for who is out of reach, too."""
        user = self.users.find(user_id)
        if user is None or not reach.practices.issuperset(user.practice_ids):
            raise NotFoundError("user", user_id)
        return user

    def list(self, reach: Reach, limit: int, cursor: str | None) -> Page[User]:
        """Newest first; a page holds fewer where some are out of reach. Raises ValueError on a
        cursor that is not ours."""
        page = self.users.list(limit, cursor)
        within = (user for user in page.items if reach.practices.issuperset(user.practice_ids))
        return Page(tuple(within), page.next_cursor)
