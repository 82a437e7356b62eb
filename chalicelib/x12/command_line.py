"""`python -m chalicelib.x12 check|claims|split|text|ack FILE`: the engine at a terminal.

Exit codes: 0 fine; 1 the file has errors, told in the output; 2 wrong usage, or a file that
cannot be read; 130 stopped with Ctrl-C.
"""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.x12.delimiters import UnreadableInterchange
from chalicelib.x12.terminal import commands
from chalicelib.x12.terminal.commands import UNUSABLE, Input, Result
from chalicelib.x12.terminal.position_list import read_positions

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, its result on stdout, and gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return STOPPED
    except UnreadableInterchange as error:
        return _refuse(options.file, f"not readable as X12 ({error.reason})")
    except OSError as error:
        return _refuse(options.file, error.strerror or "cannot be read")
    except ValueError as error:
        return _refuse(options.file, str(error))


def _run(options: Namespace) -> int:
    given = Input(_read(options.file), sys.stderr)
    result: Result = options.command(given, options)
    try:
        sys.stdout.buffer.writelines(result.pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _nobody_reads_on()
    if result.remark:
        print(f"{options.file}: {result.remark}", file=sys.stderr)
    return result.exit_code


def _nobody_reads_on() -> None:
    """The reader of a pipe has seen enough; Python is not to complain of that when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _refuse(name: str, reason: str) -> int:
    print(f"{name}: {reason}", file=sys.stderr)
    return UNUSABLE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m chalicelib.x12",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    named = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, words in (
        ("check", commands.check, "what is wrong with a file, and how to fix it"),
        ("claims", commands.claims, "the claims of an 837"),
        ("split", commands.split_out, "an 837 with some of the claims of an 837"),
        ("text", commands.text, "an 835 as text to post from"),
        ("ack", commands.acknowledge, "the TA1 and 999 that answer an 837"),
    ):
        added = named.add_parser(name, help=words, description=words)
        added.set_defaults(command=command)
        _add_options(added, name)
    return parser


def _add_options(parser: ArgumentParser, command: str) -> None:
    parser.add_argument("file", metavar="FILE", help="the X12 file; - reads from stdin")
    parser.add_argument("--json", action="store_true", help="JSON instead of text or X12")
    if command == "split":
        parser.add_argument(
            "--claims", type=read_positions, required=True, help="positions, such as 1,3-5"
        )
    if command in ("split", "ack"):
        parser.add_argument(
            "--control-number", type=int, help="ISA13 and GS06 of what is written (the file's)"
        )
        parser.add_argument(
            "--at",
            type=_time,
            help="when it is made, such as 2026-03-02T14:05, in UTC (the file's)",
        )


def _time(text: str) -> datetime:
    """A time without a zone is in UTC."""
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
