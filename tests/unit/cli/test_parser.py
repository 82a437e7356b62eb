"""The command line: every command is reached, described and documented."""

from pathlib import Path

import pytest

from infra.cli.command import Command
from infra.cli.commands import COMMANDS, NOUNS
from infra.cli.completion import words_of
from infra.cli.exit_code import WORDS, ExitCode
from infra.cli.parser import build_parser

ROOT = Path(__file__).parents[3]
PARSER = build_parser(COMMANDS, NOUNS)
MANUAL = (ROOT / "docs" / "cli.md").read_text()
PLACES = {" ".join(place.before): place for place in words_of(PARSER)}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_documented(command: Command) -> None:
    assert f"courier {command.name}" in MANUAL


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_what_sends_can_be_tried_dry(command: Command) -> None:
    assert ("--dry-run" in PLACES[command.name].options) == command.sends


def test_every_noun_has_a_command() -> None:
    assert {command.noun for command in COMMANDS} == NOUNS.keys()


def test_no_option_takes_a_secret() -> None:
    options = {option for place in PLACES.values() for option in place.options}
    assert not {option for option in options if "key" in option} - {"--key-stdin"}
    assert not {option for option in options if "secret" in option or "password" in option}


@pytest.mark.parametrize(
    "line", ["--output json batch show bat_1", "batch show bat_1 --output json"]
)
def test_what_holds_everywhere_may_stand_before_and_behind_the_command(line: str) -> None:
    options = PARSER.parse_args(line.split())
    assert (options.output, options.batch, options.command.name) == ("json", "bat_1", "batch show")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "batch",
        "batch send x",
        "batch show",
        "batch list --limit 0",
        "batch watch bat_1 --timeout soon",
        "claim show clm_1 --at yesterday",
        "account resume",
        "batch show bat_1 --out json",
        "completion powershell",
    ],
)
def test_a_bad_command_line_is_refused(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        PARSER.parse_args(line.split())
    assert refused.value.code == ExitCode.USAGE
    assert "usage: courier" in capsys.readouterr().err


@pytest.mark.parametrize("code", ExitCode)
def test_an_exit_code_is_told_in_the_help_and_in_the_manual(code: ExitCode) -> None:
    assert WORDS[code] in PARSER.format_help()
    assert f"| {code:d} | {WORDS[code]} |" in MANUAL
