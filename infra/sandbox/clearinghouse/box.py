"""The folders that a user sees, with whatever goes wrong there."""

import asyncio
import os
import posixpath
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO, cast

import asyncssh
from asyncssh.constants import FXF_WRITE

from infra.sandbox.clearinghouse.faults.appearances import Appearances
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.faults.transfers import Break, Direction, Passage
from infra.sandbox.clearinghouse.ledger import Deed, Transfer
from infra.sandbox.clearinghouse.premises import Premises

SftpChannel = asyncssh.SSHServerChannel[bytes]

STALLS = (Fault.UPLOAD_STALLED, Fault.DOWNLOAD_STALLED)
ROUND_SECONDS = 0.02


@dataclass(slots=True)
class Handling:
    """An open file: its path as the client named it, and how far its bytes have got.

    `dead` is what everything more on it gets: a client may have sent on before it knew.
    """

    path: str
    passage: Passage
    size: int = 0
    dead: asyncssh.SFTPError | None = None


class Box(asyncssh.SFTPServer):
    """One user's folders as `/`; tells the boxes which files are still being written."""

    def __init__(self, channel: SftpChannel, premises: Premises) -> None:
        self._user: str = channel.get_extra_info("username")
        super().__init__(channel, chroot=os.fsencode(premises.boxes.root(self._user)))
        self._connection = channel.get_connection()
        self._premises = premises
        self._appearances = Appearances(premises.faults, self._user)
        self._handlings: dict[object, Handling] = {}

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        writes = bool(pflags & FXF_WRITE)
        if not writes and self._is_outbound(posixpath.dirname(path)):
            self._refuse_under(Fault.VANISHED_FILE, asyncssh.SFTPNoSuchFile("No such file"))
        opened = cast(IO[bytes], super().open(path, pflags, attrs))
        direction = Direction.UPLOAD if writes else Direction.DOWNLOAD
        passage = Passage(self._premises.faults, self._user, direction)
        self._handlings[opened] = Handling(_client_path(path), passage)
        if writes:
            self._premises.boxes.being_written.append(_inode(opened))
        return opened

    def close(self, file_obj: object) -> None:
        opened = cast(IO[bytes], file_obj)
        handling = self._handlings.pop(opened)
        uploaded = handling.passage.direction is Direction.UPLOAD
        if uploaded:
            self._premises.boxes.being_written.remove(_inode(opened))
        opened.close()
        self._record(Deed.UPLOADED if uploaded else Deed.FETCHED, handling.path, handling.size)

    async def read(self, file_obj: object, offset: int, size: int) -> bytes:
        data = cast(bytes, super().read(file_obj, offset, size))
        handling = self._handlings[file_obj]
        broken = await self._pass(handling, offset, len(data))
        if broken:
            await self._suffer(handling, broken)
        return data

    async def write(self, file_obj: object, offset: int, data: bytes) -> int:
        handling = self._handlings[file_obj]
        broken = await self._pass(handling, offset, len(data))
        passed = broken.passed if broken else len(data)
        super().write(file_obj, offset, data[:passed])
        if broken:
            await self._suffer(handling, broken)
            super().write(file_obj, offset + passed, data[passed:])
        return len(data)

    def stat(self, path: bytes) -> asyncssh.SFTPAttrs:
        return self._as_shown(super().stat(path))

    def lstat(self, path: bytes) -> asyncssh.SFTPAttrs:
        return self._as_shown(super().lstat(path))

    def fstat(self, file_obj: object) -> asyncssh.SFTPAttrs:
        return self._as_shown(super().fstat(file_obj))

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        lags = self._is_outbound(path)
        async for entry in super().scandir(path):
            laid_at, now = entry.attrs.mtime or 0, self._premises.clock()
            if lags and not self._appearances.is_listed(laid_at, now):
                continue
            self._disguise(entry.attrs)
            yield entry

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._check_rename()
        super().rename(oldpath, newpath)
        self._record_rename(oldpath, newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._check_rename()
        super().posix_rename(oldpath, newpath)
        self._record_rename(oldpath, newpath)

    def remove(self, path: bytes) -> None:
        super().remove(path)
        self._record(Deed.REMOVED, _client_path(path))

    def _check_rename(self) -> None:
        self._refuse_under(Fault.RENAME_UNSUPPORTED, asyncssh.SFTPOpUnsupported("No renaming"))
        self._refuse_under(Fault.RENAME_REFUSED, asyncssh.SFTPFailure("Cannot rename"))

    def _refuse_under(self, fault: Fault, error: asyncssh.SFTPError) -> None:
        if self._premises.faults.strike(fault, self._user, self._premises.clock()):
            raise error

    async def _pass(self, handling: Handling, offset: int, size: int) -> Break | None:
        """Lets bytes take their time; returns the break among them, if there is one."""
        now = self._premises.clock()
        if handling.dead:
            raise handling.dead
        await asyncio.sleep(handling.passage.seconds_for(size, now))
        broken = handling.passage.break_within(offset, size, now)
        passed = broken.passed if broken else size
        handling.size = max(handling.size, offset + passed)
        return broken

    async def _suffer(self, handling: Handling, broken: Break) -> None:
        """Returns only from a stall that was ended; raises SFTPError otherwise."""
        if broken.order.fault in STALLS:
            handling.dead = await self._stall(broken)
        elif broken.order.fault is Fault.DISK_FULL:
            handling.dead = asyncssh.SFTPFailure("No space left on device")
        else:
            self._connection.abort()
            handling.dead = asyncssh.SFTPConnectionLost("Connection reset")
        if handling.dead:
            raise handling.dead

    async def _stall(self, broken: Break) -> asyncssh.SFTPError | None:
        """Waits until the fault is over, then nothing is wrong, or until the client gives up."""
        while self._premises.faults.lasts(broken.order, self._user, self._premises.clock()):
            if self._connection.is_closed():
                return asyncssh.SFTPConnectionLost("The client has gone")
            await asyncio.sleep(ROUND_SECONDS)
        return None

    def _as_shown(self, state: object) -> asyncssh.SFTPAttrs:
        attrs = asyncssh.SFTPAttrs.from_local(cast(os.stat_result, state))
        self._disguise(attrs)
        return attrs

    def _disguise(self, attrs: asyncssh.SFTPAttrs) -> None:
        """Files only: folders are shown as they are."""
        now = self._premises.clock()
        if stat.S_ISREG(attrs.permissions or 0):
            attrs.size = self._appearances.size(attrs.size or 0, now)
            attrs.mtime = self._appearances.modified(attrs.mtime or 0, now)

    def _record_rename(self, oldpath: bytes, newpath: bytes) -> None:
        self._record(Deed.RENAMED, _client_path(oldpath), new_path=_client_path(newpath))

    def _record(self, deed: Deed, path: str, size: int = 0, new_path: str = "") -> None:
        now = self._premises.clock()
        self._premises.ledger.record_transfer(Transfer(self._user, deed, path, now, size, new_path))

    def _is_outbound(self, folder: bytes) -> bool:
        return _client_path(folder) == self._premises.outbound


def _client_path(path: bytes) -> str:
    return os.fsdecode(posixpath.normpath(posixpath.join(b"/", path)))


def _inode(opened: IO[bytes]) -> int:
    return os.fstat(opened.fileno()).st_ino
