"""The ERA archive: a manifest a month, and a ZIP of it."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from chalicelib.domain.era import EraMonth
from chalicelib.domain.era_export import EraExport, ExportFailure, ExportState
from chalicelib.domain.era_manifest import told_keys
from chalicelib.domain.errors import ArchivedColdError, ConflictError, NotFoundError
from chalicelib.domain.identifiers import ExportId
from chalicelib.services.era import build_export
from chalicelib.services.era.keep_era_archive import EraArchiveNotKeptError
from chalicelib.services.era.request_export import ExportView
from tests.builders import ACCOUNT, ELSEWHERE, MORNING, REACH, later
from tests.functional.courier import House
from tests.functional.era import (
    MARCH,
    OWN_TEXT,
    an_835,
    apply_all,
    era_name,
    era_objects,
    hand_in,
    import_file,
    synced,
    text_name,
    verified,
)

FOLDER = f"era/{ACCOUNT}/2026/03"
STEM = "1598700001_ERA_5010_20260320"


@pytest.fixture
def filled(house: House) -> House:
    """Two files of March: one with the clearinghouse's own text, one with ours."""
    import_file(house, OWN_TEXT, text_name(1))
    import_file(house, an_835("T1", "T2"), era_name(1))
    import_file(house, an_835("T3"), era_name(2))
    house.courier.keep_era_archive()
    return house


def manifests(house: House) -> list[str]:
    return sorted(key for key in era_objects(house) if "/manifest." in key)


def an_hour_later(house: House) -> None:
    house.clock.advance(later(hours=1) - MORNING)
    house.courier.keep_era_archive()


def export(house: House) -> EraExport:
    asked = house.courier.request_export(ACCOUNT, MARCH, REACH)
    house.courier.keep_era_archive()
    return house.era_exports.get(asked.export_id)


def zipped(house: House) -> bytes:
    return house.downloads.kept[export(house).export_id]


