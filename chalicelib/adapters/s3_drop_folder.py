"""The intake bucket's drop folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import digest
from chalicelib.domain.ports import DroppedFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DROPPED = ("drop/", "drop-era/")


@dataclass(frozen=True, slots=True)
class S3DropFolder:
    client: "S3Client"
    bucket: str

    def waiting(self, until: datetime) -> Iterator[DroppedFile]:
        """Older versions of a name too: nothing that was dropped is lost to a later file."""
        pages = self.client.get_paginator("list_object_versions")
        for folder in DROPPED:
            for page in pages.paginate(Bucket=self.bucket, Prefix=folder):
                for version in page.get("Versions", []):
                    if version["LastModified"] <= until:
                        yield DroppedFile(version["Key"], version["VersionId"])

    def remove(self, file: DroppedFile) -> None:
        """Without a version there is nothing certain to remove; the sweep finds the version."""
        if file.version is not None:
            self.client.delete_object(Bucket=self.bucket, Key=file.key, VersionId=file.version)

    def read(self, file: DroppedFile) -> bytes:
        try:
            if file.version is None:
                answer = self.client.get_object(Bucket=self.bucket, Key=file.key)
            else:
                answer = self.client.get_object(
                    Bucket=self.bucket, Key=file.key, VersionId=file.version
                )
        except ClientError as error:
            raise _translated(error, file.key) from None
        return answer["Body"].read()

    def size(self, file: DroppedFile) -> int:
        try:
            if file.version is None:
                head = self.client.head_object(Bucket=self.bucket, Key=file.key)
            else:
                head = self.client.head_object(
                    Bucket=self.bucket, Key=file.key, VersionId=file.version
                )
        except ClientError as error:
            raise _translated(error, file.key) from None
        return head["ContentLength"]


def _translated(error: ClientError, key: str) -> Exception:
    """A client chose the name, and may have put a patient's into it: only its digest is told."""
    if error.response["Error"]["Code"] in {"404", "NoSuchKey", "NoSuchVersion"}:
        return NotFoundError("dropped file", digest(key))
    return error
