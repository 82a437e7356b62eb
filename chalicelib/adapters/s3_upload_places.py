"""Places for uploads in the intake bucket, and addresses that take exactly what was announced."""

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.identifiers import UploadId
from chalicelib.domain.ports import DroppedFile, PutAddress
from chalicelib.domain.upload import OPEN_FOR, Upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class S3UploadPlaces:
    client: "S3Client"
    bucket: str

    def address(self, upload: Upload) -> PutAddress:
        """S3 itself compares what arrives with the checksum, which is part of the signature."""
        checksum = base64.b64encode(bytes.fromhex(upload.content_sha256)).decode()
        url = self.client.generate_presigned_url(
            "put_object",
            Params={
                "Bucket": self.bucket,
                "Key": self.file(upload.upload_id).key,
                "ContentType": _TYPE,
                "ContentLength": upload.size,
                "ChecksumSHA256": checksum,
            },
            ExpiresIn=round(OPEN_FOR.total_seconds()),
        )
        headers = {"Content-Type": _TYPE, "x-amz-checksum-sha256": checksum}
        return PutAddress(url, {**headers, "Content-Length": str(upload.size)})

    def file(self, upload_id: UploadId) -> DroppedFile:
        return DroppedFile(f"uploads/{upload_id}")
