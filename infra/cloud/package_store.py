"""The bucket that packages are deployed from, made when it is first needed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_WITHOUT_LOCATION = "us-east-1"


@dataclass(frozen=True, slots=True)
class PackageStore:
    """One bucket for all stages of an AWS account and region.

    Files are named after their content: the same one is stored once, and what an earlier
    deployment used stays there for going back to it.
    """

    s3: "S3Client"
    bucket: str
    region: str

    def prepare(self) -> None:
        """Makes the bucket, private, unless it is there."""
        if self._is_there():
            return
        if self.region == _WITHOUT_LOCATION:
            self.s3.create_bucket(Bucket=self.bucket)
        else:
            self.s3.create_bucket(
                Bucket=self.bucket,
                CreateBucketConfiguration={"LocationConstraint": self.region},  # type: ignore[typeddict-item]
            )
        self.s3.put_public_access_block(
            Bucket=self.bucket,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
        )

    def store(self, path: Path) -> str:
        """Uploads a file; returns its key."""
        content = path.read_bytes()
        key = f"{path.stem}/{hashlib.sha256(content).hexdigest()}{path.suffix}"
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=content, ChecksumAlgorithm="SHA256")
        return key

    def url(self, key: str) -> str:
        """Where CloudFormation reads a template."""
        return f"https://{self.bucket}.s3.{self.region}.amazonaws.com/{key}"

    def _is_there(self) -> bool:
        try:
            self.s3.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            if error.response["Error"]["Code"] != "404":
                raise
            return False
        return True
