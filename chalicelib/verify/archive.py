"""What is to be checked: statements, months of the ERA archive, or both as they lie in the bucket.

There statements lie in a folder of that name, and the certificate of a closed account beside them.
It names the months of the ERA archive: they must all be there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from chalicelib.verify.certified_months import check_months
from chalicelib.verify.chain import Verdict, verify_chain
from chalicelib.verify.era_files import MonthFiles, months_in
from chalicelib.verify.era_month import MonthVerdict, verify_month
from chalicelib.verify.findings import Finding
from chalicelib.verify.folder import Folder, chains_in

STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """By the names of the folders. `is_whole` where statements and months were to lie together."""

    chains: Mapping[str, Verdict]
    months: Mapping[str, MonthVerdict]
    is_whole: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        of_chains = (each.findings for each in self.chains.values())
        of_months = (each.findings for each in self.months.values())
        return tuple(chain.from_iterable((*of_chains, *of_months)))

    @property
    def is_incomplete(self) -> bool:
        balance = all(each.is_balanced for each in self.chains.values())
        return not balance or any(each.incomplete for each in self.months.values())


@dataclass(frozen=True, slots=True)
class Archive:
    chains: Mapping[str, Folder]
    months: Mapping[str, MonthFiles]
    is_whole: bool

    def __len__(self) -> int:
        return len(self.chains) + len(self.months)

    def verify(self, head: str | None = None) -> ArchiveVerdict:
        """`head` is the SHA-256 that the last statement, or manifest, of the only one should
        have."""
        chains = {name: verify_chain(folder, head) for name, folder in self.chains.items()}
        months = {name: verify_month(files, head) for name, files in self.months.items()}
        if self.is_whole:
            chains = {name: _tied(each, months.values()) for name, each in chains.items()}
        return ArchiveVerdict(chains, months, self.is_whole)


def archive_in(path: Path) -> Archive:
    months, statements = dict(months_in(path)), path / STATEMENTS
    if statements.is_dir():
        return Archive(chains_in(statements), months, is_whole=True)
    return Archive({} if months else chains_in(path), months, is_whole=False)


def _tied(verdict: Verdict, months: Collection[MonthVerdict]) -> Verdict:
    if verdict.certificate is None:
        return verdict
    findings = check_months(verdict.certificate, months)
    return replace(verdict, findings=(*verdict.findings, *findings), months_checked=True)
