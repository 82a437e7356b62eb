"""What the clearinghouse really got and who knocked: the record that can contradict a gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file as picked up; the interchange control number is empty when it is not readable."""

    user: str
    submitted_name: str
    sha256: str
    file_id: int
    test: bool
    interchange_control_number: str
    patient_control_numbers: tuple[str, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Logins:
    """How often a user's password was right and wrong."""

    accepted: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Connections:
    """Of those that named the user: how many there were, are, and were side by side at most."""

    opened: int = 0
    open_now: int = 0
    most_at_once: int = 0


class Deed(StrEnum):
    """What a client did with a file."""

    UPLOADED = "uploaded"
    FETCHED = "fetched"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Transfer:
    """`path` is the client's; `size` is the bytes that passed; a rename leads to `new_path`."""

    user: str
    deed: Deed
    path: str
    at: datetime
    size: int = 0
    new_path: str = ""


class Ledger:
    """Grows only; read from any thread."""

    def __init__(self) -> None:
        self._receipts: list[Receipt] = []
        self._transfers: list[Transfer] = []
        self._logins: dict[str, Logins] = {}
        self._connections: dict[str, Connections] = {}

    def record_receipt(self, receipt: Receipt) -> None:
        self._receipts.append(receipt)

    def record_transfer(self, transfer: Transfer) -> None:
        self._transfers.append(transfer)

    def record_login(self, user: str, *, accepted: bool) -> None:
        before = self._logins.get(user, Logins())
        self._logins[user] = (
            replace(before, accepted=before.accepted + 1)
            if accepted
            else replace(before, refused=before.refused + 1)
        )

    def record_arrival(self, user: str) -> None:
        before = self._connections.get(user, Connections())
        open_now = before.open_now + 1
        most = max(before.most_at_once, open_now)
        self._connections[user] = Connections(before.opened + 1, open_now, most)

    def record_departure(self, user: str) -> None:
        before = self._connections[user]
        self._connections[user] = replace(before, open_now=before.open_now - 1)

    def receipts(self) -> tuple[Receipt, ...]:
        return tuple(self._receipts)

    def transfers(self) -> tuple[Transfer, ...]:
        return tuple(self._transfers)

    @property
    def logins(self) -> Mapping[str, Logins]:
        return dict(self._logins)

    @property
    def connections(self) -> Mapping[str, Connections]:
        return dict(self._connections)
