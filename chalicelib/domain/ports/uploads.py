"""Large files that clients put into the intake bucket by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.identifiers import UploadId
    from chalicelib.domain.ports.drop_folder import DroppedFile
    from chalicelib.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class PutAddress:
    """Where to send a PUT, and the headers that it must carry."""

    url: str
    headers: Mapping[str, str]


class Uploads(Protocol):
    def add(self, upload: Upload) -> None:
        """Raises ConflictError when another upload has the id."""

    def get(self, upload_id: UploadId) -> Upload:
        """Raises NotFoundError."""

    def advance(self, old: Upload, new: Upload) -> None:
        """Stores `new` where the state of `old` still stands; else raises ConflictError."""

    def awaiting(self) -> tuple[Upload, ...]:
        """Those whose file has not been taken in yet, the longest awaited first."""


class UploadPlaces(Protocol):
    """Where the files of uploads lie; the drop folder's port reads them."""

    def address(self, upload: Upload) -> PutAddress:
        """Takes a file of this checksum only, until the upload's address closes."""

    def file(self, upload_id: UploadId) -> DroppedFile: ...
