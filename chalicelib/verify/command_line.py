"""`python -m chalicelib.verify DIR`: checks an export of conservation statements, offline.

DIR holds the statements of one account, or a folder for each of several. Exit codes: 0 everything
is as it was written and the last statement balances; 1 something was changed, the entries are
named; 2 wrong usage, or nothing to check; 3 nothing was changed, but a last statement does not
balance.
"""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from chalicelib.verify.chain import Verdict, verify_chain
from chalicelib.verify.folder import Folder
from chalicelib.verify.report import as_json, as_text


class ExitCode(IntEnum):
    SOUND = 0
    CHANGED = 1
    UNUSABLE = 2
    UNBALANCED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was found, and gives the exit code."""
    options = _parser().parse_args(arguments)
    chains = _chains(options.folder)
    if not chains or (options.head and len(chains) > 1):
        words = "there are no statements in it" if not chains else "--head is for a single account"
        sys.stderr.write(f"{options.folder}: {words}\n")
        return ExitCode.UNUSABLE
    verdicts = {name: verify_chain(folder, options.head) for name, folder in chains.items()}
    if options.json:
        sys.stdout.write(json.dumps(as_json(verdicts), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in as_text(verdicts))
    return _exit_code(verdicts)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m chalicelib.verify",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--json", action="store_true", help="JSON instead of text")
    parser.add_argument(
        "--head", metavar="SHA256", help="the SHA-256 that the last statement should have"
    )
    return parser


def _chains(folder: Path) -> dict[str, Folder]:
    """By name: of one account, or of every folder that holds any file."""
    if not folder.is_dir():
        return {}
    if any(path.is_file() for path in folder.iterdir()) or (folder / "pages").is_dir():
        return {folder.name: Folder(folder)}
    return {path.name: Folder(path) for path in sorted(folder.iterdir())}


def _exit_code(verdicts: Mapping[str, Verdict]) -> ExitCode:
    if any(verdict.findings for verdict in verdicts.values()):
        return ExitCode.CHANGED
    if all(verdict.is_balanced for verdict in verdicts.values()):
        return ExitCode.SOUND
    return ExitCode.UNBALANCED
