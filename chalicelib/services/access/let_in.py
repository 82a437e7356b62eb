"""A person is let in, gets another role or other practices, or is locked out."""

from dataclasses import dataclass, replace

from chalicelib.domain.access.caller import Caller
from chalicelib.domain.access.role import SCOPES_OF, Role
from chalicelib.domain.access.user import User
from chalicelib.domain.errors import BeyondReachError, ConflictError
from chalicelib.domain.identifiers import PracticeId, UserId, user_id
from chalicelib.domain.ports import Clock, Users
from chalicelib.services.access.grants import check_practices, check_scopes
from chalicelib.services.access.show_users import ShowUsers


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a user; None: as it was."""

    role: Role | None = None
    practice_ids: tuple[PracticeId, ...] | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class LetIn:
    """Everything here raises NotFoundError for what is out of the giver's reach, and
    BeyondReachError for what the giver can't give."""

    clock: Clock
    show_users: ShowUsers
    users: Users

    def __call__(
        self,
        subject: str,
        name: str,
        role: Role,
        practice_ids: tuple[PracticeId, ...],
        giver: Caller,
    ) -> User:
        """`subject` is who they are at the identity provider; they see accounts of the giver's
        modes. Raises ConflictError for one who is in already."""
        check_practices(giver, practice_ids)
        check_scopes(giver, SCOPES_OF[role])
        user = User(
            user_id=user_id(subject),
            subject=subject,
            name=name,
            role=role,
            practice_ids=tuple(sorted(set(practice_ids))),
            created_at=self.clock.now(),
            made_by=giver.name,
            modes=tuple(sorted(giver.reach.modes)),
        )
        self.users.add(user)
        return user

    def change(self, changed: UserId, change: Change, giver: Caller) -> User:
        """Nobody changes themselves. Tries again where the user was changed at this moment."""
        if changed == giver.principal_id:
            raise BeyondReachError("Nobody changes what they may do themselves.")
        while True:
            old = self.show_users(changed, giver.reach)
            new = self._changed(old, change)
            check_practices(giver, new.practice_ids)
            check_scopes(giver, SCOPES_OF[new.role])
            try:
                return self.users.advance(old, new)
            except ConflictError:
                continue

    def _changed(self, old: User, change: Change) -> User:
        """Who is locked out has no emergency any more either."""
        practices = old.practice_ids if change.practice_ids is None else change.practice_ids
        new = replace(old, role=change.role or old.role, practice_ids=tuple(sorted(set(practices))))
        if change.disabled is None or change.disabled == old.is_disabled:
            return new
        disabled_at = self.clock.now() if change.disabled else None
        return replace(new, disabled_at=disabled_at, emergency=None)
