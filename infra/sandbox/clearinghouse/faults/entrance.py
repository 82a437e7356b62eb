"""Who is let in: passwords, and accounts that are locked."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.faults.board import FaultBoard
from infra.sandbox.clearinghouse.faults.fault import Fault


class Entrance:
    """Judges logins. A locked account stays so until it is unlocked, whatever the password."""

    def __init__(self, users: Iterable[User], faults: FaultBoard) -> None:
        self._passwords = {user.name: user.password for user in users}
        self._faults = faults
        self._failures: Counter[str] = Counter()
        self._locked: set[str] = set()

    def set_password(self, user: str, password: str) -> None:
        self._passwords[user] = password

    def unlock(self, user: str) -> None:
        """As support does when it is called."""
        self._locked.discard(user)
        self._failures.pop(user, None)

    def is_locked(self, user: str) -> bool:
        return user in self._locked

    def admit(self, user: str, password: str, now: datetime) -> bool:
        if self._is_right(user, password, now):
            self._failures.pop(user, None)
            return True
        self._failures[user] += 1
        limit = self._faults.active(Fault.LOCKOUT, user, now)
        if limit and self._failures[user] >= limit.size:
            self._locked.add(user)
        return False

    def _is_right(self, user: str, password: str, now: datetime) -> bool:
        if self.is_locked(user) or self._passwords.get(user) != password:
            return False
        return not self._faults.strike(Fault.WRONG_PASSWORD, user, now)
