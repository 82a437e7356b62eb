"""An account's mailbox at a clearinghouse, over SFTP.

paramiko costs 0.2 s to import and is needed in visits only, so every function here imports what it
needs. Which of paramiko's many exceptions means what was measured against real servers.
"""

import io
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxUnreachableError,
    RenameRefusedError,
    TransferError,
)
from chalicelib.domain.response import ListedFile

if TYPE_CHECKING:
    from paramiko import PKey, SFTPAttributes, SFTPClient, SFTPFile, SSHClient, Transport

KEEPALIVE_SECONDS = 15
PREFETCH_FROM = 256 * 1024
"""Bytes from which on many reads are under way at once; below it that costs more than it gives."""
PREFETCHED_REQUESTS = 64
"""Some servers hang when hundreds of reads are queued."""


class SftpMailbox:
    """One open connection."""

    def __init__(self, sftp: "SFTPClient") -> None:
        self._sftp = sftp

    def put(self, path: str, content: bytes) -> None:
        with self._translated("put"):
            self._sftp.putfo(io.BytesIO(content), path, file_size=len(content), confirm=True)

    def size(self, path: str) -> int | None:
        with self._translated("size"):
            try:
                return self._sftp.stat(path).st_size
            except FileNotFoundError:
                return None

    def rename(self, old: str, new: str) -> None:
        """Replaces a file of the new name where the server knows posix-rename.

        paramiko does not tell "unsupported" from other failures. The plain rename is tried after
        any of them, but only where it can't replace anything.
        """
        with self._translated("rename", RenameRefusedError):
            try:
                self._sftp.posix_rename(old, new)
            except OSError as error:
                if not _is_generic_failure(error) or self.size(new) is not None:
                    raise
                self._sftp.rename(old, new)

    def remove(self, path: str) -> None:
        with self._translated("remove"):
            self._sftp.remove(path)

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        with self._translated("listing"):
            entries = self._sftp.listdir_attr(folder)
        files = [_listed(entry) for entry in entries if _is_plain_file(entry)]
        return tuple(sorted(files, key=lambda file: (file.modified_at, file.name)))

    def fetch(self, path: str) -> bytes:
        with self._translated("fetch"), self._sftp.open(path, "rb") as file:
            size = file.stat().st_size or 0
            content = _read(file, size)
        if len(content) != size:
            raise TransferError(f"fetch: {len(content)} of {size} bytes came.")
        return content

    @contextmanager
    def _translated(
        self, operation: str, refused: type[TransferError] = TransferError
    ) -> Iterator[None]:
        """Whatever fails on a dead connection is the connection's fault."""
        from paramiko import SSHException

        try:
            yield
        except (SSHException, EOFError, TimeoutError, ConnectionError) as error:
            raise MailboxUnreachableError(f"{operation}: {type(error).__name__}") from error
        except OSError as error:
            kind = refused if self._is_connected() else MailboxUnreachableError
            raise kind(f"{operation}: {type(error).__name__}") from error

    def _is_connected(self) -> bool:
        channel = self._sftp.get_channel()
        return channel is not None and not channel.closed


@dataclass(frozen=True, slots=True)
class SftpMailboxes:
    """`timeout` is in seconds and holds for connecting, logging in and every answer after that."""

    timeout: float = 30.0

    @contextmanager
    def connect(self, account: Account, credential: Credential) -> Iterator[SftpMailbox]:
        """One attempt with the password and nothing else: no key files, no agent.

        A connection that ends between password and answer counts as a refused login, because the
        server may have counted it: locking a customer out is worse than asking a person.
        """
        client = _client(account)
        try:
            yield SftpMailbox(self._open(client, account, credential))
        finally:
            client.close()

    def _open(self, client: "SSHClient", account: Account, credential: Credential) -> "SFTPClient":
        with _login_translated():
            client.connect(
                account.host,
                account.port,
                account.user,
                credential.password,
                look_for_keys=False,
                allow_agent=False,
                timeout=self.timeout,
                banner_timeout=self.timeout,
                auth_timeout=self.timeout,
                channel_timeout=self.timeout,
                transport_factory=_quick_transport,
            )
            return self._session(client)

    def _session(self, client: "SSHClient") -> "SFTPClient":
        transport = client.get_transport()
        if transport is None:
            raise EOFError
        transport.set_keepalive(KEEPALIVE_SECONDS)
        channel = transport.open_session(timeout=self.timeout)
        channel.settimeout(self.timeout)
        channel.invoke_subsystem("sftp")
        return _lenient_sftp_client()(channel)


