"""What drills and the closing of an account leave in the archive bucket.

Keys carry ids and digests, never anything about a patient. The certificate lies beside the
statements, so that whoever exports the chain has it, too.
"""

from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.closing.items import ExportKind
from chalicelib.domain.closing.records import Export
from chalicelib.domain.drill import Drill
from chalicelib.domain.identifiers import AccountId, sha256_of


class Objects(Protocol):
    """An archive by the keys of its objects."""

    def store_once(self, key: str, content: bytes) -> None:
        """Raises ConflictError where other bytes lie."""

    def has(self, key: str) -> bool: ...

    def read(self, key: str) -> bytes:
        """Raises NotFoundError."""


@dataclass(frozen=True, slots=True)
class ObjectClosingArchive:
    objects: Objects

    def store_report(self, drill: Drill, content: bytes) -> None:
        self.objects.store_once(f"drills/{drill.account_id}/{drill.drill_id}.json", content)

    def store_export(self, export: Export, content: bytes) -> None:
        self.objects.store_once(_export(export.account_id, export.kind, export.sha256), content)

    def has_export(self, account_id: AccountId, kind: ExportKind, sha256: str) -> bool:
        return self.objects.has(_export(account_id, kind, sha256))

    def store_handover(self, account_id: AccountId, kind: str, content: bytes) -> None:
        self.objects.store_once(_handover(account_id, kind, sha256_of(content)), content)

    def has_handover(self, account_id: AccountId, kind: str, sha256: str) -> bool:
        return self.objects.has(_handover(account_id, kind, sha256))

    def store_certificate(self, account_id: AccountId, content: bytes) -> None:
        self.objects.store_once(_certificate(account_id), content)

    def certificate(self, account_id: AccountId) -> bytes:
        return self.objects.read(_certificate(account_id))

    def store_certificate_page(self, account_id: AccountId, content: bytes) -> None:
        self.objects.store_once(_certificate_page(account_id), content)

    def certificate_page(self, account_id: AccountId) -> bytes:
        return self.objects.read(_certificate_page(account_id))


def _export(account_id: AccountId, kind: ExportKind, sha256: str) -> str:
    return f"closing/{account_id}/exports/{kind}/{sha256}"


def _handover(account_id: AccountId, kind: str, sha256: str) -> str:
    return f"closing/{account_id}/handover/{kind}-{sha256}.csv"


def _certificate(account_id: AccountId) -> str:
    return f"statements/{account_id}/certificate.json"


def _certificate_page(account_id: AccountId) -> str:
    return f"statements/{account_id}/certificate.html"
