"""`courier verify`: the offline check of an export, which needs neither the API nor a key."""

from argparse import ArgumentParser

from chalicelib.verify import command_line as offline
from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.session import Session

_CODES = {
    offline.ExitCode.SOUND: ExitCode.DONE,
    offline.ExitCode.CHANGED: ExitCode.NOT_SO,
    offline.ExitCode.UNBALANCED: ExitCode.NOT_SO,
    offline.ExitCode.UNUSABLE: ExitCode.USAGE,
}
"""Its own codes mean something else here."""


def _verify(session: Session) -> ExitCode:
    options = session.options
    head = [f"--head={options.head}"] if options.head else []
    as_json = ["--json"] if session.terminal.as_json else []
    return _CODES[offline.ExitCode(offline.main([*as_json, *head, "--", options.folder]))]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the export (docs/statements.md)")
    parser.add_argument(
        "--head", metavar="SHA256", default="", help="what the last statement should have"
    )


COMMANDS = (Command("verify", "", "Check an export of statements, offline.", _verify, _arguments),)
