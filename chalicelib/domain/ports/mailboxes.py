"""Connections to a clearinghouse."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.account import Account, Credential
    from chalicelib.domain.evidence import Evidence
    from chalicelib.domain.response import ListedFile


class Mailbox(Protocol):
    """An open connection to one account at a clearinghouse. Raises TransferError or
    MailboxUnreachableError from any method."""

    def put(self, path: str, content: bytes) -> None:
        """Writes and confirms the size."""

    def size(self, path: str) -> int | None:
        """None when there is no such file."""

    def rename(self, old: str, new: str) -> None:
        """Raises RenameRefusedError where the server says so itself."""

    def remove(self, path: str) -> None: ...

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        """The plain files of a folder, oldest first; names as they stand there, usable or not."""

    def fetch(self, path: str) -> bytes: ...


class Mailboxes(Protocol):
    def connect(self, account: Account, credential: Credential) -> AbstractContextManager[Mailbox]:
        """Raises MailboxUnreachableError, LoginRefusedError or HostKeyChangedError."""


class Prober(Mailboxes, Protocol):
    """Connects with less patience than a visit, because somebody waits for the diagnosis."""

    def reach(self, account: Account) -> tuple[Evidence, ...]:
        """Name, connection and host key, up to the first that fails; nobody logs in."""
