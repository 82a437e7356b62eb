"""The users' folders on disk: what came in, what lies ready to be fetched."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.delivery import Delivery
from infra.sandbox.clearinghouse.picked_up import PickedUp
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY

Quiet = dict[Path, tuple[tuple[int, int], datetime]]


class Boxes:
    """Inbound and outbound of every user. `being_written` holds the inodes of open files."""

    def __init__(self, base: Path, users: tuple[User, ...], profile: Profile = OFFICE_ALLY) -> None:
        self._base = base
        self._users = users
        self._profile = profile
        self._quiet: Quiet = {}
        self.being_written: list[int] = []
        for user in users:
            for folder in (profile.inbound, profile.outbound, user.test_folder or profile.inbound):
                (self.root(user.name) / folder).mkdir(parents=True, exist_ok=True)

    def root(self, user: str) -> Path:
        """The directory that a user sees as `/`."""
        return self._base / "users" / user

    def outbound(self, user: str) -> list[str]:
        return sorted(path.name for path in self._outbound(user).iterdir())

    def deliver(self, user: str, name: str, content: bytes) -> None:
        """Puts a file into outbound at one stroke: nobody sees half of it."""
        self._lay(user, name, content, None)

    def lay(self, delivery: Delivery) -> None:
        """The same, with the delivery's instant as modification time."""
        self._lay(delivery.user, delivery.name, delivery.content, delivery.at)

    def pick_up(
        self, rest: timedelta, now: datetime, collects: Callable[[str], bool] = lambda _: True
    ) -> Iterator[PickedUp]:
        """Takes every file of whose name the clearinghouse makes something and that nobody has
        open, for the users for whom it `collects`.

        It must have lain still for `rest` since it was first seen so: a rename or write starts the
        wait anew.
        """
        for user in filter(lambda each: collects(each.name), self._users):
            yield from self._take(user.name, self._profile.inbound, rest, now)
            if user.test_folder:
                yield from self._take(user.name, user.test_folder, rest, now)

    def _take(self, user: str, folder: str, rest: timedelta, now: datetime) -> Iterator[PickedUp]:
        for path in sorted((self.root(user) / folder).iterdir()):
            if self._profile.takes(path.name) and path.is_file() and self._rested(path, rest, now):
                content = path.read_bytes()
                path.unlink()
                del self._quiet[path]
                label = self._profile.label(path.name, content)
                test = label.test or folder != self._profile.inbound
                yield PickedUp(user, path.name, label.form, test, content)

    def _rested(self, path: Path, rest: timedelta, now: datetime) -> bool:
        state = path.stat()
        if state.st_ino in self.being_written:
            self._quiet.pop(path, None)
            return False
        version = (state.st_ino, state.st_ctime_ns)
        seen, since = self._quiet.get(path, (version, now))
        self._quiet[path] = (version, since if seen == version else now)
        return now - self._quiet[path][1] >= rest

    def _lay(self, user: str, name: str, content: bytes, at: datetime | None) -> None:
        staged = self._base / f"{user}-{name}.part"
        staged.write_bytes(content)
        if at:
            os.utime(staged, (at.timestamp(), at.timestamp()))
        staged.rename(self._outbound(user) / name)

    def _outbound(self, user: str) -> Path:
        return self.root(user) / self._profile.outbound
