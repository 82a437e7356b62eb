"""Exports of the ERA archive: rows and files, on the fakes and on DynamoDB and S3."""

from dataclasses import replace
from io import BytesIO

import pytest
import urllib3

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.era_exports import DynamoEraExports
from chalicelib.adapters.s3_downloads import S3Downloads
from chalicelib.domain.era_export import EraExport, ExportFailure, ExportState
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import ExportId, export_id
from chalicelib.domain.ports import Downloads, EraExports
from tests.builders import ACCOUNT, later
from tests.contract.races import race, succeeds
from tests.fakes import FakeDownloads, FakeEraExports


@pytest.fixture(params=["fake", "dynamodb"])
def exports(request: pytest.FixtureRequest) -> EraExports:
    if request.param == "fake":
        return FakeEraExports()
    return DynamoEraExports(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "s3"])
def downloads(request: pytest.FixtureRequest) -> Downloads:
    if request.param == "fake":
        return FakeDownloads()
    bucket = request.getfixturevalue("bucket")
    return S3Downloads(aws_clients.s3(), bucket, bucket)


def an_export(number: int = 1) -> EraExport:
    identifier = export_id(ACCOUNT, "2026-03", number)
    return EraExport(identifier, ACCOUNT, "2026-03", later(minutes=number))


def built(export: EraExport) -> EraExport:
    return replace(export, state=ExportState.BUILT, built_at=later(days=1), size=7, manifest=1)


def test_the_first_request_stays(exports: EraExports) -> None:
    assert exports.add(an_export()) == an_export()
    assert exports.add(replace(an_export(), requested_at=later(days=9))) == an_export()
    assert exports.get(an_export().export_id) == an_export()
    with pytest.raises(NotFoundError, match="export exp_none"):
        exports.get(ExportId("exp_none"))


def test_what_is_to_be_built_waits_oldest_first(exports: EraExports) -> None:
    for number in (2, 1, 3):
        exports.add(an_export(number))
    exports.advance(an_export(2), built(an_export(2)))
    assert exports.waiting() == (an_export(1), an_export(3))
    exports.advance(built(an_export(2)), an_export(2))
    assert exports.waiting() == (an_export(1), an_export(2), an_export(3))


def test_what_failed_waits_no_more_until_it_is_asked_for_again(exports: EraExports) -> None:
    exports.add(an_export())
    failed = an_export().fail(ExportFailure.COLD)
    exports.advance(an_export(), failed)
    assert exports.waiting() == ()
    assert exports.get(failed.export_id) == failed
    exports.advance(failed, an_export())
    assert exports.waiting() == (an_export(),)


def test_one_who_builds_wins_a_race(exports: EraExports) -> None:
    exports.add(an_export())
    won = race(lambda n: succeeds(lambda: exports.advance(an_export(), built(an_export()))))
    assert won.count(True) == 1
    with pytest.raises(ConflictError):
        exports.advance(an_export(), built(an_export()))


def test_an_export_lies_there_once_it_is_kept(downloads: Downloads) -> None:
    one, other = an_export(1).export_id, an_export(2).export_id
    downloads.keep(ACCOUNT, one, BytesIO(b"first"))
    downloads.keep(ACCOUNT, one, BytesIO(b"second"))
    assert downloads.has(ACCOUNT, one)
    assert not downloads.has(ACCOUNT, other)
    assert "month.zip" in downloads.address(ACCOUNT, one, "month.zip")


def test_an_address_leads_to_the_file_and_to_nothing_else(aws: None, bucket: str) -> None:
    downloads = S3Downloads(aws_clients.s3(), bucket, bucket)
    downloads.keep(ACCOUNT, an_export().export_id, BytesIO(b"zipped"))
    address = downloads.address(ACCOUNT, an_export().export_id, "month.zip")
    answer = urllib3.request("GET", address)
    assert (answer.status, answer.data) == (200, b"zipped")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="month.zip"'
    assert "X-Amz-Expires=300" in address
    assert "AWS4-HMAC-SHA256" in address, "KMS takes no other signature"
    aws_clients.s3().put_object(Bucket=bucket, Key="era/a.835", Body=b"ISA")
    assert urllib3.request("GET", downloads.archived("era/a.835", "a.835")).data == b"ISA"
