"""What drills and the closing of an account leave in the archive bucket."""

from dataclasses import dataclass, field

from chalicelib.adapters.closing_layout import ClosingLayout
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.domain.closing.items import ExportKind
from chalicelib.domain.closing.records import Export
from chalicelib.domain.drill import Drill
from chalicelib.domain.identifiers import AccountId, sha256_of


@dataclass(frozen=True, slots=True)
class S3ClosingArchive:
    archive: S3Archive
    layout: ClosingLayout = field(default_factory=ClosingLayout)

    def store_report(self, drill: Drill, content: bytes) -> None:
        self.archive.store_once(self.layout.report(drill), content)

    def store_export(self, export: Export, content: bytes) -> None:
        key = self.layout.export(export.account_id, export.kind, export.sha256)
        self.archive.store_once(key, content)

    def has_export(self, account_id: AccountId, kind: ExportKind, sha256: str) -> bool:
        return self.archive.has(self.layout.export(account_id, kind, sha256))

    def store_handover(self, account_id: AccountId, kind: str, content: bytes) -> None:
        key = self.layout.handover(account_id, kind, sha256_of(content))
        self.archive.store_once(key, content)

    def has_handover(self, account_id: AccountId, kind: str, sha256: str) -> bool:
        return self.archive.has(self.layout.handover(account_id, kind, sha256))

    def store_certificate(self, account_id: AccountId, content: bytes) -> None:
        self.archive.store_once(self.layout.certificate(account_id), content)

    def certificate(self, account_id: AccountId) -> bytes:
        return self.archive.read(self.layout.certificate(account_id))

    def store_certificate_page(self, account_id: AccountId, content: bytes) -> None:
        self.archive.store_once(self.layout.certificate_page(account_id), content)

    def certificate_page(self, account_id: AccountId) -> bytes:
        return self.archive.read(self.layout.certificate_page(account_id))
