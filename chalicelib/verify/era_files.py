"""The files of one month of the ERA archive: a folder, or a folder in a ZIP."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chalicelib.verify.findings import Fault, FaultyFileError

MANIFEST = re.compile(r"manifest(?:\.(\d{6}))?\.json")
_RAW = ".835"
_FORMS = (_RAW, ".txt")


class MonthFiles(Protocol):
    @property
    def names(self) -> tuple[str, ...]:
        """Of all files that lie here, below it too."""

    def read(self, name: str) -> bytes:
        """Raises FaultyFileError for one that can't be read."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    path: Path

    @property
    def names(self) -> tuple[str, ...]:
        files = (path for path in self.path.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.path).as_posix() for path in files))

    def read(self, name: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except OSError:
            raise FaultyFileError(Fault.MISSING, "the file is missing") from None


@dataclass(frozen=True, slots=True)
class ZippedFiles:
    """`is_alone` when no other month is in the ZIP: then nothing else belongs there."""

    archive: zipfile.ZipFile
    folder: str
    is_alone: bool

    @property
    def names(self) -> tuple[str, ...]:
        """One that stands in the ZIP twice is here twice; one that lies outside begins with "/"."""
        everything = [info.filename for info in self.archive.infolist() if not info.is_dir()]
        return tuple(sorted(filter(None, map(self._name, everything))))

    def read(self, name: str) -> bytes:
        """The ZIP's own checksum is not what is asked for, but it may fail first."""
        try:
            return self.archive.read(self.folder + name)
        except KeyError:
            raise FaultyFileError(Fault.MISSING, "the file is missing") from None
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error):
            raise FaultyFileError(Fault.ALTERED, "the ZIP can't be unpacked here") from None

    def _name(self, inside: str) -> str:
        if inside.startswith(self.folder):
            return inside.removeprefix(self.folder)
        return f"/{inside}" if self.is_alone else ""


def months_in(path: Path) -> Iterator[tuple[str, MonthFiles]]:
    """Every month that lies in a folder or a ZIP, by name: wherever there is a manifest, or forms
    of 835s that no manifest tells."""
    if path.is_dir():
        files = (found for found in path.rglob("*") if found.is_file())
        described, bare = _folders(file.relative_to(path).as_posix() for file in files)
        for folder in sorted({*described, *bare}):
            yield folder.strip("/") or path.name, FolderFiles(path / folder)
    elif path.is_file() and zipfile.is_zipfile(path):
        yield from _months_in_zip(path)


def _months_in_zip(path: Path) -> Iterator[tuple[str, MonthFiles]]:
    """What lies beside the only month of a ZIP is for that month to tell."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    described, bare = _folders(archive.namelist())
    is_alone = len(described) == 1
    for folder in sorted(described if is_alone else {*described, *bare}):
        yield folder.strip("/") or path.stem, ZippedFiles(archive, folder, is_alone)


def _folders(names: Iterable[str]) -> tuple[set[str], set[str]]:
    """Those with a manifest, and those outside them that hold forms without one; each ends with
    "/", but for the outermost, ""."""
    described, bare, has_835 = set[str](), set[str](), False
    for name in names:
        before, bar, base = name.rpartition("/")
        has_835 |= base.endswith(_RAW)
        if MANIFEST.fullmatch(base):
            described.add(before + bar)
        elif base.endswith(_FORMS):
            bare.add(before + bar)
    if not (described or has_835):
        return set(), set()
    return described, {each for each in bare if not each.startswith(tuple(described))}
