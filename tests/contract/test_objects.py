"""The archive and the drop folder, on the fakes and on S3."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.s3_archive import S3Archive
from chalicelib.adapters.s3_drop_folder import S3DropFolder
from chalicelib.domain.conservation.line import Book
from chalicelib.domain.conservation.statement import PageReference
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.ports import Archive, DropFolder, DroppedFile, EraLocation
from tests.builders import ACCOUNT, MORNING, a_batch, a_response, a_transmission
from tests.contract.races import race, succeeds
from tests.fakes import FakeArchive, FakeDropFolder

BATCH = a_batch().batch_id
LOCATION = EraLocation(ACCOUNT, "2026-03", "1000000001_ERA")


@pytest.fixture(params=["fake", "s3"])
def archive(request: pytest.FixtureRequest) -> Archive:
    if request.param == "fake":
        return FakeArchive()
    bucket = request.getfixturevalue("bucket")
    return S3Archive(aws_clients.s3(), bucket)


@dataclass(frozen=True, slots=True)
class Dropping:
    """A drop folder, and how a client drops a file into it."""

    folder: DropFolder
    drop: Callable[[str, bytes], DroppedFile]


@pytest.fixture(params=["fake", "s3"])
def dropping(request: pytest.FixtureRequest) -> Dropping:
    if request.param == "fake":
        fake = FakeDropFolder()
        return Dropping(fake, fake.drop)
    bucket = request.getfixturevalue("bucket")
    client = aws_clients.s3()

    def drop(key: str, content: bytes) -> DroppedFile:
        stored = client.put_object(Bucket=bucket, Key=key, Body=content)
        return DroppedFile(key, stored["VersionId"])

    return Dropping(S3DropFolder(client, bucket), drop)


class TestArchive:
    @pytest.mark.parametrize("content", [b"", b"ISA*00~", bytes(range(256)) * 4096])
    def test_what_is_stored_comes_back_byte_for_byte(
        self, archive: Archive, content: bytes
    ) -> None:
        transmission = a_transmission().transmission_id
        archive.store_original(BATCH, content)
        archive.store_transmission(transmission, content)
        archive.store_response(a_response(), content)
        assert archive.original(BATCH) == content
        assert archive.transmission(transmission) == content
        assert archive.response(a_response()) == content

    def test_what_was_never_stored_is_not_found(self, archive: Archive) -> None:
        with pytest.raises(NotFoundError):
            archive.original(BATCH)
        with pytest.raises(NotFoundError):
            archive.read("era/none")
        assert not archive.has("era/none")

    def test_the_same_bytes_again_change_nothing(self, archive: Archive) -> None:
        archive.store_original(BATCH, b"content")
        archive.store_original(BATCH, b"content")
        assert archive.original(BATCH) == b"content"

    def test_other_bytes_never_replace_what_is_there(self, archive: Archive) -> None:
        archive.store_original(BATCH, b"content")
        with pytest.raises(ConflictError):
            archive.store_original(BATCH, b"CONTENT")
        assert archive.original(BATCH) == b"content"

    def test_one_content_wins_a_race_and_stays(self, archive: Archive) -> None:
        won = race(lambda n: succeeds(lambda: archive.store_original(BATCH, bytes([n]))))
        assert won.count(True) == 1
        assert archive.original(BATCH) == bytes([won.index(True)])

    def test_a_response_collected_again_on_another_day_is_the_same_object(
        self, archive: Archive
    ) -> None:
        archive.store_response(a_response(), b"content")
        later = replace(a_response(), collected_at=a_response().collected_at + timedelta(days=1))
        assert archive.response(later) == b"content"

    def test_both_forms_of_an_era_lie_side_by_side(self, archive: Archive) -> None:
        raw = archive.store_era(LOCATION, EraForm.RAW, b"ISA")
        text = archive.store_era(LOCATION, EraForm.TEXT, b"Paid")
        assert raw == "era/acc_sample/2026/03/1000000001_ERA.835"
        assert text == "era/acc_sample/2026/03/1000000001_ERA.txt"
        assert (archive.read(raw), archive.read(text)) == (b"ISA", b"Paid")
        assert archive.has(raw)

    def test_a_name_used_again_for_another_era_is_a_conflict(self, archive: Archive) -> None:
        archive.store_era(LOCATION, EraForm.RAW, b"ISA")
        with pytest.raises(ConflictError):
            archive.store_era(LOCATION, EraForm.RAW, b"other")

    def test_an_entry_of_a_chain_is_stored_by_whoever_comes_first(self, archive: Archive) -> None:
        won = race(lambda n: succeeds(lambda: archive.store_statement(ACCOUNT, 1, bytes([n]))))
        assert won.count(True) == 1
        assert archive.statement(ACCOUNT, 1) == bytes([won.index(True)])
        assert archive.has("statements/acc_sample/00000001.json")
        with pytest.raises(NotFoundError):
            archive.statement(ACCOUNT, 2)

    def test_a_page_lies_under_the_hash_of_its_content(self, archive: Archive) -> None:
        page, other = PageReference(Book.SENT, 7, 2, "ab12"), PageReference(Book.SENT, 7, 2, "cd34")
        archive.store_statement_page(ACCOUNT, page, b"lines")
        archive.store_statement_page(ACCOUNT, page, b"lines")
        archive.store_statement_page(ACCOUNT, other, b"LINES")
        assert archive.statement_page(ACCOUNT, page) == b"lines"
        assert archive.statement_page(ACCOUNT, other) == b"LINES"
        assert archive.has("statements/acc_sample/pages/sent-00007-ab12.json")


class TestDropFolder:
    def test_a_dropped_file_is_read_whole(self, dropping: Dropping) -> None:
        dropped = dropping.drop("drop/prc_sample/claims 1+2.837", b"ISA*00~")
        for file in (dropped, DroppedFile(dropped.key)):
            assert dropping.folder.read(file) == b"ISA*00~"
            assert dropping.folder.size(file) == 7

    def test_a_name_used_again_hides_nothing(self, dropping: Dropping) -> None:
        first = dropping.drop("drop/prc_sample/claims.837", b"first")
        second = dropping.drop("drop/prc_sample/claims.837", b"the second")
        assert dropping.folder.read(first) == b"first"
        assert dropping.folder.read(second) == b"the second"
        assert (dropping.folder.size(first), dropping.folder.size(second)) == (5, 10)

    def test_every_version_that_was_not_removed_waits(self, dropping: Dropping) -> None:
        key = "drop/prc_sample/claims.837"
        files = [dropping.drop(key, content) for content in (b"1", b"22", b"333")]
        soon = datetime.now(UTC) + timedelta(minutes=1)
        assert set(dropping.folder.waiting(soon)) == set(files)
        for _ in range(2):
            dropping.folder.remove(files[1])
        assert set(dropping.folder.waiting(soon)) == {files[0], files[2]}
        assert dropping.folder.read(files[0]) == b"1"
        with pytest.raises(NotFoundError):
            dropping.folder.read(files[1])

    def test_what_was_dropped_later_does_not_wait_yet(self, dropping: Dropping) -> None:
        dropping.drop("drop/prc_sample/claims.837", b"1")
        assert list(dropping.folder.waiting(MORNING - timedelta(days=1))) == []

    def test_what_lies_in_the_place_of_an_upload_was_not_dropped(self, dropping: Dropping) -> None:
        dropping.drop("uploads/upl_sample", b"1")
        dropped = dropping.drop("drop-era/acc_sample/march.835", b"2")
        assert list(dropping.folder.waiting(datetime.now(UTC) + timedelta(minutes=1))) == [dropped]

    def test_a_file_that_is_gone_is_not_found_and_not_named(self, dropping: Dropping) -> None:
        with pytest.raises(NotFoundError) as read:
            dropping.folder.read(DroppedFile("drop/prc_sample/SAMPLE_PATIENT.837"))
        with pytest.raises(NotFoundError) as sized:
            dropping.folder.size(DroppedFile("drop/prc_sample/SAMPLE_PATIENT.837"))
        assert "PATIENT" not in f"{read.value}{sized.value}"
