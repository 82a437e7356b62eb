"""Take a file of an export, that only the clearinghouse's portal gives, into the archive."""

import csv
from dataclasses import dataclass
from io import StringIO

from chalicelib.domain.closing.items import ExportKind
from chalicelib.domain.closing.records import Export
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId, sha256_of
from chalicelib.domain.ports import Accounts, Clock, ClosingArchive, Closures
from chalicelib.services.access.decider import Decider
from chalicelib.services.closing.begun_closure import check_begun

_TABLES = frozenset(set(ExportKind) - {ExportKind.CHARTS})
"""Charts come as whatever the clearinghouse's support sends."""


class UnusableExportError(CourierError):
    """A file that can't be such an export; says in plain words why."""


@dataclass(frozen=True, slots=True)
class UploadExport:
    accounts: Accounts
    clock: Clock
    closing_archive: ClosingArchive
    closures: Closures

    def __call__(
        self, account_id: AccountId, kind: ExportKind, content: bytes, decider: Decider
    ) -> Export:
        """Counted and archived; the same bytes again change nothing.

        Raises UnusableExportError, NotFoundError where no closing was begun, AccountClosingError
        while the account is being closed, AccountClosedError after it.
        """
        check_begun(self.accounts, self.closures, account_id, decider.reach)
        export = Export(
            account_id=account_id,
            kind=kind,
            size=len(content),
            sha256=sha256_of(content),
            rows=_rows(kind, content),
            by=decider.name,
            at=self.clock.now(),
        )
        self.closing_archive.store_export(export, content)
        return self.closures.add_export(export)


def _rows(kind: ExportKind, content: bytes) -> int | None:
    """Of a table, without its header."""
    if not content:
        raise UnusableExportError("The file is empty.")
    if kind not in _TABLES:
        return None
    try:
        lines = [row for row in csv.reader(StringIO(_text(content)), strict=True) if any(row)]
    except (ValueError, csv.Error):
        raise UnusableExportError("The file is no CSV.") from None
    if len(lines) < 2 or len(lines[0]) < 2:
        raise UnusableExportError("A CSV has a header of several columns, and rows below it.")
    return len(lines) - 1


def _text(content: bytes) -> str:
    """Spreadsheets write UTF-8 with a byte order mark, or the code page of their country."""
    if b"\x00" in content:
        raise UnusableExportError("The file is no CSV.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
