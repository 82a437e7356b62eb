"""Presigned addresses: S3 itself hands out what an answer of the API could not hold."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from botocore.exceptions import ClientError

from chalicelib.domain.identifiers import AccountId, ExportId

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

GOOD_FOR_SECONDS = 300


@dataclass(frozen=True, slots=True)
class S3Downloads:
    """Exports lie in the intake bucket, whose objects live short; the archive is only read."""

    client: "S3Client"
    intake: str
    archive: str

    def keep(self, account_id: AccountId, export_id: ExportId, content: BinaryIO) -> None:
        self.client.put_object(Bucket=self.intake, Key=_key(account_id, export_id), Body=content)

    def has(self, account_id: AccountId, export_id: ExportId) -> bool:
        try:
            self.client.head_object(Bucket=self.intake, Key=_key(account_id, export_id))
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"404", "NoSuchKey"}:
                raise
            return False
        return True

    def address(self, account_id: AccountId, export_id: ExportId, file_name: str) -> str:
        return self._signed(self.intake, _key(account_id, export_id), file_name)

    def archived(self, key: str, file_name: str) -> str:
        return self._signed(self.archive, key, file_name)

    def _signed(self, bucket: str, key: str, file_name: str) -> str:
        """No call: the signature is made here. File names are ours, letters and digits only."""
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": bucket,
                "Key": key,
                "ResponseContentDisposition": f'attachment; filename="{file_name}"',
                "ResponseContentType": "application/octet-stream",
            },
            ExpiresIn=GOOD_FOR_SECONDS,
        )


def _key(account_id: AccountId, export_id: ExportId) -> str:
    return f"exports/{account_id}/{export_id}.zip"
