import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.x12.claim_file import check_claim_file
from chalicelib.x12.command_line import main
from chalicelib.x12.terminal.commands import Input
from chalicelib.x12.terminal.progress import chunks_with_progress
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from tests.builders_x12 import replaced
from tests.unit.x12.advice_files import CASES
from tests.unit.x12.claims_of import claims_of
from tests.unit.x12.nested_levels import NESTED
from tests.unit.x12.sound_files import SOUND

ROOT = Path(__file__).parents[3]
LARGE = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2000))
WRONG = replaced(NESTED, b"CLM*OWN2*100*", b"CLM*OWN2*100,00*")
Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command on a file of these bytes: exit code, stdout, stderr."""

    def run_command(command: str, data: bytes, *options: str) -> tuple[int, bytes, str]:
        path = tmp_path / "file.x12"
        path.write_bytes(data)
        code = main([command, str(path), *options])
        captured = capfdbinary.readouterr()
        return code, captured.out, captured.err.decode().replace(str(path), "FILE")

    return run_command


def test_a_good_file_is_fine(run: Run) -> None:
    assert run("check", NESTED) == (0, b"0 errors, 0 warnings, 0 notes\n", "")


def test_findings_say_where_what_and_how_to_fix(run: Run) -> None:
    code, out, _ = run("check", WRONG)
    lines = out.decode().splitlines()
    assert code == 1
    at = next(at for at, line in enumerate(lines) if "CLM02" in line)
    assert lines[at].startswith("error    segment 31, CLM")
    assert lines[at + 1].lstrip().startswith("x12.charge_not_a_number")
    assert "digits and a decimal point" in lines[at + 1]
    assert lines[-1].startswith("1 error, ")


def test_findings_as_json_are_those_of_the_engine(run: Run) -> None:
    code, out, _ = run("check", WRONG, "--json")
    found = json.loads(out)
    assert code == 1
    assert list(found) == ["readable", "acceptable", "kind", "claims", "findings", "more"]
    assert (found["readable"], found["acceptable"]) == (True, False)
    assert (found["kind"], found["claims"]) == ("837P", 5)
    rules = [each["rule"] for each in found["findings"]]
    assert rules == [each.rule for each in check_claim_file(WRONG).findings]


def test_answers_are_checked_as_what_they_are(run: Run) -> None:
    advice = CASES["denied"]
    code, out, _ = run("check", advice, "--json")
    assert (code, json.loads(out)["kind"], json.loads(out)["findings"]) == (0, "835", [])
    assert run("check", replaced(advice, b"GE*1*", b"GE*2*"))[0] == 1


@pytest.mark.parametrize("kind", sorted(SOUND))
def test_every_kind_is_checked_by_its_own_guide(run: Run, kind: str) -> None:
    code, out, _ = run("check", SOUND[kind], "--json")
    found = json.loads(out)
    assert (code, found["findings"]) == (0, [])
    assert found["kind"] == ("999" if kind == "TA1" else kind)


@pytest.mark.parametrize(
    ("kind", "guide"),
    [("835", b"005010X221A1"), ("271", b"005010X279A1"), ("837P", b"005010X222A1")],
)
def test_a_guide_that_is_not_known_is_told_for_any_kind(run: Run, kind: str, guide: bytes) -> None:
    code, out, _ = run("check", SOUND[kind].replace(guide, b"005010X834A1"), "--json")
    assert code == 1
    assert [each["code"] for each in json.loads(out)["findings"]] == ["AK905:2"]


@pytest.mark.parametrize("name", CASES)
def test_remittances_are_checked_to_the_cent(run: Run, name: str) -> None:
    code, out, _ = run("check", CASES[name])
    assert code == (1 if name == "out_of_balance" else 0)
    assert (b"x12.payment_balance" in out) == (name == "out_of_balance")


def test_many_findings_say_how_many_more_there_are(run: Run) -> None:
    many = replaced(NESTED, b"HL*6*5*22*0", b"HL*6*5*22*0" + b"~ZZZ*0" * 300)
    _, out, _ = run("check", many)
    more = check_claim_file(many).more
    assert more > 0
    assert f"and {more} more\n".encode() in out


def test_claims_are_listed_with_their_total(run: Run) -> None:
    code, out, _ = run("claims", NESTED)
    lines = out.decode().splitlines()
    assert code == 0
    assert [line.split() for line in lines[1:3]] == [
        ["1", "OWN1", "100.00", "SB123", "1234567893", "02/28/2026", "02/28/2026"],
        ["2", "OWN2", "100.00", "SB123", "1234567893", "02/28/2026", "02/28/2026"],
    ]
    assert lines[-1].split() == ["5", "in", "all", "500.00"]


def test_claims_as_json_have_amounts_as_strings_and_days(run: Run) -> None:
    _, out, _ = run("claims", NESTED, "--json")
    claims = json.loads(out)["claims"]
    assert [each["position"] for each in claims] == [1, 2, 3, 4, 5]
    assert (claims[0]["charge"], claims[0]["service_from"]) == ("100", "2026-02-28")


def test_split_writes_the_chosen_claims_in_the_envelope_of_the_file(run: Run) -> None:
    code, out, _ = run("split", NESTED, "--claims", "1,4-5")
    claims = claims_of(NESTED)
    assert code == 0
    assert claims_of(out) == [claims[0], claims[3], claims[4]]
    before, after = check_claim_file(NESTED).interchange, check_claim_file(out).interchange
    assert before is not None
    assert after is not None
    assert (after.sender_id, after.control_number) == (before.sender_id, before.control_number)
    assert (after.date, after.time) == (before.date, before.time)


def test_split_takes_number_and_time(run: Run) -> None:
    _, out, _ = run(
        "split", NESTED, "--claims", "2", "--control-number", "77", "--at", "2026-05-04T03:02"
    )
    interchange = check_claim_file(out).interchange
    assert interchange is not None
    assert interchange.control_number == "000000077"
    assert (interchange.date, interchange.time) == ("260504", "0302")


def test_a_time_with_a_zone_is_written_in_utc(run: Run) -> None:
    _, out, _ = run("split", NESTED, "--claims", "2", "--at", "2026-05-04T23:02-05:00")
    interchange = check_claim_file(out).interchange
    assert interchange is not None
    assert (interchange.date, interchange.time) == ("260505", "0402")


def test_split_as_json_holds_the_same_file(run: Run) -> None:
    _, plain, _ = run("split", NESTED, "--claims", "3,1")
    _, out, _ = run("split", NESTED, "--claims", "3,1", "--json")
    assert json.loads(out) == {"claims": [1, 3], "content": plain.decode()}


def test_a_claim_that_is_not_there_is_refused(run: Run) -> None:
    assert run("split", NESTED, "--claims", "6")[0] == 2


@pytest.mark.parametrize("claims", ["", "x", "0", "3-1", "1,,2", "-1", "1-99999999999"])
def test_positions_are_numbers_and_ranges(claims: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["split", "file", f"--claims={claims}"])
    assert stopped.value.code == 2


def test_text_is_what_a_biller_posts_from(run: Run) -> None:
    code, out, _ = run("text", CASES["denied"])
    golden = Path(__file__).parent / "golden" / "denied.txt"
    assert (code, out) == (0, golden.read_bytes())


def test_text_as_json_holds_the_amounts(run: Run) -> None:
    _, out, _ = run("text", CASES["paid_less_a_take_back"], "--json")
    (remittance,) = json.loads(out)["remittances"]
    assert (remittance["amount"], remittance["claims"][0]["paid"]) == ("80", "100")
    assert remittance["delimiters"]["element"] == "*"


def test_text_of_another_transaction_is_refused(run: Run) -> None:
    assert run("text", NESTED) == (2, b"", "FILE: the file holds no 835\n")


def test_half_an_835_is_unreadable(run: Run) -> None:
    code, out, err = run("text", CASES["denied"][:-40])
    assert (code, out, err) == (2, b"", "FILE: not readable as X12 (truncated)\n")


def test_ack_answers_the_sender(run: Run) -> None:
    code, out, _ = run("ack", WRONG, "--control-number", "9", "--at", "2026-03-02T14:05")
    assert code == 1
    assert out.startswith(b"ISA*00*          *00*          *ZZ*123456789      *ZZ*330897513 ")
    assert b"~TA1*000000001*260302*1412*A*000~" in out
    assert b"~GS*FA*123456789*330897513*20260302*1405*9*X*005010X231A1~" in out
    assert b"CTX*CLM01:OWN2~" in out
    assert out.endswith(b"~IEA*1*000000009~")


def test_ack_as_json_reads_the_answer_back(run: Run) -> None:
    code, out, _ = run("ack", NESTED, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["acknowledgment"]["groups"][0]["code"] == "A"
    assert told["content"].startswith("ISA*")


@pytest.mark.parametrize("command", ["check", "claims", "text", "ack"])
def test_what_is_no_x12_is_unusable(run: Run, command: str) -> None:
    assert run(command, b"Dear Sir or Madam")[0] == 2


@pytest.mark.parametrize(
    ("command", "data"), [("claims", b""), ("claims", b"Dear Sir"), ("ack", b""), ("text", b"")]
)
def test_a_file_that_cannot_be_used_is_told_why_and_gives_no_output(
    run: Run, command: str, data: bytes
) -> None:
    code, out, err = run(command, data)
    assert (code, out) == (2, b"")
    assert err.startswith("FILE: ")
    assert err.count("\n") == 1


def test_claims_of_a_file_with_errors_say_so(run: Run) -> None:
    code, out, err = run("claims", WRONG)
    assert (code, err) == (1, "FILE: the file has errors: `check` lists them\n")
    assert out.count(b"\n") == 7


def test_a_folder_is_unusable(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert capfd.readouterr().err == f"{tmp_path}: Is a directory\n"


def test_a_file_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 2


def test_wrong_usage_is_told() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["correct", "file"])
    assert stopped.value.code == 2


def test_the_module_runs_and_reads_stdin() -> None:
    command = [sys.executable, "-m", "chalicelib.x12", "check", "-"]
    done = subprocess.run(command, input=WRONG, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert b"CLM02" in done.stdout


COMMAND = (sys.executable, "-m", "chalicelib.x12")


@pytest.mark.parametrize("data", [NESTED, LARGE], ids=["small", "large"])
def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.x12"
    path.write_bytes(data)
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as pipe:
        done = subprocess.run(
            (*COMMAND, "claims", str(path)),
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_stop_by_the_keyboard_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: Path) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupted)
    assert main(["check", "file"]) == 130
    assert capfd.readouterr() == ("", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_large_files_show_their_progress_on_a_terminal_only() -> None:
    large, terminal, file = b"x" * 5_000_000, Terminal(), io.StringIO()
    assert b"".join(chunks_with_progress(large, terminal)) == large
    assert terminal.getvalue().endswith("] 100%\n")
    assert "] 51%" in terminal.getvalue().replace("]  ", "] ")
    assert b"".join(chunks_with_progress(large, file)) == large
    assert file.getvalue() == ""


def test_small_files_show_none() -> None:
    terminal = Terminal()
    assert b"".join(chunks_with_progress(b"x" * 100_000, terminal)) == b"x" * 100_000
    assert terminal.getvalue() == ""


def documented(start: str) -> str:
    """What docs/x12.md shows below the line that begins so, up to the end of the block."""
    _, _, rest = (ROOT / "docs" / "x12.md").read_text(encoding="utf-8").partition(start)
    return rest.partition("\n")[2].partition("```")[0]


def test_the_docs_show_what_the_commands_say(run: Run) -> None:
    institutional = (ROOT / "samples" / "institutional.837").read_bytes()
    shown = documented("$ python -m chalicelib.x12 claims samples/institutional.837")
    assert run("claims", institutional)[1].decode() == shown
    _, _, block = documented("$ python -m chalicelib.x12 text advice.835").partition("...\n")
    assert block
    assert block in run("text", CASES["paid_less_a_take_back"])[1].decode()


def test_the_check_of_a_large_claim_file_shows_its_progress() -> None:
    large = replaced(NESTED, b"HI*ABK:I10~", b"HI*ABK:I10~NTE*ADD*" + b"X" * 4_000_000 + b"~")
    terminal = Terminal()
    assert len(Input(large, terminal).checked().claims) == 5
    assert terminal.getvalue().endswith("] 100%\n")
