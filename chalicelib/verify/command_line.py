"""`python -m chalicelib.verify PATH`: checks an export of statements or of 835s, offline.

PATH is a folder with the conservation statements of one account, or a folder for each of several;
or a month of the ERA archive as a ZIP or a folder, or a folder that holds such folders; or a folder
with both as they lie in the archive, `statements/` and `era/`: then the months that the certificate
of a closed account names are looked for, too. Exit codes:
0 everything is as it was written; 1 something was changed, it is named; 2 wrong usage, or nothing
to check; 3 nothing was changed, but a last statement does not balance, or an 835 or its text is not
there and never was.
"""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from chalicelib.verify import era_report, report
from chalicelib.verify.archive import ArchiveVerdict, archive_in


class ExitCode(IntEnum):
    SOUND = 0
    CHANGED = 1
    UNUSABLE = 2
    UNBALANCED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was found, and gives the exit code."""
    options = _parser().parse_args(arguments)
    archive = archive_in(options.folder)
    if not archive:
        return _unusable(options.folder, "there is nothing to check in it")
    if options.head and len(archive) > 1:
        return _unusable(options.folder, "--head is for one account or a single month")
    verdict = archive.verify(options.head)
    if options.json:
        sys.stdout.write(json.dumps(_as_json(verdict), indent=2) + "\n")
    else:
        told = (*report.as_text(verdict.chains), *era_report.as_text(verdict.months))
        sys.stdout.writelines(f"{line}\n" for line in told)
    return _exit_code(verdict)


def _unusable(folder: Path, words: str) -> int:
    sys.stderr.write(f"{folder}: {words}\n")
    return ExitCode.UNUSABLE


def _as_json(verdict: ArchiveVerdict) -> dict[str, Any]:
    """What lies alone is told by itself."""
    statements, era = report.as_json(verdict.chains), era_report.as_json(verdict.months)
    return {"statements": statements, "era": era} if verdict.is_whole else statements or era


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


def _exit_code(verdict: ArchiveVerdict) -> ExitCode:
    if verdict.findings:
        return ExitCode.CHANGED
    return ExitCode.UNBALANCED if verdict.is_incomplete else ExitCode.SOUND
