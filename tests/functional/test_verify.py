"""The offline check of an export: whatever was changed is found, and the entry is named."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.conservation.line import Book, Imbalance
from chalicelib.verify.chain import Verdict, verify_chain
from chalicelib.verify.command_line import main
from chalicelib.verify.findings import Fault
from chalicelib.verify.folder import Folder
from tests.builders import ACCOUNT, a_transmission
from tests.functional.courier import House, a_claim_file
from tests.functional.exported_chain import Export, a_chain, exported, lay_out

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chain() -> Export:
    return a_chain(House())


@pytest.fixture(scope="module")
def laid_out(chain: Export, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(chain, tmp_path_factory.mktemp("export"))


def verified(export: Export, head: str | None = None) -> Verdict:
    with TemporaryDirectory() as folder:
        return verify_chain(Folder(lay_out(export, Path(folder))), head)


def faults(export: Export) -> set[tuple[Fault, int | None]]:
    return {(finding.fault, finding.entry) for finding in verified(export).findings}


def entry_of(export: Export, name: str) -> int:
    """The statement that a file is, or the first one that names it."""
    if not name.startswith("pages/"):
        return int(name[:8])
    digest = name[-69:-5]
    entries = sorted(each for each in export if not each.startswith("pages/"))
    return next(int(each[:8]) for each in entries if digest.encode() in export[each])


def rewritten(export: Export, number: int, change: Callable[[dict[str, Any]], None]) -> Export:
    """As somebody would do it who knows the format: the entry has its own hash again."""
    name = f"{number:08d}.json"
    entry = json.loads(export[name])["entry"]
    change(entry)
    digest = hashlib.sha256(canonical(entry)).hexdigest()
    return export | {name: canonical({"entry": entry, "sha256": digest})}


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_what_was_drawn_is_sound(chain: Export) -> None:
    verdict = verified(chain)
    assert verdict.findings == ()
    assert (verdict.entries, verdict.unnamed_pages) == (4, ())
    assert verdict.pages == sum(name.startswith("pages/") for name in chain) > 6
    assert verdict.is_balanced
    assert {name.split("-")[0] for name in chain if "/" in name} == {f"pages/{b}" for b in Book}


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """One byte is changed, removed, added, or changes places with the next one."""
    where = draw(st.integers(0, 10**6))
    byte = draw(st.integers(1, 255))
    kind = draw(st.sampled_from(["change", "remove", "add", "swap", "truncate"]))

    def damage(content: bytes) -> bytes:
        at = where % len(content)
        before, here, after = content[:at], content[at : at + 1], content[at + 1 :]
        return {
            "change": before + bytes([here[0] ^ byte]) + after,
            "remove": before + after,
            "add": before + bytes([byte]) + here + after,
            "swap": before + after[:1] + here + after[1:],
            "truncate": before,
        }[kind]

    return damage


def entries_found(chain: Export, laid_out: Path, name: str, damaged: bytes) -> set[int | None]:
    """The entries that are named while a file holds other bytes."""
    (laid_out / name).write_bytes(damaged)
    found = {finding.entry for finding in verify_chain(Folder(laid_out)).findings}
    (laid_out / name).write_bytes(chain[name])
    return found


@settings(max_examples=200)
@given(st.data(), damages())
def test_any_damage_to_any_file_is_found_and_its_entry_named(
    chain: Export, laid_out: Path, data: st.DataObject, damage: Callable[[bytes], bytes]
) -> None:
    name = data.draw(st.sampled_from(sorted(chain)))
    damaged = damage(chain[name])
    assume(damaged != chain[name])
    assert entry_of(chain, name) in entries_found(chain, laid_out, name, damaged)


@pytest.mark.slow
def test_every_byte_of_every_file_counts(chain: Export, laid_out: Path) -> None:
    for name, content in chain.items():
        entry = entry_of(chain, name)
        for at in range(len(content)):
            before, here, after = content[:at], content[at], content[at + 1 :]
            flipped, removed = before + bytes([here ^ 1]) + after, before + after
            assert entry in entries_found(chain, laid_out, name, flipped), (name, at)
            assert entry in entries_found(chain, laid_out, name, removed), (name, at)


def test_a_file_that_is_missing_is_named_with_its_entry(chain: Export) -> None:
    for name in chain:
        rest = {other: content for other, content in chain.items() if other != name}
        if name != "00000004.json":
            assert (Fault.MISSING, entry_of(chain, name)) in faults(rest)


def test_a_statement_that_is_only_written_otherwise_is_named(chain: Export) -> None:
    content = chain["00000002.json"]
    for otherwise in (content[:-1], b" " + content, content.replace(b'"number":', b'"number": ')):
        assert faults(chain | {"00000002.json": otherwise}) == {(Fault.NOT_CANONICAL, 2)}


def test_two_files_that_changed_places_are_named(chain: Export) -> None:
    names = sorted(chain)
    for one, other in pairwise(names):
        swapped = chain | {one: chain[other], other: chain[one]}
        found = {entry for _, entry in faults(swapped)}
        assert {entry_of(chain, one), entry_of(chain, other)} <= found


def test_a_last_statement_that_was_cut_off_is_found_by_the_expected_head(chain: Export) -> None:
    head = json.loads(chain["00000004.json"])["sha256"]
    rest = {name: content for name, content in chain.items() if name != "00000004.json"}
    assert verified(chain, head).findings == ()
    assert verified(rest).unnamed_pages != ()
    (finding,) = verified(rest, head).findings
    assert (finding.fault, finding.entry) == (Fault.OTHER_HEAD, 3)


def test_a_statement_written_anew_breaks_the_chain_behind_it(chain: Export) -> None:
    forged = rewritten(chain, 2, lambda entry: entry.update(drawn_at="2026-01-01"))
    assert faults(forged) == {(Fault.BROKEN_CHAIN, 3)}


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry["claims"].update(taken_in=5),
        lambda entry: entry["claims"]["by_status"].update(paid=99),
        lambda entry: entry["books"]["sent"]["stands"].update(answered=99),
        lambda entry: entry["books"]["seen"]["came"].update(seen=99),
        lambda entry: entry.update(balanced=False),
        lambda entry: entry.update(imbalance_count=1),
        lambda entry: entry["imbalances"].append({"book": "sent", "id": "x", "kind": "vanished"}),
        lambda entry: entry["pages"].pop(),
    ],
)
def test_a_sum_that_its_lines_do_not_add_up_to_is_found(
    chain: Export, change: Callable[[dict[str, Any]], None]
) -> None:
    assert (Fault.WRONG_SUM, 4) in faults(rewritten(chain, 4, change))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda entry: entry.update(number=5), Fault.MISPLACED),
        (lambda entry: entry.update(format="other"), Fault.MISPLACED),
        (lambda entry: entry.update(account_id="acc_x"), Fault.BROKEN_CHAIN),
        (lambda entry: entry.update(previous=None), Fault.BROKEN_CHAIN),
        (lambda entry: entry.update(more=1), Fault.NOT_CANONICAL),
        (lambda entry: entry.pop("pages"), Fault.NOT_CANONICAL),
        (lambda entry: entry.update(pages=["x"]), Fault.NOT_CANONICAL),
        (lambda entry: entry["pages"][0].update(sha256="../../x"), Fault.NOT_CANONICAL),
        (lambda entry: entry["pages"][0].update(book="other"), Fault.NOT_CANONICAL),
        (lambda entry: entry["pages"][0].update(number=-1), Fault.NOT_CANONICAL),
        (lambda entry: entry["pages"][0].update(number=1), Fault.MISSING),
        (lambda entry: entry["pages"][0].update(lines=9), None),
        (lambda entry: entry["pages"].append(entry["pages"][0]), Fault.OUT_OF_ORDER),
        (lambda entry: entry["pages"].reverse(), Fault.OUT_OF_ORDER),
    ],
)
def test_a_statement_that_cannot_be_is_found(
    chain: Export, change: Callable[[dict[str, Any]], None], fault: Fault | None
) -> None:
    found = faults(rewritten(chain, 4, change))
    assert (fault or Fault.WRONG_SUM, 4) in found


def with_lines(export: Export, change: Callable[[list[dict[str, Any]]], None]) -> Export:
    return with_page(export, lambda page: change(page["lines"]))


def with_page(export: Export, change: Callable[[dict[str, Any]], None]) -> Export:
    """The last page of the last statement written anew, and the statement with it."""
    entry = json.loads(export["00000004.json"])["entry"]
    reference = entry["pages"][-1]
    page = json.loads(export[f"pages/seen-{reference['number']:05d}-{reference['sha256']}.json"])
    change(page)
    content = canonical(page)
    digest = hashlib.sha256(content).hexdigest()
    name = f"pages/seen-{reference['number']:05d}-{digest}.json"

    def refer(entry: dict[str, Any]) -> None:
        entry["pages"][-1].update(sha256=digest, lines=len(page["lines"]))

    return rewritten(export | {name: content}, 4, refer)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: lines.reverse(), Fault.OUT_OF_ORDER),
        (lambda lines: lines.append(lines[-1]), Fault.OUT_OF_ORDER),
        (lambda lines: lines[0].update(stands=None), Fault.WRONG_SUM),
        (lambda lines: lines[0].update(came=None), Fault.WRONG_SUM),
        (lambda lines: lines[0].update(claims=1), Fault.WRONG_SUM),
        (lambda lines: lines[0].update(by_status={"paid": "1"}), Fault.NOT_CANONICAL),
        (lambda lines: lines[0].pop("at"), Fault.NOT_CANONICAL),
        (lambda lines: lines.clear(), Fault.NOT_CANONICAL),
    ],
)
def test_lines_that_cannot_be_are_found(
    chain: Export, change: Callable[[list[dict[str, Any]]], None], fault: Fault
) -> None:
    assert (fault, 4) in faults(with_lines(chain, change))


def test_a_page_in_the_place_of_another_is_found(chain: Export) -> None:
    def misplaced(page: dict[str, Any]) -> None:
        page["number"] += 1

    assert (Fault.MISPLACED, 4) in faults(with_page(chain, misplaced))


def test_a_line_that_a_later_statement_leaves_out_is_named(chain: Export) -> None:
    forgetful = rewritten(chain, 4, lambda entry: entry.update(pages=entry["pages"][1:]))
    gone = json.loads(chain[_first_page(chain)])["lines"][0]["id"]
    found = [each for each in verified(forgetful).findings if each.fault is Fault.LINE_DROPPED]
    assert [each.entry for each in found] == [4]
    assert gone in found[0].words


def _first_page(chain: Export) -> str:
    reference = json.loads(chain["00000004.json"])["entry"]["pages"][0]
    return f"pages/intake-00000-{reference['sha256']}.json"


@pytest.mark.parametrize(
    "name", ["notes.txt", "1.json", "pages/x.json", "pages/sent-00000-ab.json"]
)
def test_a_file_that_does_not_belong_is_named(chain: Export, name: str) -> None:
    (finding,) = verified(chain | {name: b"{}"}).findings
    assert (finding.fault, finding.file) == (Fault.FOREIGN, name)


def test_a_page_that_an_outrun_drawer_left_is_only_noted(chain: Export) -> None:
    left = f"pages/sent-00000-{'a' * 64}.json"
    verdict = verified(chain | {left: b"{}"})
    assert (verdict.findings, verdict.unnamed_pages) == ((), (left,))


class TestCommandLine:
    def test_a_sound_export_exits_with_0(
        self, chain: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([str(lay_out(chain, tmp_path))]) == 0
        head = json.loads(chain["00000004.json"])["sha256"]
        told = capsys.readouterr().out
        assert "4 statements" in told
        assert f"head: 00000004 {head} balanced" in told

    def test_a_changed_one_exits_with_1_and_names_the_entry(
        self, chain: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lay_out(chain | {"00000002.json": chain["00000002.json"][:-2] + b" \n"}, tmp_path)
        assert main([str(tmp_path), "--json"]) == 1
        told = json.loads(capsys.readouterr().out)[tmp_path.name]
        assert (told["sound"], told["findings"][0]["entry"]) == (False, 2)

    def test_several_accounts_are_checked_in_one_go(
        self, chain: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lay_out(chain, tmp_path / "acc_one")
        lay_out({**chain, "x": b""}, tmp_path / "acc_two")
        assert main([str(tmp_path), "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        assert [told[name]["sound"] for name in ("acc_one", "acc_two")] == [True, False]
        assert main([str(tmp_path), "--head", "ab"]) == 2

    def test_an_unexpected_head_exits_with_1(self, chain: Export, tmp_path: Path) -> None:
        assert main([str(lay_out(chain, tmp_path)), "--head", "ab"]) == 1

    @pytest.mark.parametrize("name", ["empty", "nowhere", "file"])
    def test_nothing_to_check_exits_with_2(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "file").write_bytes(b"")
        assert main([str(tmp_path / name)]) == 2

    def test_a_folder_without_statements_is_not_sound(self, tmp_path: Path) -> None:
        (tmp_path / "pages").mkdir()
        assert main([str(tmp_path)]) == 1

    def test_a_sound_chain_that_does_not_balance_exits_with_3(
        self, house: House, tmp_path: Path
    ) -> None:
        house.hand_in(a_claim_file())
        house.transmissions.rows.by_key.clear()
        house.claims.rows.by_key.popitem()
        house.transmissions.add(a_transmission())
        house.clock.advance(timedelta(hours=1))
        house.courier.draw_statement(ACCOUNT)
        export = exported(house)
        assert {each.value for each in Imbalance} == {
            each["kind"] for each in json.loads(export["00000001.json"])["entry"]["imbalances"]
        }
        assert main([str(lay_out(export, tmp_path))]) == 3

    def test_it_runs_with_nothing_but_python(self, chain: Export, tmp_path: Path) -> None:
        """Copied elsewhere, without site packages, without environment."""
        shutil.copytree(PROJECT / "chalicelib" / "verify", tmp_path / "chalicelib" / "verify")
        (tmp_path / "chalicelib" / "__init__.py").touch()
        lay_out(chain, tmp_path / "export")
        command = [sys.executable, "-I", "-S", "-c"]
        code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import runpy; "
        code += "sys.argv = ['verify', 'export']; "
        code += "runpy.run_module('chalicelib.verify', run_name='__main__')"
        run = subprocess.run(
            [*command, code], cwd=tmp_path, env={}, capture_output=True, check=False
        )
        assert (run.returncode, run.stderr) == (0, b"")
