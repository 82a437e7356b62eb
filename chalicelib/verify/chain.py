"""Checks an account's chain of statements: every file, every link, every sum."""

from dataclasses import dataclass, field

from chalicelib.verify.certificate import check_certificate
from chalicelib.verify.contents import Contents
from chalicelib.verify.findings import Fault, FaultyFileError, Finding
from chalicelib.verify.folder import Certificate, Entry, Folder, entry_file


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head` is the last statement that is sound. `unnamed_pages` belong to no statement: a drawer
    that was outrun by another leaves such pages behind, and so does a statement that was removed
    from the end of the chain. Only the expected head tells the one from the other. `certificate` is
    that of the account's closing, where it has a sound one; `months_checked` where the months that
    it names were looked for.
    """

    entries: int
    pages: int
    findings: tuple[Finding, ...]
    head: Entry | None
    unnamed_pages: tuple[str, ...]
    certificate: Certificate | None = None
    months_checked: bool = False

    @property
    def is_balanced(self) -> bool:
        return self.head is not None and bool(self.head.says["balanced"])


def verify_chain(folder: Folder, expected_head: str | None = None) -> Verdict:
    """`expected_head` is the SHA-256 that the last statement should have, where it is known."""
    walk = _Walk(folder, Contents(folder))
    numbers = folder.numbers()
    for number in range(1, max(numbers, default=1) + 1):
        walk.step(number)
    walk.end(expected_head)
    certificate, faults = check_certificate(folder, walk.entries)
    walk.findings += faults
    findings = sorted(walk.findings, key=lambda finding: (finding.entry or 0, finding.file))
    unnamed = tuple(sorted(folder.page_files() - walk.contents.pages.keys()))
    return Verdict(
        len(numbers), len(walk.contents.pages), tuple(findings), walk.last, unnamed, certificate
    )


@dataclass(slots=True)
class _Walk:
    """From the first statement to the last one; `last` is the latest that was sound."""

    folder: Folder
    contents: Contents
    findings: list[Finding] = field(default_factory=list)
    last: Entry | None = None
    entries: dict[int, Entry] = field(default_factory=dict)

    def step(self, number: int) -> None:
        try:
            entry = self.folder.entry(number)
        except FaultyFileError as error:
            self._add(error.fault, number, error.words)
            return
        if not self._follows(entry):
            self._add(Fault.BROKEN_CHAIN, number, "it does not follow the statement before it")
        self.findings += self.contents.check(entry)
        self.last = self.entries[number] = entry

    def end(self, expected_head: str | None) -> None:
        if expected_head is not None and (self.last is None or self.last.sha256 != expected_head):
            number = self.last.number if self.last else 1
            self._add(
                Fault.OTHER_HEAD, number, "the chain does not end with the expected statement"
            )
        for name in self.folder.foreign_files():
            self.findings.append(Finding(Fault.FOREIGN, None, name, "no such file belongs here"))

    def _follows(self, entry: Entry) -> bool:
        """Behind a statement that is missing or altered there is nothing to compare with."""
        if entry.number == 1:
            return entry.says["previous"] is None
        if self.last is None or self.last.number != entry.number - 1:
            return True
        own = entry.says["previous"], entry.says["account_id"]
        return own == (self.last.sha256, self.last.says["account_id"])

    def _add(self, fault: Fault, number: int, words: str) -> None:
        self.findings.append(Finding(fault, number, entry_file(number), words))
