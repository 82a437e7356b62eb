"""The command line, drawn from the commands."""

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Mapping, Sequence

from infra.cli.command import Command
from infra.cli.exit_code import WORDS

PROGRAM = "courier"
DESCRIPTION = "Claim Courier from a terminal. The manual: docs/cli.md."
DEFAULTS: Mapping[str, object] = {
    "output": "table",
    "api_url": "",
    "practice": "",
    "account": "",
    "config": "",
    "sandbox": False,
    "key_stdin": False,
    "quiet": False,
    "dry_run": False,
}


def build_parser(commands: Sequence[Command], nouns: Mapping[str, str]) -> ArgumentParser:
    """`nouns` says in a few words what each noun is. The result has `command`."""
    parser = ArgumentParser(
        prog=PROGRAM,
        description=DESCRIPTION,
        epilog=_exit_codes(),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _common(parser)
    parser.set_defaults(**DEFAULTS)
    rooms = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for noun, words in nouns.items():
        _noun(rooms, noun, words, [each for each in commands if each.noun == noun])
    return parser


def _noun(
    rooms: "_SubParsersAction[ArgumentParser]",
    noun: str,
    words: str,
    commands: Sequence[Command],
) -> None:
    parser = _added(rooms, noun, words)
    own = [command for command in commands if not command.verb]
    verbs = [command for command in commands if command.verb]
    for command in own:
        _command(parser, command)
    if verbs:
        inner = parser.add_subparsers(metavar="VERB", required=not own, title="verbs")
        for command in verbs:
            _command(_added(inner, command.verb, command.does), command)


def _command(parser: ArgumentParser, command: Command) -> None:
    _common(parser)
    command.arguments(parser)
    if command.sends:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            default=SUPPRESS,
            help="tell what would be sent, and send nothing",
        )
    parser.set_defaults(command=command)


def _added(rooms: "_SubParsersAction[ArgumentParser]", name: str, words: str) -> ArgumentParser:
    return rooms.add_parser(name, help=words, description=words, allow_abbrev=False)


def _common(parser: ArgumentParser) -> None:
    """Good before and behind the command: what is not given must not hide what was."""
    group = parser.add_argument_group("everywhere")
    group.add_argument("--output", choices=("table", "json"), default=SUPPRESS)
    for name, metavar, words in _NAMED:
        group.add_argument(name, metavar=metavar, default=SUPPRESS, help=words)
    for name, words in _SWITCHES:
        group.add_argument(name, action="store_true", default=SUPPRESS, help=words)


_NAMED = (
    ("--api-url", "URL", "where the API is (COURIER_API_URL)"),
    ("--practice", "ID", "whose claims (COURIER_PRACTICE_ID)"),
    ("--account", "ID", "the account at the clearinghouse (COURIER_ACCOUNT_ID)"),
    ("--config", "FILE", "the configuration file (COURIER_CONFIG)"),
)
_SWITCHES = (
    ("--sandbox", "the sandbox that `make run` has started here (COURIER_SANDBOX=FILE: its file)"),
    ("--key-stdin", "read the API key from the first line of stdin"),
    ("--quiet", "no progress and no advice"),
)


def _exit_codes() -> str:
    return "\n".join(("exit codes:", *(f"  {code:<5d}{words}" for code, words in WORDS.items())))
