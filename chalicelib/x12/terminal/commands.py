"""What each command makes of a file."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from chalicelib.x12.acknowledgment_999 import read_acknowledgment
from chalicelib.x12.claim_file import ClaimFile, check_claim_file
from chalicelib.x12.envelope import Interchange
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.remittance_text import remittance_text
from chalicelib.x12.split import split
from chalicelib.x12.terminal.as_json import as_json
from chalicelib.x12.terminal.derived_envelopes import envelope_back, envelope_like
from chalicelib.x12.terminal.progress import chunks_with_progress
from chalicelib.x12.terminal.report import report_on
from chalicelib.x12.terminal.tables import claims_table, findings_table
from chalicelib.x12.write_999 import write_999

FINE: Final = 0
ERRORS: Final = 1
UNUSABLE: Final = 2


@dataclass(frozen=True, slots=True)
class Input:
    """The file that a command is about, and the terminal that may show its progress."""

    data: bytes
    screen: TextIO

    def in_chunks(self, data: bytes) -> Iterator[bytes]:
        """`data` in pieces."""
        return chunks_with_progress(data, self.screen)

    def checked(self) -> ClaimFile:
        """The file checked as an 837."""
        return check_claim_file(self.data, in_chunks=self.in_chunks)


@dataclass(frozen=True, slots=True)
class Result:
    """What goes to stdout, the exit code, and what is to be said on stderr beside it."""

    pieces: Iterable[bytes]
    exit_code: int
    remark: str = ""


def check(given: Input, options: Namespace) -> Result:
    """Everything that is wrong with a file."""
    report = report_on(given.data, given.in_chunks)
    lines = findings_table(report.findings, report.more)
    exit_code = _exit_code(report.readable, report.acceptable)
    return _result(as_json(report) if options.json else _text(lines), exit_code)


def claims(given: Input, options: Namespace) -> Result:
    """The claims of a claim file, whatever is wrong with it. Raises ValueError without an ISA."""
    checked = given.checked()
    _interchange(checked)
    found = {"claims": checked.claims}
    text = as_json(found) if options.json else _text(claims_table(checked.claims))
    remark = "" if checked.acceptable else "the file has errors: `check` lists them"
    return Result([text.encode()], _exit_code_of(checked), remark)


def split_out(given: Input, options: Namespace) -> Result:
    """A file with the claims that were asked for. Raises ValueError like `split`."""
    interchange = _interchange(given.checked())
    envelope = envelope_like(interchange, options.control_number, options.at)
    pieces = split(given.in_chunks(given.data), options.claims, envelope)
    if not options.json:
        return Result(pieces, FINE)
    content = b"".join(pieces).decode("latin-1")
    return _result(as_json({"claims": sorted(options.claims), "content": content}), FINE)


def text(given: Input, options: Namespace) -> Result:
    """The payments of an 835. Raises UnreadableInterchange, ValueError when there are none."""
    remittances = read_remittances(given.data)
    if not remittances:
        raise ValueError("the file holds no 835")
    found = {"remittances": remittances}
    return _result(as_json(found) if options.json else remittance_text(remittances), FINE)


def acknowledge(given: Input, options: Namespace) -> Result:
    """The answer to a claim file. Raises ValueError when there is no ISA to answer."""
    checked = given.checked()
    envelope = envelope_back(_interchange(checked), options.control_number, options.at)
    answer = write_999(checked, envelope)
    if not options.json:
        return Result([answer], _exit_code_of(checked))
    told = {"acknowledgment": read_acknowledgment(answer), "content": answer.decode("latin-1")}
    return _result(as_json(told), _exit_code_of(checked))


def _interchange(checked: ClaimFile) -> Interchange:
    if checked.interchange is None:
        raise ValueError(checked.findings[0].message)
    return checked.interchange


def _exit_code_of(checked: ClaimFile) -> int:
    return _exit_code(checked.interchange is not None, checked.acceptable)


def _exit_code(readable: bool, acceptable: bool) -> int:
    if not readable:
        return UNUSABLE
    return FINE if acceptable else ERRORS


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _result(text: str, exit_code: int) -> Result:
    return Result([text.encode()], exit_code)
