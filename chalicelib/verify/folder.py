"""The files of one account's chain, as they lie in an export."""

import re
from dataclasses import dataclass
from pathlib import Path

from chalicelib.verify.books import BOOKS, Page, read_lines
from chalicelib.verify.canonical import Json, parse, sha256, write
from chalicelib.verify.findings import Fault, FaultyFileError
from chalicelib.verify.shape import is_certificate, is_entry, is_page

FORMAT = "claim-courier statement 1"
CERTIFICATE_FORMATS = ("claim-courier closing 1", "claim-courier closing 2")
"""The first names no months: such certificates stay what they are."""

_ENTRY = re.compile(r"(\d{8})\.json")
CERTIFICATE = "certificate.json"
CERTIFICATE_PAGE = "certificate.html"

_PAGE = re.compile(rf"pages/({'|'.join(BOOKS)})-\d{{5}}-[0-9a-f]{{64}}\.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement whose own file is sound; `says` is what it says."""

    number: int
    sha256: str
    says: Json


@dataclass(frozen=True, slots=True)
class Certificate:
    """Of the closing of the account, whose own file is sound."""

    sha256: str
    says: Json

    @property
    def era_months(self) -> list[Json]:
        months: list[Json] = self.says.get("era_months", [])
        return months


@dataclass(frozen=True, slots=True)
class Folder:
    path: Path

    def numbers(self) -> list[int]:
        """Of the statements that lie here."""
        return sorted(int(name[:8]) for name in self._names() if _ENTRY.fullmatch(name))

    def page_files(self) -> set[str]:
        return {name for name in self._names() if _PAGE.fullmatch(name)}

    def foreign_files(self) -> list[str]:
        known, closing = (_ENTRY, _PAGE), (CERTIFICATE, CERTIFICATE_PAGE)
        others = (name for name in self._names() if name not in closing)
        return [name for name in others if not any(each.fullmatch(name) for each in known)]

    def has(self, name: str) -> bool:
        return (self.path / name).is_file()

    def entry(self, number: int) -> Entry:
        """Raises FaultyFileError."""
        document = parse(self.read(entry_file(number)))
        if document.keys() != {"entry", "sha256"} or not is_entry(document["entry"]):
            raise FaultyFileError(Fault.NOT_CANONICAL, "this is not a statement")
        entry: Json = document["entry"]
        if sha256(write(entry)) != document["sha256"]:
            raise FaultyFileError(Fault.ALTERED, "the statement does not have its own SHA-256")
        if (entry["format"], entry["number"]) != (FORMAT, number):
            raise FaultyFileError(Fault.MISPLACED, "the statement has another number or format")
        return Entry(number, document["sha256"], entry)

    def page(self, reference: Json) -> Page:
        """Raises FaultyFileError."""
        content = self.read(page_file(reference))
        if sha256(content) != reference["sha256"]:
            raise FaultyFileError(Fault.ALTERED, "the page does not have the SHA-256 of its name")
        page = parse(content)
        if not is_page(page):
            raise FaultyFileError(Fault.NOT_CANONICAL, "this is not a page")
        if (page["book"], page["number"]) != (reference["book"], reference["number"]):
            raise FaultyFileError(Fault.MISPLACED, "the page is another one")
        if len(page["lines"]) != reference["lines"]:
            raise FaultyFileError(Fault.WRONG_SUM, "the page has another number of lines")
        return read_lines(page["book"], page["lines"])

    def certificate(self) -> Certificate:
        """Of the account's closing. Raises FaultyFileError."""
        document = parse(self.read(CERTIFICATE))
        if document.keys() != {"certificate", "sha256"} or not is_certificate(
            document["certificate"]
        ):
            raise FaultyFileError(Fault.NOT_CANONICAL, "this is not a certificate")
        says: Json = document["certificate"]
        if sha256(write(says)) != document["sha256"]:
            raise FaultyFileError(Fault.ALTERED, "the certificate does not have its own SHA-256")
        if says["format"] != CERTIFICATE_FORMATS["era_months" in says]:
            raise FaultyFileError(Fault.MISPLACED, "the certificate has another format")
        return Certificate(document["sha256"], says)

    def read(self, name: str) -> bytes:
        """Raises FaultyFileError."""
        try:
            return (self.path / name).read_bytes()
        except OSError:
            raise FaultyFileError(Fault.MISSING, "the file is missing") from None

    def _names(self) -> list[str]:
        files = (path for path in self.path.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.path).as_posix() for path in files)


def chains_in(path: Path) -> dict[str, Folder]:
    """By name: of one account, or of every folder that holds any file."""
    if not path.is_dir():
        return {}
    if any(each.is_file() for each in path.iterdir()) or (path / "pages").is_dir():
        return {path.name: Folder(path)}
    return {each.name: Folder(each) for each in sorted(path.iterdir())}


def entry_file(number: int) -> str:
    return f"{number:08d}.json"


def page_file(reference: Json) -> str:
    return f"pages/{reference['book']}-{reference['number']:05d}-{reference['sha256']}.json"
