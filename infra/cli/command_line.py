"""From the words of a command line to an exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import suppress

from infra.cli.commands import COMMANDS, NOUNS
from infra.cli.exit_code import ExitCode
from infra.cli.parser import build_parser
from infra.cli.session import Session
from infra.cli.settings import load_settings
from infra.cli.terminal import Terminal
from infra.cli.trouble import Trouble


def main(
    arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None
) -> int:
    """Runs one command; what goes wrong is told on stderr. Exits with 2 for a bad command line."""
    options = build_parser(COMMANDS, NOUNS).parse_args(arguments)
    terminal = Terminal(as_json=options.output == "json", is_quiet=options.quiet)
    try:
        return _run(options, terminal, os.environ if environment is None else environment)
    except Trouble as trouble:
        terminal.complain(trouble.lines)
        return trouble.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has seen enough. Python must not complain at its end either.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE


def _run(options: Namespace, terminal: Terminal, environment: Mapping[str, str]) -> ExitCode:
    session = Session(options, load_settings(options, environment), terminal)
    code: ExitCode = options.command.run(session)
    sys.stdout.flush()
    return code
