"""The members of a ZIP, unpacked within hard limits."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PureWindowsPath

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.interpret.zip_directory import entries_listed

ZIP = b"PK\x03\x04"
MOST_MEMBERS = 5_000
MOST_BYTES = 256_000_000
MOST_RATIO = 250
_ALWAYS_ALLOWED = 1_000_000
_ENCRYPTED = 0x1
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """`name` is the base name, `folder` where it lay: that only tells what belongs together."""

    name: str
    content: bytes
    folder: str = ""

    @property
    def is_zip(self) -> bool:
        return self.content.startswith(ZIP)


def members(content: bytes) -> tuple[Member, ...]:
    """As `each_member`, all or none."""
    return tuple(each_member(content))


def each_member(content: bytes) -> Iterator[Member]:
    """The files of an archive in its order; a ZIP inside comes out as it is, unopened.

    No size that the archive states is believed: unpacking stops at 256 MB in all, at 250 times
    the archive's own size (but not below 1 MB), and more than 5,000 entries are not opened.
    Raises UnreadableResponseError for that, for encrypted members and for broken archives.
    """
    if entries_listed(content) > MOST_MEMBERS:
        raise UnreadableResponseError("The ZIP has too many members.")
    try:
        yield from _unpack(content)
    except _BROKEN:
        raise UnreadableResponseError("The ZIP is broken.") from None


def _unpack(content: bytes) -> Iterator[Member]:
    budget = min(MOST_BYTES, max(_ALWAYS_ALLOWED, MOST_RATIO * len(content)))
    number = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                _require_plain(info)
                data = _read(archive, info, budget)
                budget, number = budget - len(data), number + 1
                folder = PureWindowsPath(info.filename).parent.as_posix().strip("./")
                yield Member(_base_name(info.filename, number), data, folder)


def _require_plain(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableResponseError("The ZIP has an encrypted member.")
    if info.compress_type not in _COMPRESSIONS:
        raise UnreadableResponseError("The ZIP has a member compressed in an unknown way.")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: int) -> bytes:
    with archive.open(info) as stream:
        data = stream.read(budget + 1)
    if len(data) > budget:
        raise UnreadableResponseError("The ZIP unpacks to more than a response can hold.")
    return data


def _base_name(path: str, number: int) -> str:
    """Both kinds of slashes divide; a name that vanishes is replaced by the member's number."""
    name = "".join(filter(str.isprintable, PureWindowsPath(path).name))
    return name if name.strip(". ") else f"member-{number}"
