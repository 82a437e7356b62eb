"""Uploads and their places, on the fakes and on AWS."""

from dataclasses import replace

import pytest
import urllib3

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.uploads import DynamoUploads
from chalicelib.adapters.s3_drop_folder import S3DropFolder
from chalicelib.adapters.s3_upload_places import S3UploadPlaces
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import UploadId, new_upload_id, sha256_of
from chalicelib.domain.ports import Uploads
from chalicelib.domain.upload import Upload, UploadProblem
from tests.builders import ACCOUNT, PRACTICE, a_batch, later
from tests.contract.races import race, succeeds
from tests.fakes import FakeUploads

CONTENT = b"ISA*00*~" * 1000


def an_upload(number: int = 1) -> Upload:
    return Upload(
        upload_id=new_upload_id(bytes([number]) * 16),
        practice_id=PRACTICE,
        account_id=ACCOUNT,
        size=len(CONTENT),
        content_sha256=sha256_of(CONTENT),
        asked_at=later(minutes=number),
    )


@pytest.fixture(params=["fake", "dynamodb"])
def uploads(request: pytest.FixtureRequest) -> Uploads:
    if request.param == "fake":
        return FakeUploads()
    return DynamoUploads(request.getfixturevalue("table"))


def test_an_upload_is_found_as_it_was_added(uploads: Uploads) -> None:
    uploads.add(an_upload())
    assert uploads.get(an_upload().upload_id) == an_upload()
    with pytest.raises(ConflictError):
        uploads.add(replace(an_upload(), size=1))


def test_an_unknown_upload_is_not_found(uploads: Uploads) -> None:
    with pytest.raises(NotFoundError):
        uploads.get(UploadId("upl_none"))


def test_those_whose_file_is_awaited_are_listed_the_longest_first(uploads: Uploads) -> None:
    ended = (
        an_upload(2).receive(a_batch().batch_id),
        an_upload(4).fail(UploadProblem.OTHER_SIZE),
        an_upload(5).expire(),
    )
    for number in (3, 1, 2, 4, 5):
        uploads.add(an_upload(number))
    for each in ended:
        uploads.advance(uploads.get(each.upload_id), each)
        assert uploads.get(each.upload_id) == each
    assert uploads.awaiting() == (an_upload(1), an_upload(3))


def test_an_upload_ends_once(uploads: Uploads) -> None:
    uploads.add(an_upload())
    ended = an_upload().expire()
    assert race(lambda _: succeeds(lambda: uploads.advance(an_upload(), ended))).count(True) == 1


def test_an_address_takes_the_file_and_the_drop_folders_port_reads_it(bucket: str) -> None:
    client = aws_clients.s3()
    places, folder = S3UploadPlaces(client, bucket), S3DropFolder(client, bucket)
    file = places.file(an_upload().upload_id)
    with pytest.raises(NotFoundError):
        folder.size(file)
    address = places.address(an_upload())
    answer = urllib3.request("PUT", address.url, body=CONTENT, headers=dict(address.headers))
    assert answer.status == 200
    assert folder.size(file) == len(CONTENT)
    assert folder.read(file) == CONTENT


def test_an_address_is_signed_for_exactly_this_file(bucket: str) -> None:
    """By version 4, which S3 asks for where a key encrypts; checksum and size are signed."""
    url = S3UploadPlaces(aws_clients.s3(), bucket).address(an_upload()).url
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in url
    assert "X-Amz-Expires=900" in url
    signed = "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256"
    assert signed in url
