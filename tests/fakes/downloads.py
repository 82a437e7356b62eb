"""Exports and what is handed out by address."""

from typing import BinaryIO

from chalicelib.domain.era_export import EraExport, ExportState
from chalicelib.domain.identifiers import AccountId, ExportId
from tests.fakes.rows import Rows


class FakeEraExports:
    def __init__(self) -> None:
        self.rows: Rows[ExportId, EraExport] = Rows("export")

    def add(self, export: EraExport) -> EraExport:
        return self.rows.put_if_absent(export.export_id, export)

    def get(self, export_id: ExportId) -> EraExport:
        return self.rows.get(export_id)

    def waiting(self) -> tuple[EraExport, ...]:
        found = (row for row in self.rows.all() if row.state is ExportState.REQUESTED)
        return tuple(sorted(found, key=lambda row: (row.requested_at, row.export_id)))

    def advance(self, old: EraExport, new: EraExport) -> None:
        self.rows.replace(old.export_id, new, lambda present: present.state is old.state)


class FakeDownloads:
    """An address names the bucket, the object and the name of the file."""

    def __init__(self) -> None:
        self.kept: dict[ExportId, bytes] = {}

    def keep(self, account_id: AccountId, export_id: ExportId, content: BinaryIO) -> None:
        self.kept[export_id] = content.read()

    def has(self, account_id: AccountId, export_id: ExportId) -> bool:
        return export_id in self.kept

    def address(self, account_id: AccountId, export_id: ExportId, file_name: str) -> str:
        return f"https://intake.invalid/exports/{account_id}/{export_id}.zip?as={file_name}"

    def archived(self, key: str, file_name: str) -> str:
        return f"https://archive.invalid/{key}?as={file_name}"
