"""A mailbox that changes nothing for a visitor whose account another has taken over."""

from dataclasses import dataclass

from chalicelib.domain.errors import LeaseLostError
from chalicelib.domain.lease import Lease
from chalicelib.domain.ports import Leases, Mailbox
from chalicelib.domain.response import ListedFile


@dataclass(frozen=True, slots=True)
class FencedMailbox:
    """Looks at the lease right before each effect; raises LeaseLostError instead of having it."""

    mailbox: Mailbox
    leases: Leases
    lease: Lease

    def put(self, path: str, content: bytes) -> None:
        self._check()
        self.mailbox.put(path, content)

    def rename(self, old: str, new: str) -> None:
        self._check()
        self.mailbox.rename(old, new)

    def remove(self, path: str) -> None:
        self._check()
        self.mailbox.remove(path)

    def size(self, path: str) -> int | None:
        return self.mailbox.size(path)

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        return self.mailbox.listing(folder)

    def fetch(self, path: str) -> bytes:
        return self.mailbox.fetch(path)

    def _check(self) -> None:
        if not self.leases.holds(self.lease):
            raise LeaseLostError("Another visitor has taken the account over.")
