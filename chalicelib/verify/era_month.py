"""Checks a month of the ERA archive: every manifest, every file, every sum, and nothing besides."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from chalicelib.verify.canonical import Json, sha256
from chalicelib.verify.era_files import MANIFEST, MonthFiles
from chalicelib.verify.era_manifest import SoundManifest, read_manifests
from chalicelib.verify.era_payments import payments_of
from chalicelib.verify.findings import Fault, FaultyFileError, Finding

_NEITHER = frozenset({"txt", "made.txt"})


@dataclass(frozen=True, slots=True)
class MonthVerdict:
    """`findings` are changes; `incomplete` are files of which one form only ever came, and
    `unbalanced` payments that do not add up: both were so when the manifest was written.
    `manifests` are the sound ones, by number."""

    files: int
    payments: int
    total: Decimal
    findings: tuple[Finding, ...]
    incomplete: tuple[str, ...]
    unbalanced: tuple[str, ...]
    manifests: tuple[SoundManifest, ...]

    @property
    def head(self) -> SoundManifest | None:
        """The newest."""
        return self.manifests[-1] if self.manifests else None


def verify_month(files: MonthFiles, expected: str | None = None) -> MonthVerdict:
    """`expected` is the SHA-256 that the newest manifest should have, where it is known."""
    manifests, findings = read_manifests(files)
    head = manifests[-1] if manifests else None
    if expected is not None and (head is None or head.sha256 != expected):
        words = "the newest manifest is not the expected one"
        findings.append(Finding(Fault.OTHER_HEAD, None, head.name if head else "manifest", words))
    if head is None and not findings:
        words = "files lie here, but no manifest tells of them"
        findings.append(Finding(Fault.MISSING, None, "manifest", words))
    says: Json = head.says if head else {"files": [], "payments": 0, "total": "0"}
    check = _Check(files)
    for file in says["files"]:
        check.file(file)
    findings += check.findings
    if head is not None:
        findings += _wrong_sums(head)
        findings += _foreign(files, check.named)
    return MonthVerdict(
        files=len(says["files"]),
        payments=says["payments"],
        total=Decimal(says["total"]),
        findings=tuple(sorted(findings, key=lambda finding: (finding.file, finding.fault))),
        incomplete=tuple(check.incomplete),
        unbalanced=tuple(check.unbalanced),
        manifests=tuple(manifests),
    )


@dataclass(slots=True)
class _Check:
    files: MonthFiles
    findings: list[Finding] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def file(self, file: Json) -> None:
        forms: Json = file["forms"]
        if "835" not in forms or not _NEITHER & forms.keys():
            self.incomplete.append(file["stem"])
        for form, told in forms.items():
            name = f"{file['stem']}.{form}"
            self.named.add(name)
            try:
                content = self._content(name, told)
            except FaultyFileError as error:
                self.findings.append(Finding(error.fault, None, name, error.words))
                continue
            if form == "835" and not _tells(content, file["payments"]):
                words = "its payments are not those that the manifest tells"
                self.findings.append(Finding(Fault.WRONG_SUM, None, name, words))
        self.unbalanced += [
            each["remittance_id"] for each in file["payments"] if each["imbalances"]
        ]

    def _content(self, name: str, told: Json) -> bytes:
        content = self.files.read(name)
        if len(content) != told["size"] or sha256(content) != told["sha256"]:
            raise FaultyFileError(Fault.ALTERED, "the file does not have the SHA-256 it had")
        if told["key"].rpartition("/")[2] != name:
            raise FaultyFileError(Fault.MISPLACED, "the manifest calls it otherwise")
        return content


def _tells(raw: bytes, told: list[Json]) -> bool:
    found = payments_of(raw)
    if found is None:
        return True
    return found == [(each["trace_number"], Decimal(each["amount"])) for each in told]


def _wrong_sums(head: SoundManifest) -> Iterator[Finding]:
    """A payment that another file told of before counts there."""
    payments = [each for file in head.says["files"] for each in file["payments"]]
    counted = [Decimal(each["amount"]) for each in payments if each["first_key"] is None]
    if (len(counted), sum(counted)) != (head.says["payments"], Decimal(head.says["total"])):
        yield Finding(Fault.WRONG_SUM, None, head.name, "the sums are not those of its payments")


def _foreign(files: MonthFiles, named: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in files.names:
        if name in seen or not (name in named or MANIFEST.fullmatch(name)):
            yield Finding(Fault.FOREIGN, None, name, "no such file belongs here")
        seen.add(name)
