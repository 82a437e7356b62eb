"""The archive bucket: everything is stored once, verified, and never replaced."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.adapters.archive_layout import ArchiveLayout
from chalicelib.domain.conservation.statement import PageReference
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import ArchivedColdError, ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.ports import EraLocation
from chalicelib.domain.response import Response

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_TAKEN = {"PreconditionFailed"}
_ABSENT = {"404", "NoSuchKey"}


@dataclass(frozen=True, slots=True)
class S3Archive:
    client: "S3Client"
    bucket: str
    layout: ArchiveLayout = field(default_factory=ArchiveLayout)

    def store_original(self, batch_id: BatchId, content: bytes) -> None:
        self._store(self.layout.original(batch_id), content)

    def original(self, batch_id: BatchId) -> bytes:
        return self.read(self.layout.original(batch_id))

    def store_transmission(self, transmission_id: TransmissionId, content: bytes) -> None:
        self._store(self.layout.transmission(transmission_id), content)

    def transmission(self, transmission_id: TransmissionId) -> bytes:
        return self.read(self.layout.transmission(transmission_id))

    def store_response(self, response: Response, content: bytes) -> None:
        self._store(self.layout.response(response), content)

    def response(self, response: Response) -> bytes:
        return self.read(self.layout.response(response))

    def store_era(self, location: EraLocation, form: EraForm, content: bytes) -> str:
        key = self.layout.era(location, form)
        self._store(key, content)
        return key

    def era(self, location: EraLocation, form: EraForm) -> bytes:
        return self.read(self.layout.era(location, form))

    def store_manifest(self, account_id: AccountId, month: str, number: int, content: bytes) -> str:
        key = self.layout.manifest(account_id, month, number)
        self._store(key, content)
        return key

    def manifest(self, account_id: AccountId, month: str, number: int) -> bytes:
        return self.read(self.layout.manifest(account_id, month, number))

    def store_statement(self, account_id: AccountId, number: int, content: bytes) -> None:
        self._store(self.layout.statement(account_id, number), content)

    def statement(self, account_id: AccountId, number: int) -> bytes:
        return self.read(self.layout.statement(account_id, number))

    def store_statement_page(
        self, account_id: AccountId, page: PageReference, content: bytes
    ) -> None:
        self._store(self.layout.statement_page(account_id, page), content)

    def statement_page(self, account_id: AccountId, page: PageReference) -> bytes:
        return self.read(self.layout.statement_page(account_id, page))

    def read(self, key: str) -> bytes:
        """Boto3 compares what it reads with the stored checksum. Raises NotFoundError, and
        ArchivedColdError for what lies in Deep Archive."""
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except self.client.exceptions.InvalidObjectState:
            raise ArchivedColdError(key) from None
        except ClientError as error:
            _raise_unless(_ABSENT, error)
            raise NotFoundError("archived object", key) from None

    def has(self, key: str) -> bool:
        return self._stored_checksum(key) is not None

    def store_once(self, key: str, content: bytes) -> None:
        """Raises ConflictError when other bytes have the key."""
        self._store(key, content)

    def _store(self, key: str, content: bytes) -> None:
        """S3 itself compares the bytes that arrived with their SHA-256 before it keeps them."""
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        try:
            self.client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=content,
                ChecksumAlgorithm="SHA256",
                ChecksumSHA256=checksum,
                IfNoneMatch="*",
            )
        except ClientError as error:
            _raise_unless(_TAKEN, error)
            if self._stored_checksum(key) != checksum:
                raise ConflictError(f"Other bytes are archived as {key}.") from None

    def _stored_checksum(self, key: str) -> str | None:
        try:
            head = self.client.head_object(Bucket=self.bucket, Key=key, ChecksumMode="ENABLED")
        except ClientError as error:
            _raise_unless(_ABSENT, error)
            return None
        return head.get("ChecksumSHA256", "")


def _raise_unless(codes: set[str], error: ClientError) -> None:
    if error.response["Error"]["Code"] not in codes:
        raise error
