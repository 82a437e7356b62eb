"""The users' folders on disk: what came in, what lies ready to be fetched."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.names import Form, form_of, is_test


@dataclass(frozen=True, slots=True)
class PickedUp:
    """One file taken out of an inbound folder, with what its name and place say of it."""

    user: str
    submitted_name: str
    form: Form
    test: bool
    content: bytes


class Boxes:
    """`inbound` and `outbound` of every user. `being_written` holds the inodes of open files."""

    def __init__(self, base: Path, users: tuple[User, ...]) -> None:
        self._base = base
        self._users = users
        self.being_written: list[int] = []
        for user in users:
            for folder in ("inbound", "outbound", user.test_folder or "inbound"):
                (self.root(user.name) / folder).mkdir(parents=True, exist_ok=True)

    def root(self, user: str) -> Path:
        """The directory that a user sees as `/`."""
        return self._base / "users" / user

    def outbound(self, user: str) -> list[str]:
        return sorted(path.name for path in self._outbound(user).iterdir())

    def deliver(self, user: str, name: str, content: bytes) -> None:
        """Puts a file into `outbound` at one stroke: nobody sees half of it."""
        staged = self._base / f"{user}-{name}.part"
        staged.write_bytes(content)
        staged.rename(self._outbound(user) / name)

    def pick_up(self, rest: float) -> Iterator[PickedUp]:
        """Takes every file with a keyword in its name that nobody has open.

        It must have lain still for `rest` seconds: a rename or write starts the wait anew.
        """
        for user in self._users:
            yield from self._take(user.name, "inbound", rest)
            if user.test_folder:
                yield from self._take(user.name, user.test_folder, rest)

    def _take(self, user: str, folder: str, rest: float) -> Iterator[PickedUp]:
        for path in sorted((self.root(user) / folder).iterdir()):
            form = form_of(path.name)
            if form and path.is_file() and self._is_complete(path.stat(), rest):
                content = path.read_bytes()
                path.unlink()
                test = folder != "inbound" or is_test(path.name)
                yield PickedUp(user, path.name, form, test, content)

    def _outbound(self, user: str) -> Path:
        return self.root(user) / "outbound"

    def _is_complete(self, state: os.stat_result, rest: float) -> bool:
        return state.st_ino not in self.being_written and time.time() - state.st_ctime >= rest
