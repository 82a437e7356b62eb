"""Probes a clearinghouse's SFTP server rung by rung, without logging in."""

import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from chalicelib.adapters.sftp_mailbox import SftpMailbox, SftpMailboxes, host_key_shown
from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import HostKeyChangedError, MailboxError
from chalicelib.domain.evidence import Evidence, Probe, Sign


@dataclass(frozen=True, slots=True)
class SftpProber:
    """`timeout` is in seconds, for each rung: a whole ladder must fit into a request's 29."""

    timeout: float = 5.0

    def connect(
        self, account: Account, credential: Credential
    ) -> AbstractContextManager[SftpMailbox]:
        return SftpMailboxes(self.timeout).connect(account, credential)

    def reach(self, account: Account) -> tuple[Evidence, ...]:
        return tuple(self._climb(account))

    def _climb(self, account: Account) -> Iterator[Evidence]:
        addresses = _addresses(account)
        if not addresses:
            yield Evidence(Probe.NAME, Sign.FAILED, f"{account.host} has no address")
            return
        yield Evidence(Probe.NAME, Sign.GOOD, f"{account.host} is {', '.join(addresses)}")
        problem = self._knock(account)
        where = f"port {account.port}"
        if problem is not None:
            yield Evidence(Probe.CONNECTION, Sign.FAILED, f"{where}: {problem}")
            return
        yield Evidence(Probe.CONNECTION, Sign.GOOD, where)
        yield self._host_key(account)

    def _knock(self, account: Account) -> str | None:
        try:
            socket.create_connection((account.host, account.port), self.timeout).close()
        except OSError as error:
            return error.strerror or type(error).__name__
        return None

    def _host_key(self, account: Account) -> Evidence:
        try:
            shown = host_key_shown(account, self.timeout)
        except HostKeyChangedError as error:
            return Evidence(Probe.HOST_KEY, Sign.CHANGED, str(error))
        except MailboxError as error:
            return Evidence(Probe.HOST_KEY, Sign.FAILED, str(error))
        return Evidence(Probe.HOST_KEY, Sign.GOOD, shown)


def _addresses(account: Account) -> list[str]:
    try:
        found = socket.getaddrinfo(account.host, account.port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return sorted({str(address[0]) for *_, address in found})
