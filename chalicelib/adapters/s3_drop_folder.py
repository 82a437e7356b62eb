"""The intake bucket's drop folder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import digest

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, slots=True)
class S3DropFolder:
    client: "S3Client"
    bucket: str

    def read(self, key: str) -> bytes:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except ClientError as error:
            raise _translated(error, key) from None

    def size(self, key: str) -> int:
        try:
            return self.client.head_object(Bucket=self.bucket, Key=key)["ContentLength"]
        except ClientError as error:
            raise _translated(error, key) from None


def _translated(error: ClientError, key: str) -> Exception:
    """A client chose the name, and may have put a patient's into it: only its digest is told."""
    if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
        return NotFoundError("dropped file", digest(key))
    return error
