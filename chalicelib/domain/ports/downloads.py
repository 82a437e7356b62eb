"""What is handed out as a file of its own, because an answer of the API could not hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.era_export import EraExport
    from chalicelib.domain.identifiers import AccountId, ExportId


class EraExports(Protocol):
    def add(self, export: EraExport) -> EraExport:
        """Stores a new export, or returns the one that is there already."""

    def get(self, export_id: ExportId) -> EraExport:
        """Raises NotFoundError."""

    def waiting(self) -> tuple[EraExport, ...]:
        """Those of all accounts that are to be built, oldest first."""

    def advance(self, old: EraExport, new: EraExport) -> None:
        """Stores `new` where the state of `old` still stands; else raises ConflictError."""


class Downloads(Protocol):
    """Addresses are good for a few minutes, for whoever has them."""

    def keep(self, account_id: AccountId, export_id: ExportId, content: BinaryIO) -> None:
        """Keeps an export for some weeks, in place of an earlier one of this id."""

    def has(self, account_id: AccountId, export_id: ExportId) -> bool: ...

    def address(self, account_id: AccountId, export_id: ExportId, file_name: str) -> str:
        """Where an export is downloaded, under this name."""

    def archived(self, key: str, file_name: str) -> str:
        """Where an object of the archive is downloaded, under this name."""
