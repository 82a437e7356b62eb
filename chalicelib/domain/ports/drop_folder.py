"""Files that clients drop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """One object as it was dropped: a name may be used again before the first is taken in.

    `version` None means whatever lies under the key now.
    """

    key: str
    version: str | None = None

    @property
    def is_remittance(self) -> bool:
        """Whether it lies where remittance files are dropped, not claim files."""
        return self.key.startswith("drop-era/")

    @property
    def is_folder(self) -> bool:
        """An empty object that S3's console makes to show a folder; nobody's file."""
        return self.key.endswith("/")


class DropFolder(Protocol):
    """What was taken in is removed: whatever lies there waits."""

    def waiting(self, until: datetime) -> Iterable[DroppedFile]:
        """All that was dropped at or before `until`, every version of it."""

    def remove(self, file: DroppedFile) -> None:
        """This very version of it; nothing happens when it is gone already."""

    def read(self, file: DroppedFile) -> bytes:
        """A dropped object's content. Raises NotFoundError."""

    def size(self, file: DroppedFile) -> int:
        """In bytes, without reading it. Raises NotFoundError."""
