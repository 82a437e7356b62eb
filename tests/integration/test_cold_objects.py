"""What has sunk to Deep Archive is there, and says that it can't be read at once."""

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.domain.errors import ArchivedColdError


def test_an_object_in_deep_archive_is_cold_and_not_missing(aws: None, bucket: str) -> None:
    archive = S3Archive(aws_clients.s3(), bucket)
    aws_clients.s3().put_object(
        Bucket=bucket, Key="era/cold.835", Body=b"ISA", StorageClass="DEEP_ARCHIVE"
    )
    assert archive.has("era/cold.835")
    with pytest.raises(ArchivedColdError):
        archive.read("era/cold.835")
