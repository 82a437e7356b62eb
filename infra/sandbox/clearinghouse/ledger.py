"""What the clearinghouse really got and who knocked: the record that can contradict a gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime


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


class Ledger:
    """Grows only; read from any thread."""

    def __init__(self) -> None:
        self._receipts: tuple[Receipt, ...] = ()
        self._logins: dict[str, Logins] = {}

    def record_receipt(self, receipt: Receipt) -> None:
        self._receipts += (receipt,)

    def record_login(self, user: str, *, accepted: bool) -> None:
        before = self._logins.get(user, Logins())
        self._logins[user] = (
            replace(before, accepted=before.accepted + 1)
            if accepted
            else replace(before, refused=before.refused + 1)
        )

    def receipts(self) -> tuple[Receipt, ...]:
        return self._receipts

    @property
    def logins(self) -> Mapping[str, Logins]:
        return dict(self._logins)
