"""Does an archive still hold what the certificate of its account names? Asked offline."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.identifiers import AccountId
from chalicelib.verify.archive import ArchiveVerdict, archive_in
from chalicelib.verify.canonical import sha256, write
from chalicelib.verify.command_line import ExitCode, main
from chalicelib.verify.findings import Fault
from tests.builders import ACCOUNT
from tests.functional.certified import (
    MARCH,
    MAY,
    a_house_of_two_months,
    an_835_of_may,
    issued,
    manifest_key,
)
from tests.functional.courier import House
from tests.functional.exported_chain import lay_out

CERTIFICATE = f"statements/{ACCOUNT}/certificate.json"
Objects = dict[str, bytes]


def objects_of(house: House) -> Objects:
    """What `aws s3 sync` of the two folders would bring."""
    objects = house.archive.objects.by_key.items()
    return {key: content for key, content in objects if key.startswith(("statements/", "era/"))}


@pytest.fixture(scope="module")
def closed() -> Objects:
    house = a_house_of_two_months()
    issued(house)
    return objects_of(house)


@pytest.fixture(scope="module")
def closed_long_ago() -> Objects:
    """Two 835s of May came after the certificate and one of July, and a statement was drawn."""
    house = a_house_of_two_months()
    issued(house)
    for number in (6, 7):
        house.clock.advance(timedelta(days=30))
        an_835_of_may(house, number)
    an_835_of_may(house, 8, "20260701")
    house.courier.draw_statement(ACCOUNT)
    return objects_of(house)


def found(verdict: ArchiveVerdict) -> set[tuple[str, Fault]]:
    return {(each.file, each.fault) for each in verdict.findings}


def check(objects: Objects, folder: Path) -> set[tuple[str, Fault]]:
    return found(archive_in(lay_out(objects, folder)).verify())


def without(objects: Objects, *beginnings: str) -> Objects:
    return {key: each for key, each in objects.items() if not key.startswith(beginnings)}


def folder_of(month: str) -> str:
    return f"era/{ACCOUNT}/{month.replace('-', '/')}"


def test_a_sound_archive_passes(
    closed: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(closed, tmp_path) == set()
    assert main([str(tmp_path)]) == ExitCode.SOUND
    told = capsys.readouterr().out
    assert "2 months of the ERA archive" in told
    assert f"{folder_of(MAY)}: 1 files" in told
    assert "note" not in told


@pytest.mark.parametrize("month", [MARCH, MAY])
def test_a_month_that_was_taken_away_is_named(
    closed: Objects, tmp_path: Path, month: str, capsys: pytest.CaptureFixture[str]
) -> None:
    left = without(closed, folder_of(month))
    assert check(left, tmp_path) == {(folder_of(month), Fault.MISSING)}
    assert main([str(tmp_path)]) == ExitCode.CHANGED
    assert f"{folder_of(month)}: missing" in capsys.readouterr().out


def test_every_month_is_named_when_all_are_gone(closed: Objects, tmp_path: Path) -> None:
    left = without(closed, "era/")
    assert check(left, tmp_path) == {(folder_of(each), Fault.MISSING) for each in (MARCH, MAY)}
    assert main([str(tmp_path)]) == ExitCode.CHANGED


def test_a_month_in_the_place_of_another_does_not_stand_for_it(
    closed: Objects, tmp_path: Path
) -> None:
    swapped = without(closed, folder_of(MARCH)) | {
        key.replace(folder_of(MAY), folder_of(MARCH)): content
        for key, content in closed.items()
        if key.startswith(folder_of(MAY))
    }
    assert check(swapped, tmp_path) == {(folder_of(MARCH), Fault.MISSING)}


def rewritten(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """By somebody who knows how to write the hash, too."""
    entry = json.loads(content)["manifest"]
    change(entry)
    return write({"manifest": entry, "sha256": sha256(write(entry))})


def test_a_manifest_that_was_written_anew_is_named(closed: Objects, tmp_path: Path) -> None:
    """Everything in the month agrees with everything else."""
    key = manifest_key(MAY)
    changed = rewritten(
        closed[key], lambda entry: entry["files"][0]["payments"][0].update({"payer_name": "X"})
    )
    assert check(closed | {key: changed}, tmp_path) == {(key, Fault.UNCHAINED)}
    assert main([str(tmp_path)]) == ExitCode.CHANGED


def test_a_month_of_another_account_does_not_stand_for_it(closed: Objects, tmp_path: Path) -> None:
    key, other = manifest_key(MAY), AccountId("acc_other")
    changed = rewritten(closed[key], lambda entry: entry.update({"account_id": other}))
    assert check(closed | {key: changed}, tmp_path) == {(folder_of(MAY), Fault.MISSING)}


def test_a_broken_manifest_is_told_with_the_month_that_it_was_to_tell(
    closed: Objects, tmp_path: Path
) -> None:
    key = manifest_key(MAY)
    assert check(closed | {key: closed[key][:-2]}, tmp_path) == {
        ("manifest.000001.json", Fault.UNREADABLE),
        (folder_of(MAY), Fault.MISSING),
    }


def test_what_came_after_the_closing_is_no_change(closed_long_ago: Objects, tmp_path: Path) -> None:
    assert {manifest_key(MAY, 3), manifest_key("2026-07")} <= closed_long_ago.keys()
    assert check(closed_long_ago, tmp_path) == set()
    assert main([str(tmp_path)]) == ExitCode.SOUND


def test_the_named_manifest_must_lie_there_beside_newer_ones(
    closed_long_ago: Objects, tmp_path: Path
) -> None:
    left = without(closed_long_ago, manifest_key(MAY))
    assert check(left, tmp_path) == {(manifest_key(MAY), Fault.MISSING)}


def test_a_newer_manifest_that_leaves_a_named_file_out_is_found_out(
    closed: Objects, tmp_path: Path
) -> None:
    """Who can write a manifest can write the next one, and take a file away."""
    before = json.loads(closed[manifest_key(MAY)])
    nothing: dict[str, object] = {"files": [], "number": 2, "payments": 0, "total": "0"}
    entry = before["manifest"] | nothing | {"previous": before["sha256"]}
    forged = write({"manifest": entry, "sha256": sha256(write(entry))})
    left = {
        key: content
        for key, content in closed.items()
        if not key.startswith(folder_of(MAY)) or key == manifest_key(MAY)
    }
    assert check(left | {manifest_key(MAY, 2): forged}, tmp_path) == {
        ("manifest.000002.json", Fault.LINE_DROPPED)
    }


def certified_anew(objects: Objects, change: Callable[[dict[str, Any]], object]) -> Objects:
    document = json.loads(objects[CERTIFICATE])
    says, before = document["certificate"], document["sha256"]
    change(says)
    own = sha256(write(says))
    page = CERTIFICATE.replace(".json", ".html")
    return objects | {
        CERTIFICATE: write({"certificate": says, "sha256": own}),
        page: objects[page].replace(before.encode(), own.encode()),
    }


def test_a_certificate_that_counts_other_files_is_found_out(
    closed: Objects, tmp_path: Path
) -> None:
    more = certified_anew(closed, lambda says: says["era_months"][1].update({"files": 9}))
    assert check(more, tmp_path) == {(manifest_key(MAY), Fault.WRONG_SUM)}


@pytest.mark.parametrize(
    "month", [{}, {"files": 1, "manifest": 1, "month": "../03", "sha256": "0" * 64}, "2026-05"]
)
def test_a_certificate_names_months_in_one_way_only(
    closed: Objects, tmp_path: Path, month: object
) -> None:
    odd = certified_anew(closed, lambda says: says.update({"era_months": [month]}))
    assert check(odd, tmp_path) == {("certificate.json", Fault.NOT_CANONICAL)}


def first_format(says: dict[str, Any]) -> None:
    del says["era_months"]
    says["format"] = "claim-courier closing 1"


def test_a_certificate_of_the_first_format_names_no_month(
    closed: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = certified_anew(without(closed, folder_of(MAY)), first_format)
    assert check(earlier, tmp_path) == set()
    assert main([str(tmp_path)]) == ExitCode.SOUND
    assert "its certificate names no month of the ERA archive" in capsys.readouterr().out


@pytest.mark.parametrize("format_", ["claim-courier closing 1", "claim-courier closing 3"])
def test_a_certificate_that_names_months_is_of_the_second_format(
    closed: Objects, tmp_path: Path, format_: str
) -> None:
    other = certified_anew(closed, lambda says: says.update({"format": format_}))
    assert check(other, tmp_path) == {("certificate.json", Fault.MISPLACED)}


def test_statements_alone_are_checked_and_the_rest_is_noted(
    closed: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(closed, tmp_path)
    assert main([str(tmp_path / "statements")]) == ExitCode.SOUND
    note = "note: its certificate names 2 months of the ERA archive, which were not looked for"
    assert note in capsys.readouterr().out


def test_an_archive_of_an_open_account_names_nothing(closed: Objects, tmp_path: Path) -> None:
    left = without(closed, folder_of(MAY), CERTIFICATE.removesuffix("json"))
    assert check(left, tmp_path) == set()
    assert main([str(tmp_path)]) == ExitCode.SOUND


def test_statements_and_months_are_told_in_one_json(
    closed: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(without(closed, folder_of(MAY)), tmp_path)
    assert main([str(tmp_path), "--json"]) == ExitCode.CHANGED
    told = json.loads(capsys.readouterr().out)
    assert told["era"][folder_of(MARCH)]["sound"]
    (finding,) = told["statements"][ACCOUNT]["findings"]
    assert (finding["file"], finding["fault"]) == (folder_of(MAY), "missing")


def test_a_head_is_for_one_chain_or_one_month(closed: Objects, tmp_path: Path) -> None:
    lay_out(closed, tmp_path)
    assert main([str(tmp_path), "--head", "0" * 64]) == ExitCode.UNUSABLE


def test_an_empty_archive_is_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "statements").mkdir()
    assert main([str(tmp_path)]) == ExitCode.UNUSABLE


def test_two_copies_of_a_month_must_both_be_the_named_one(closed: Objects, tmp_path: Path) -> None:
    lay_out(closed, tmp_path)
    shutil.copytree(tmp_path / folder_of(MAY), tmp_path / "era" / "copy")
    assert found(archive_in(tmp_path).verify()) == set()
    copy = tmp_path / "era" / "copy" / "manifest.000001.json"
    copy.write_bytes(rewritten(copy.read_bytes(), lambda entry: entry.update({"previous": "0"})))
    assert found(archive_in(tmp_path).verify()) == {(manifest_key(MAY), Fault.UNCHAINED)}