class TestManifest:
    def test_one_tells_all_of_a_month(self, filled: House) -> None:
        assert manifests(filled) == [f"{FOLDER}/manifest.000001.json"]
        assert filled.era_files.month(ACCOUNT, MARCH).is_described

    def test_nothing_new_is_no_new_manifest(self, filled: House) -> None:
        response = hand_in(filled, an_835("T3"), era_name(2)).response
        filled.process_again(response.response_id)
        assert not filled.era_files.month(ACCOUNT, MARCH).is_described
        an_hour_later(filled)
        assert len(manifests(filled)) == 1
        assert filled.era_files.month(ACCOUNT, MARCH).is_described

    def test_a_change_is_told_by_the_next_which_names_the_one_before(
        self, filled: House, tmp_path: Path
    ) -> None:
        import_file(filled, an_835("T4"), era_name(4))
        filled.courier.keep_era_archive()
        assert len(manifests(filled)) == 1, "at most one an hour is locked for years"
        an_hour_later(filled)
        assert len(manifests(filled)) == 2
        verdict = verified(synced(filled, tmp_path))
        assert verdict.findings == ()
        assert (verdict.files, verdict.payments) == (3, 4)

    def test_no_object_is_read_for_it(self, filled: House) -> None:
        import_file(filled, an_835("T4"), era_name(4))
        read: list[str] = []
        filled.archive.read = read.append  # type: ignore[method-assign, assignment]
        an_hour_later(filled)
        assert read == []
        assert len(manifests(filled)) == 2

    def test_a_writer_that_died_before_it_noted_it_is_caught_up_with(
        self, house: House, tmp_path: Path
    ) -> None:
        import_file(house, an_835("T1"), era_name(1))
        before = house.era_files.month(ACCOUNT, MARCH)
        house.courier.keep_era_archive()
        house.era_files.months_by_name.by_key[ACCOUNT, MARCH] = before
        import_file(house, an_835("T2"), era_name(2))
        house.courier.keep_era_archive()
        assert len(manifests(house)) == 2
        assert verified(synced(house, tmp_path)).findings == ()

    def test_files_that_come_while_it_is_told_are_left_to_the_next(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import_file(house, an_835("T1"), era_name(1))
        describe, coming = house.era_files.describe, iter(range(2, 1000))
        known = house.era_files.month(ACCOUNT, MARCH).changes

        def as_one_comes(old: EraMonth, new: EraMonth) -> None:
            number = next(coming)
            if number < 100 and number % 2 == 0:
                import_file(house, an_835(f"T{number}"), era_name(number))
            describe(old, new)

        monkeypatch.setattr(house.era_files, "describe", as_one_comes)
        house.courier.keep_era_archive()
        assert len(manifests(house)) == 1
        month = house.era_files.month(ACCOUNT, MARCH)
        assert (month.described, month.is_described) == (known, False)

    def test_who_is_always_forestalled_gives_up_until_the_next_round(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import_file(house, an_835("T1"), era_name(1))

        def never(old: EraMonth, new: EraMonth) -> None:
            raise ConflictError("another was faster")

        monkeypatch.setattr(house.era_files, "describe", never)
        with pytest.raises(EraArchiveNotKeptError):
            house.courier.keep_era_archive()

    def test_a_payment_that_came_before_counts_once(self, filled: House, tmp_path: Path) -> None:
        import_file(filled, an_835("T3", "T9"), era_name(5))
        an_hour_later(filled)
        verdict = verified(synced(filled, tmp_path))
        assert (verdict.payments, str(verdict.total)) == (4, "600")

    def test_a_payment_that_stands_in_a_file_twice_counts_once(
        self, house: House, tmp_path: Path
    ) -> None:
        import_file(house, an_835("T1", "T1"), era_name(1))
        house.courier.keep_era_archive()
        verdict = verified(synced(house, tmp_path))
        assert (verdict.payments, str(verdict.total)) == (1, "150")


class TestLockedObjects:
    def test_applying_again_changes_nothing(self, filled: House) -> None:
        before = era_objects(filled), filled.era_files.of_month(ACCOUNT, MARCH)
        for response in tuple(filled.responses.all_of(ACCOUNT)):
            filled.process_again(response.response_id)
        apply_all(filled)
        assert (era_objects(filled), filled.era_files.of_month(ACCOUNT, MARCH)) == before

    def test_other_bytes_under_the_same_name_lie_beside_it(self, filled: House) -> None:
        before = era_objects(filled)
        response = import_file(filled, an_835("T7"), era_name(1))
        new = era_objects(filled).items() - before.items()
        assert era_objects(filled).items() > before.items()
        assert (f"{FOLDER}/{STEM}_{response.response_id}.835", an_835("T7")) in new

    def test_a_text_that_was_made_otherwise_before_stays(self, house: House) -> None:
        """As if another version of us had made it and died before it was noted."""
        key = f"{FOLDER}/{STEM}.made.txt"
        house.archive.objects.put_once(key, b"other words")
        import_file(house, an_835("T1"), era_name(1))
        assert era_objects(house)[key] == b"other words"
        house.courier.keep_era_archive()
        assert house.era_files.month(ACCOUNT, MARCH).is_described


class TestExport:
    def test_it_holds_manifest_and_both_forms(self, filled: House) -> None:
        with zipfile.ZipFile(BytesIO(zipped(filled))) as archive:
            folder = f"{ACCOUNT}-{MARCH}"
            assert sorted(archive.namelist()) == [
                f"{folder}/{STEM}.835",
                f"{folder}/{STEM}.txt",
                f"{folder}/1598700002_ERA_5010_20260320.835",
                f"{folder}/1598700002_ERA_5010_20260320.made.txt",
                f"{folder}/manifest.json",
            ]
            assert archive.read(f"{folder}/{STEM}.835") == an_835("T1", "T2")

    def test_the_same_month_gives_the_same_bytes(self, filled: House) -> None:
        first = zipped(filled)
        filled.downloads.kept.clear()
        filled.clock.advance(later(days=3) - MORNING)
        assert zipped(filled) == first

    def test_asked_for_again_it_is_the_same_until_something_comes(self, filled: House) -> None:
        built = export(filled)
        assert built.state is ExportState.BUILT
        assert filled.courier.request_export(ACCOUNT, MARCH, REACH) == built
        import_file(filled, an_835("T4"), era_name(4))
        fresh = filled.courier.request_export(ACCOUNT, MARCH, REACH)
        assert fresh.export_id != built.export_id

    def test_what_came_a_moment_ago_is_in_it(self, filled: House, tmp_path: Path) -> None:
        import_file(filled, an_835("T4"), era_name(4))
        path = tmp_path / "month.zip"
        path.write_bytes(zipped(filled))
        assert verified(path).payments == 4

    def test_it_is_shown_with_its_address_once_it_is_built(self, filled: House) -> None:
        show = filled.courier.request_export.show
        asked = filled.courier.request_export(ACCOUNT, MARCH, REACH)
        assert show(asked.export_id, REACH)[1].address is None
        filled.courier.keep_era_archive()
        _, view = show(asked.export_id, REACH)
        assert view.address is not None
        assert asked.export_id in view.address
        assert view.export.size == len(filled.downloads.kept[asked.export_id])
        filled.downloads.kept.clear()
        with pytest.raises(NotFoundError):
            show(asked.export_id, REACH)

    def test_it_is_for_those_who_may_see_the_account(self, filled: House) -> None:
        request = filled.courier.request_export
        asked = request(ACCOUNT, MARCH, REACH)
        for refused in (
            lambda: request(ACCOUNT, MARCH, ELSEWHERE),
            lambda: request.show(asked.export_id, ELSEWHERE),
            lambda: request(ACCOUNT, "2020-01", REACH),
            lambda: request.show(ExportId("exp_none"), REACH),
        ):
            with pytest.raises(NotFoundError):
                refused()

    def test_what_cannot_be_built_fails_with_its_reason_and_is_asked_for_again(
        self, filled: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        show, read = filled.courier.request_export.show, filled.archive.read

        def cold(key: str) -> bytes:
            raise ArchivedColdError(key)

        monkeypatch.setattr(filled.archive, "read", cold)
        failed = export(filled)
        assert (failed.state, failed.reason) == (ExportState.FAILED, ExportFailure.COLD)
        assert show(failed.export_id, REACH)[1] == ExportView(failed, None)
        monkeypatch.setattr(filled.archive, "read", read)
        filled.courier.keep_era_archive()
        assert filled.era_exports.get(failed.export_id) == failed, "nobody has asked again"
        assert export(filled).state is ExportState.BUILT

    def test_what_is_too_large_for_one_zip_says_so(
        self, filled: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build_export, "MOST_BYTES", 1_000)
        failed = export(filled)
        assert (failed.state, failed.reason) == (ExportState.FAILED, ExportFailure.TOO_LARGE)
        assert filled.downloads.kept == {}

    def test_only_files_that_the_manifest_tells_are_in_it(self, filled: House) -> None:
        """A payment quotes the object that told of it first, perhaps one of another month."""
        import_file(filled, an_835("T1", "T8"), era_name(8, "20260220"))
        filled.courier.keep_era_archive()
        manifest = filled.archive.manifest(ACCOUNT, "2026-02", 1)
        assert f"{FOLDER}/{STEM}.835".encode() in manifest
        files = filled.era_files.of_month(ACCOUNT, "2026-02")
        assert told_keys(manifest) == {form.key for form in files}

    def test_what_is_damaged_is_not_handed_out(self, filled: House) -> None:
        filled.archive.objects.by_key[f"{FOLDER}/{STEM}.835"] = b"ISA damaged"
        asked = filled.courier.request_export(ACCOUNT, MARCH, REACH)
        with pytest.raises(EraArchiveNotKeptError, match=asked.export_id):
            filled.courier.keep_era_archive()
        assert filled.downloads.kept == {}
