"""Is a month of the ERA archive still what it was? Asked offline, of a folder or a ZIP."""

import json
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.era import EraForm
from chalicelib.verify.canonical import sha256, write
from chalicelib.verify.command_line import ExitCode, main
from chalicelib.verify.era_files import months_in
from chalicelib.verify.era_month import verify_month
from chalicelib.verify.findings import Fault
from tests.builders import ACCOUNT, MORNING, REACH, later
from tests.functional.courier import House
from tests.functional.era import (
    MARCH,
    OWN_TEXT,
    an_835,
    era_name,
    import_file,
    synced,
    text_name,
    verified,
)

STEM = "1598700001_ERA_5010_20260320"


def filled_house() -> House:
    """Two files of March: one with the clearinghouse's own text, one with ours."""
    house = House()
    import_file(house, OWN_TEXT, text_name(1))
    import_file(house, an_835("T1", "T2"), era_name(1))
    import_file(house, an_835("T3"), era_name(2))
    house.courier.keep_era_archive()
    return house


@pytest.fixture
def filled() -> House:
    return filled_house()


def month_zip(house: House, folder: Path) -> Path:
    asked = house.courier.request_export(ACCOUNT, MARCH, REACH)
    house.courier.keep_era_archive()
    path = folder / "month.zip"
    path.write_bytes(house.downloads.kept[asked.export_id])
    return path


def month_folder(house: House, folder: Path) -> Path:
    return synced(house, folder) / ACCOUNT / "2026" / "03"


def faults(path: Path) -> list[tuple[str, Fault]]:
    return [(finding.file, finding.fault) for finding in verified(path).findings]


def test_a_sound_month_is_sound(filled: House, tmp_path: Path) -> None:
    path = month_zip(filled, tmp_path)
    assert main([str(path)]) == ExitCode.SOUND
    assert main([str(synced(filled, tmp_path / "all"))]) == ExitCode.SOUND
    sha256 = filled.era_files.month(ACCOUNT, MARCH).manifest_sha256
    assert main([str(path), "--head", sha256]) == ExitCode.SOUND
    assert main([str(path), "--head", "0" * 64]) == ExitCode.CHANGED


def test_a_file_of_the_zip_that_is_another_is_named(filled: House, tmp_path: Path) -> None:
    path, changed = month_zip(filled, tmp_path), tmp_path / "changed.zip"
    name = f"{ACCOUNT}-{MARCH}/{STEM}.txt"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each).replace(b"own", b"OWN"))
    assert faults(changed) == [(f"{STEM}.txt", Fault.ALTERED)]
    assert name in zipfile.ZipFile(changed).namelist()


def test_what_is_missing_or_added_is_named(filled: House, tmp_path: Path) -> None:
    folder = month_folder(filled, tmp_path)
    (folder / f"{STEM}.txt").unlink()
    (folder / "more.835").write_bytes(b"ISA")
    assert faults(tmp_path) == [(f"{STEM}.txt", Fault.MISSING), ("more.835", Fault.FOREIGN)]
    assert main([str(tmp_path)]) == ExitCode.CHANGED


def house_of_two_months() -> House:
    house = filled_house()
    import_file(house, an_835("T9"), era_name(9, "20260220"))
    house.courier.keep_era_archive()
    return house


def missing(path: Path) -> dict[str, list[tuple[str, Fault]]]:
    verdicts = {name: verify_month(files) for name, files in months_in(path)}
    return {
        name: [(finding.file, finding.fault) for finding in verdict.findings]
        for name, verdict in verdicts.items()
    }


@pytest.mark.parametrize("months", [("02",), ("02", "03")])
def test_a_month_whose_manifest_is_gone_is_not_passed_over(
    tmp_path: Path, months: tuple[str, ...]
) -> None:
    synced(house_of_two_months(), tmp_path)
    for month in months:
        (tmp_path / ACCOUNT / "2026" / month / "manifest.000001.json").unlink()
    found = missing(tmp_path)
    assert found[f"{ACCOUNT}/2026/02"] == [("manifest", Fault.MISSING)]
    assert len(found) == 2
    assert main([str(tmp_path)]) == ExitCode.CHANGED
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / ACCOUNT))
    assert main([str(packed)]) == ExitCode.CHANGED


