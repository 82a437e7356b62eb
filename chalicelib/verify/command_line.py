"""`python -m chalicelib.verify PATH`: checks an export of statements or of 835s, offline.

PATH is a folder with the conservation statements of one account, or a folder for each of several;
or a month of the ERA archive as a ZIP or a folder, or a folder that holds such folders. Exit codes:
0 everything is as it was written; 1 something was changed, it is named; 2 wrong usage, or nothing
to check; 3 nothing was changed, but a last statement does not balance, or an 835 or its text is not
there and never was.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from chalicelib.verify import era_report
from chalicelib.verify.chain import Verdict, verify_chain
from chalicelib.verify.era_files import MonthFiles, months_in
from chalicelib.verify.era_month import verify_month
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
    months = dict(months_in(options.folder))
    return _verify_months(options, months) if months else _verify_statements(options)


def _verify_months(options: Namespace, months: Mapping[str, MonthFiles]) -> int:
    if options.head and len(months) > 1:
        return _unusable(options.folder, "--head is for a single month")
    verdicts = {name: verify_month(files, options.head) for name, files in months.items()}
    if options.json:
        sys.stdout.write(json.dumps(era_report.as_json(verdicts), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in era_report.as_text(verdicts))
    if any(verdict.findings for verdict in verdicts.values()):
        return ExitCode.CHANGED
    is_incomplete = any(verdict.incomplete for verdict in verdicts.values())
    return ExitCode.UNBALANCED if is_incomplete else ExitCode.SOUND


def _unusable(folder: Path, words: str) -> int:
    sys.stderr.write(f"{folder}: {words}\n")
    return ExitCode.UNUSABLE


def _verify_statements(options: Namespace) -> int:
    chains = _chains(options.folder)
    if not chains or (options.head and len(chains) > 1):
        words = "there is nothing to check in it" if not chains else "--head is for one account"
        return _unusable(options.folder, words)
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
    parser.add_argument("folder", metavar="PATH", type=Path)
    parser.add_argument("--json", action="store_true", help="JSON instead of text")
    parser.add_argument(
        "--head",
        metavar="SHA256",
        help="the SHA-256 that the last statement or manifest should have",
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
