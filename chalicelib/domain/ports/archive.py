"""What is kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.conservation.statement import PageReference
    from chalicelib.domain.era import EraForm
    from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
    from chalicelib.domain.response import Response


@dataclass(frozen=True, slots=True)
class EraLocation:
    """Where the forms of one 835 file lie side by side in the archive; `month` as `2026-03`."""

    account_id: AccountId
    month: str
    stem: str


class Archive(Protocol):
    """Stores once: the same bytes again change nothing, other bytes raise ConflictError."""

    def store_original(self, batch_id: BatchId, content: bytes) -> None: ...

    def original(self, batch_id: BatchId) -> bytes:
        """Raises NotFoundError."""

    def store_transmission(self, transmission_id: TransmissionId, content: bytes) -> None: ...

    def transmission(self, transmission_id: TransmissionId) -> bytes:
        """Raises NotFoundError."""

    def store_response(self, response: Response, content: bytes) -> None: ...

    def response(self, response: Response) -> bytes:
        """Raises NotFoundError."""

    def store_era(self, location: EraLocation, form: EraForm, content: bytes) -> str:
        """Keeps one form of an 835; returns its object key."""

    def era(self, location: EraLocation, form: EraForm) -> bytes:
        """Raises NotFoundError."""

    def store_manifest(self, account_id: AccountId, month: str, number: int, content: bytes) -> str:
        """Keeps manifest `number` of a month of the ERA archive: whoever comes first has it.
        Returns its object key."""

    def manifest(self, account_id: AccountId, month: str, number: int) -> bytes:
        """Raises NotFoundError."""

    def store_statement(self, account_id: AccountId, number: int, content: bytes) -> None:
        """Keeps entry `number` of an account's chain: whoever comes first has it."""

    def statement(self, account_id: AccountId, number: int) -> bytes:
        """Raises NotFoundError."""

    def store_statement_page(
        self, account_id: AccountId, page: PageReference, content: bytes
    ) -> None: ...

    def statement_page(self, account_id: AccountId, page: PageReference) -> bytes:
        """Raises NotFoundError."""

    def read(self, key: str) -> bytes:
        """Whatever lies under an object key that this archive gave. Raises NotFoundError, and
        ArchivedColdError, as all reading does, for what can't be read at once."""

    def has(self, key: str) -> bool:
        """Whether an object lies under the key."""
