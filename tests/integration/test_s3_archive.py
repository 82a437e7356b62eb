"""What the contract tests can't see of the archive: keys, checksums and versions."""

import base64
import hashlib

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters import aws_clients
from chalicelib.adapters.s3_archive import S3Archive
from tests.builders import a_batch, a_response, a_transmission

CONTENT = b"ISA*00~"


def test_every_object_lies_under_its_documented_key(bucket: str) -> None:
    archive = S3Archive(aws_clients.s3(), bucket)
    archive.store_original(a_batch().batch_id, CONTENT)
    archive.store_transmission(a_transmission().transmission_id, CONTENT)
    archive.store_response(a_response(), CONTENT)
    objects = aws_clients.s3().list_objects_v2(Bucket=bucket)["Contents"]
    assert {one["Key"] for one in objects} == {
        f"batches/{a_batch().batch_id}/original",
        f"transmissions/{a_transmission().transmission_id}",
        f"responses/acc_sample/2026/03/02/{a_response().response_id}",
    }


def test_s3_is_given_the_checksum_of_what_it_is_to_keep(bucket: str) -> None:
    S3Archive(aws_clients.s3(), bucket).store_original(a_batch().batch_id, CONTENT)
    key = f"batches/{a_batch().batch_id}/original"
    head = aws_clients.s3().head_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
    expected = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
    assert head["ChecksumSHA256"] == expected


def test_storing_again_makes_no_second_version(bucket: str) -> None:
    archive = S3Archive(aws_clients.s3(), bucket)
    archive.store_original(a_batch().batch_id, CONTENT)
    archive.store_original(a_batch().batch_id, CONTENT)
    versions = aws_clients.s3().list_object_versions(Bucket=bucket)["Versions"]
    assert len(versions) == 1


def test_failures_of_s3_itself_are_raised(aws: None) -> None:
    archive = S3Archive(aws_clients.s3(), "no-such-bucket")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        archive.read("era/none")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        archive.store_original(a_batch().batch_id, CONTENT)
