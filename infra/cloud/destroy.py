"""Take a stage's stack down, unless its archive still has to be kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.cloud.stack import Stack

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

RETAINED = (
    "ArchiveBucketName",
    "IntakeBucketName",
    "TableName",
    "DataKeyArn",
    "UserPoolId",
    "VisitAddress",
)


class NotDestroyedError(Exception):
    """The stack stands as before; says why."""


@dataclass(frozen=True, slots=True)
class Destruction:
    """`typed` asks a question and returns what was typed; `now` is the present moment in UTC."""

    stack: Stack
    s3: "S3Client"
    now: Callable[[], datetime]
    tell: Callable[[str], None]
    typed: Callable[[str], str]

    def destroy(self) -> None:
        """What holds data, people or an address is retained.

        Raises NotDestroyedError, StackFailedError.
        """
        outputs = self.stack.outputs()
        if "ArchiveBucketName" not in outputs:
            raise NotDestroyedError(f"There is no stack {self.stack.name} with an archive.")
        self._refuse_while_locked(outputs["ArchiveBucketName"])
        kept = {name: outputs[name] for name in RETAINED if name in outputs}
        for name, value in kept.items():
            self.tell(f"stays: {name} {value}")
        if self.typed(f"Type {self.stack.name} to take it down: ") != self.stack.name:
            raise NotDestroyedError("Another name was typed; nothing was changed.")
        self.stack.delete()

    def _refuse_while_locked(self, bucket: str) -> None:
        for key, until in self._locked(bucket):
            raise NotDestroyedError(
                f"The archive {bucket} must be kept: {key} is locked until {until}. "
                "Nothing was changed."
            )

    def _locked(self, bucket: str) -> Iterator[tuple[str, str]]:
        """Every version that can't be deleted yet, and until when."""
        pages = self.s3.get_paginator("list_object_versions").paginate(Bucket=bucket)
        for page in pages:
            for version in page.get("Versions", ()):
                until = self._locked_until(bucket, version["Key"], version["VersionId"])
                if until is not None:
                    yield version["Key"], until

    def _locked_until(self, bucket: str, key: str, version_id: str) -> str | None:
        """The head leaves out what one may not see: then nobody knows that it is free."""
        head = self.s3.head_object(Bucket=bucket, Key=key, VersionId=version_id)
        until = head.get("ObjectLockRetainUntilDate")
        if until is None:
            return "you may see its lock (s3:GetObjectRetention)"
        if until > self.now():
            return f"{until:%Y-%m-%d}"
        return "its legal hold is lifted" if self._is_held(bucket, key, version_id) else None

    def _is_held(self, bucket: str, key: str, version_id: str) -> bool:
        """What was never held is an error to S3."""
        try:
            told = self.s3.get_object_legal_hold(Bucket=bucket, Key=key, VersionId=version_id)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchObjectLockConfiguration":
                raise
            return False
        return told["LegalHold"].get("Status") == "ON"