def host_key_shown(account: Account, timeout: float) -> str:
    """The fingerprint of the pinned key, which the server shows; nobody logs in.

    Raises HostKeyChangedError, and MailboxUnreachableError where no SSH answers within `timeout`
    seconds.
    """
    from paramiko import BadHostKeyException, SSHException
    from paramiko.ssh_exception import IncompatiblePeer

    with closing(_client(account)) as client, _login_translated():
        try:
            client.connect(
                account.host,
                account.port,
                account.user,
                look_for_keys=False,
                allow_agent=False,
                timeout=timeout,
                banner_timeout=timeout,
            )
        except (BadHostKeyException, IncompatiblePeer):
            raise
        except SSHException:
            # Behind the host key paramiko finds nothing to log in with, and sends nothing.
            transport = client.get_transport()
            if transport is None or not transport.is_active():
                raise
        transport = client.get_transport()
        if transport is None:
            raise EOFError
        return transport.get_remote_server_key().fingerprint


def _quick_transport(connected: Any, /, **options: Any) -> "Transport":  # noqa: ANN401 - paramiko's own
    """Small packets go out at once, as OpenSSH sends them: a put would wait for its last piece to
    be acknowledged. AES-GCM, where the server has it, is the quickest cipher that paramiko knows.
    """
    from paramiko import Transport

    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    transport = Transport(connected, **options)
    security = transport.get_security_options()
    security.ciphers = tuple(sorted(security.ciphers, key=lambda name: "gcm" not in name))
    return transport


def _client(account: Account) -> "SSHClient":
    """Knows exactly one host key, the pinned one; without any it refuses every server."""
    from paramiko import MissingHostKeyPolicy, SSHClient

    class RefuseUnknown(MissingHostKeyPolicy):
        def missing_host_key(self, client: SSHClient, hostname: str, key: "PKey") -> None:
            words = f"No key is pinned; the server shows {key.fingerprint}."
            raise HostKeyChangedError(words, _key_line(key))

    client = SSHClient()
    client.set_missing_host_key_policy(RefuseUnknown)
    if account.host_key.strip():
        key = _pinned_key(account.host_key)
        host = account.host if account.port == 22 else f"[{account.host}]:{account.port}"
        client.get_host_keys().add(host, key.get_name(), key)
    return client


def _pinned_key(line: str) -> "PKey":
    """The key of a line "ssh-ed25519 AAAA…". Raises HostKeyChangedError when it is none."""
    import base64

    from paramiko import PKey, SSHException
    from paramiko.pkey import UnknownKeyType

    try:
        kind, data, *_ = line.split()
        return PKey.from_type_string(kind, base64.b64decode(data))
    except (ValueError, SSHException, UnknownKeyType):
        raise HostKeyChangedError("The pinned host key is not a key line.") from None


def _key_line(key: "PKey") -> str:
    return f"{key.get_name()} {key.get_base64()}"


@contextmanager
def _login_translated() -> Iterator[None]:
    from paramiko import AuthenticationException, BadHostKeyException, SSHException
    from paramiko.ssh_exception import IncompatiblePeer

    try:
        yield
    except BadHostKeyException as error:
        words = f"The server shows {error.key.fingerprint}, not the pinned key."
        raise HostKeyChangedError(words, _key_line(error.key)) from error
    except AuthenticationException as error:
        raise LoginRefusedError(f"login: {type(error).__name__}") from error
    except IncompatiblePeer as error:
        raise MailboxUnreachableError("The server offers outdated algorithms only.") from error
    except (SSHException, OSError, EOFError) as error:
        raise MailboxUnreachableError(f"connect: {type(error).__name__}") from error


def _lenient_sftp_client() -> "type[SFTPClient]":
    """paramiko decodes names strictly: one name that is not UTF-8 would hide a whole folder."""
    from paramiko import Message, SFTPClient
    from paramiko.sftp import CMD_NAME

    class LenientMessage(Message):
        def get_text(self) -> str:
            return self.get_string().decode(errors="replace")

    class LenientSFTPClient(SFTPClient):
        def _request(self, kind: int, *parts: object) -> tuple[int, Message]:
            answer, message = super()._request(kind, *parts)  # type: ignore[misc]
            if answer == CMD_NAME:
                message = LenientMessage(message.get_remainder())
            return answer, message

    return LenientSFTPClient


def _is_generic_failure(error: OSError) -> bool:
    """SFTP's status "failure", "unsupported" or the like, not "no such file" or "no permission"."""
    return error.errno is None and not isinstance(error, TimeoutError)


def _is_plain_file(entry: "SFTPAttributes") -> bool:
    if entry.filename in {".", ".."}:
        return False
    return entry.st_mode is None or stat.S_ISREG(entry.st_mode)


def _listed(entry: "SFTPAttributes") -> ListedFile:
    modified_at = datetime.fromtimestamp(entry.st_mtime or 0, UTC)
    return ListedFile(entry.filename, entry.st_size or 0, modified_at)


def _read(file: "SFTPFile", size: int) -> bytes:
    """Reads ahead only in large files, and with a short thread switch interval: paramiko's reader
    waits for its own sending thread, up to a switch interval (5 ms) for every 32 KB."""
    if size < PREFETCH_FROM:
        return file.read(size)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        file.prefetch(size, PREFETCHED_REQUESTS)
        return file.read(size)
    finally:
        sys.setswitchinterval(interval)