def test_a_folder_without_any_835_is_no_month(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of ours")
    assert list(months_in(tmp_path)) == []


@pytest.mark.parametrize("name", ["elsewhere.835", f"{ACCOUNT}-{MARCH}/{STEM}.835"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_added_to_the_zip_is_named(filled: House, tmp_path: Path, name: str) -> None:
    path = month_zip(filled, tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, an_835("T1", "T2"))
    assert [fault for _, fault in faults(path)] == [Fault.FOREIGN]


def test_a_manifest_that_is_gone_breaks_the_chain(filled: House, tmp_path: Path) -> None:
    for number in (4, 5):
        import_file(filled, an_835(f"T{number}"), era_name(number))
        filled.clock.advance(later(hours=1) - MORNING)
        filled.courier.keep_era_archive()
    folder = month_folder(filled, tmp_path)
    (folder / "manifest.000002.json").unlink()
    assert faults(tmp_path) == [("manifest.000003.json", Fault.BROKEN_CHAIN)]


def test_a_manifest_that_tells_a_file_otherwise_than_the_one_before_is_found_out(
    filled: House, tmp_path: Path
) -> None:
    """The file was changed, and a manifest written that agrees with it."""
    folder = month_folder(filled, tmp_path)
    before = json.loads((folder / "manifest.000001.json").read_bytes())
    (folder / f"{STEM}.txt").write_bytes(b"other words")
    entry = before["manifest"] | {"number": 2, "previous": before["sha256"]}
    (told,) = (file["forms"]["txt"] for file in entry["files"] if file["stem"] == STEM)
    told.update({"sha256": sha256(b"other words"), "size": 11})
    forged = write({"manifest": entry, "sha256": sha256(write(entry))})
    (folder / "manifest.000002.json").write_bytes(forged)
    assert faults(tmp_path) == [("manifest.000002.json", Fault.LINE_DROPPED)]


def test_a_text_that_comes_after_ours_was_made_drops_nothing(house: House, tmp_path: Path) -> None:
    import_file(house, an_835("T1"), era_name(1))
    house.courier.keep_era_archive()
    import_file(house, OWN_TEXT, text_name(1))
    house.clock.advance(later(hours=1) - MORNING)
    house.courier.keep_era_archive()
    month = month_folder(house, tmp_path)
    assert len(list(month.glob("manifest.*.json"))) == 2
    assert main([str(month)]) == ExitCode.SOUND


def test_a_text_without_its_835_is_told_but_nothing_changed(house: House, tmp_path: Path) -> None:
    import_file(house, OWN_TEXT, text_name(9))
    house.courier.keep_era_archive()
    synced(house, tmp_path)
    assert (faults(tmp_path), len(verified(tmp_path).incomplete)) == ([], 1)
    assert main([str(tmp_path)]) == ExitCode.UNBALANCED


def test_an_835_without_its_text_is_told_but_nothing_changed(house: House, tmp_path: Path) -> None:
    import_file(house, an_835("T9"), era_name(9))
    (made,) = (key for key in house.era_files.forms.by_key if key[3] is EraForm.MADE)
    house.archive.objects.by_key.pop(house.era_files.forms.by_key.pop(made).key)
    house.courier.keep_era_archive()
    synced(house, tmp_path)
    assert (faults(tmp_path), len(verified(tmp_path).incomplete)) == ([], 1)
    assert main([str(tmp_path)]) == ExitCode.UNBALANCED


@pytest.mark.parametrize("lie", [{"amount": 1}, {"trace_number": "T8"}])
def test_a_manifest_that_lies_about_an_835_is_found_out(
    house: House, tmp_path: Path, lie: dict[str, object]
) -> None:
    import_file(house, an_835("T1"), era_name(1))
    ((key, form),) = ((k, f) for k, f in house.era_files.forms.by_key.items() if f.payments)
    lied = tuple(replace(each, **lie) for each in form.payments)  # type: ignore[arg-type]
    house.era_files.forms.by_key[key] = replace(form, payments=lied)
    house.courier.keep_era_archive()
    assert faults(synced(house, tmp_path)) == [(f"{STEM}.835", Fault.WRONG_SUM)]


def test_interchanges_with_other_delimiters_are_read_in_theirs(
    house: House, tmp_path: Path
) -> None:
    other = an_835("T2", "T3").translate(bytes.maketrans(b"*:~", b"|>!"))
    import_file(house, an_835("T1") + other, era_name(1))
    house.courier.keep_era_archive()
    verdict = verified(synced(house, tmp_path))
    assert (verdict.findings, verdict.payments, verdict.total) == ((), 3, Decimal("450"))


def test_a_payment_that_does_not_balance_is_noted(house: House, tmp_path: Path) -> None:
    import_file(house, an_835("T1").replace(b"BPR*I*150", b"BPR*I*140"), era_name(1))
    house.courier.keep_era_archive()
    assert len(verified(synced(house, tmp_path)).unbalanced) == 1
    assert main([str(tmp_path)]) == ExitCode.SOUND


def test_text_and_json_tell_the_same(
    filled: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    synced(filled, tmp_path)
    assert main([str(tmp_path)]) == ExitCode.SOUND
    assert "2 files, 3 payments, 450" in capsys.readouterr().out
    assert main([str(tmp_path), "--json"]) == ExitCode.SOUND
    assert '"total": "450"' in capsys.readouterr().out


def test_nothing_to_check_is_wrong_usage(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x05\x06" + bytes(17) + b"x")
    assert main([str(broken)]) == ExitCode.UNUSABLE
    assert main([str(tmp_path / "none.zip")]) == ExitCode.UNUSABLE


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_one_changed_byte_is_always_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = month_folder(filled_house(), tmp_path_factory.mktemp("month"))
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    assert path.name in {name for name, _ in faults(folder)}
