"""`courier era`, over scripted answers."""

import hashlib
import json
import resource
from pathlib import Path
from typing import Any

import pytest

from infra.cli import download
from infra.cli.exit_code import ExitCode
from infra.cli.request import Reply
from infra.cli.trouble import StillWaitingTrouble, Trouble, UnreachableTrouble, UsageTrouble
from tests.unit.cli.talking import Talk, problem, reply, talk

RAW, TEXT = b"ISA*835~", b"CHECK 1001"
AT_RAW, AT_TEXT = "https://archive.example/raw", "https://archive.example/text"


def remittance(**fields: Any) -> Reply:  # noqa: ANN401
    values: dict[str, Any] = {
        "remittance_id": "rem_1",
        "raw_sha256": hashlib.sha256(RAW).hexdigest(),
        "text_sha256": hashlib.sha256(TEXT).hexdigest(),
    }
    return reply(**values | fields)


def archive(*answers: Reply) -> Talk:
    it = talk(*answers)
    it.files |= {AT_RAW: RAW, AT_TEXT: TEXT}
    return it


def addresses() -> tuple[Reply, Reply]:
    return reply(303, url=AT_RAW), reply(303, url=AT_TEXT)


def test_both_forms_are_saved_for_their_owner_only(tmp_path: Path) -> None:
    it = archive(remittance(), *addresses())
    assert it.run(f"era get rem_1 --to {tmp_path}") == ExitCode.DONE
    raw, text = tmp_path / "rem_1.835", tmp_path / "rem_1.txt"
    assert (raw.read_bytes(), text.read_bytes()) == (RAW, TEXT)
    assert raw.stat().st_mode & 0o777 == 0o600


def test_a_payment_without_a_text_has_its_835(tmp_path: Path) -> None:
    it = archive(remittance(text_sha256=None), addresses()[0])
    assert it.run(f"era get rem_1 --to {tmp_path}") == ExitCode.DONE
    assert [path.name for path in tmp_path.iterdir()] == ["rem_1.835"]


def test_what_is_not_what_was_archived_is_not_saved(tmp_path: Path) -> None:
    it = archive(remittance(raw_sha256="0" * 64), *addresses())
    with pytest.raises(Trouble, match="not what was archived"):
        it.run(f"era get rem_1 --to {tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "rem_1.835").write_text("mine")
    with pytest.raises(UsageTrouble, match="there already"):
        archive(remittance(), *addresses()).run(f"era get rem_1 --to {tmp_path}")
    assert (tmp_path / "rem_1.835").read_text() == "mine"


def test_what_lies_there_already_is_seen_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "rem_1.txt").write_text("mine")
    it = archive(remittance(), *addresses())
    with pytest.raises(UsageTrouble, match="there already"):
        it.run(f"era get rem_1 --to {tmp_path}")
    assert [path.name for path in tmp_path.iterdir()] == ["rem_1.txt"]


def test_no_export_is_asked_for_that_could_not_be_saved(tmp_path: Path) -> None:
    (tmp_path / "acc_1-2026-03.zip").write_text("mine")
    it = archive()
    with pytest.raises(UsageTrouble, match="there already"):
        it.run(f"era export 2026-03 --to {tmp_path}")
    assert it.sent == []


def test_what_is_no_folder_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageTrouble, match="can't be written"):
        archive(remittance(), *addresses()).run(f"era get rem_1 --to {tmp_path}/file/era")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """A limit on the size of files, as a full disk, is met in the middle of the writing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, hard))
    try:
        with pytest.raises(UsageTrouble, match="can't be written"):
            download.save(tmp_path / "rem_1.835", RAW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "code", "sound"), [(TEXT, ExitCode.DONE, True), (b"x", ExitCode.NOT_SO, False)]
)
def test_the_archive_is_held_against_the_books(text: bytes, code: ExitCode, sound: bool) -> None:
    it = archive(remittance(), *addresses())
    it.files[AT_TEXT] = text
    assert it.run("era verify rem_1 --output json") == code
    assert json.loads(it.out)["sound"] is sound


def export(url: str | None, content: bytes = b"zip") -> Reply:
    return reply(
        export_id="exp_1",
        account_id="acc_1",
        month="2026-03",
        state="built" if url else "requested",
        url=url,
        sha256=hashlib.sha256(content).hexdigest() if url else None,
        manifest_sha256="m",
    )


def test_an_export_is_waited_for(tmp_path: Path) -> None:
    it = archive(export(None), problem(500), export(None), export(AT_RAW, RAW))
    assert it.run(f"era export 2026-03 --to {tmp_path}") == ExitCode.DONE
    assert (tmp_path / "acc_1-2026-03.zip").read_bytes() == RAW
    assert it.sent[0].address == "/v1/remittances/exports?account_id=acc_1&month=2026-03"


def test_an_export_that_failed_says_why() -> None:
    it = archive(export(None), reply(state="failed", reason="cold", url=None))
    with pytest.raises(Trouble, match="cold"):
        it.run("era export 2026-03")


def test_an_export_is_not_waited_for_longer_than_asked() -> None:
    with pytest.raises(StillWaitingTrouble):
        archive(*[export(None)] * 9).run("era export 2026-03 --timeout 10s")


def test_a_list_is_asked_for_by_day_and_payer() -> None:
    it = talk(reply(remittances=[], next_cursor=None))
    it.run("era list --from 2026-03-01 --to 2026-03-31 --payer 87726")
    query = it.sent[0].query
    assert (query["from"], query["to"], query["payer"]) == ("2026-03-01", "2026-03-31", "87726")


def test_no_file_is_fetched_in_the_clear() -> None:
    with pytest.raises(UnreachableTrouble):
        download.download("http://archive.example/raw")
