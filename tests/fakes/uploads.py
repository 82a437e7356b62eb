"""Uploads and their places."""

from chalicelib.domain.identifiers import UploadId
from chalicelib.domain.ports import DroppedFile, PutAddress
from chalicelib.domain.upload import Upload, UploadState
from tests.fakes.rows import Rows


class FakeUploads:
    def __init__(self) -> None:
        self.rows: Rows[UploadId, Upload] = Rows("upload")

    def add(self, upload: Upload) -> None:
        self.rows.put_once(upload.upload_id, upload)

    def get(self, upload_id: UploadId) -> Upload:
        return self.rows.get(upload_id)

    def advance(self, old: Upload, new: Upload) -> None:
        self.rows.replace(old.upload_id, new, lambda present: present.state is old.state)

    def awaiting(self) -> tuple[Upload, ...]:
        found = (each for each in self.rows.all() if each.state is UploadState.AWAITING)
        return tuple(sorted(found, key=lambda each: (each.asked_at, each.upload_id)))


class FakeUploadPlaces:
    """Addresses that lead nowhere."""

    def address(self, upload: Upload) -> PutAddress:
        url = f"https://intake.example/{self.file(upload.upload_id).key}?signature=sample"
        return PutAddress(url, {"Content-Type": "application/octet-stream"})

    def file(self, upload_id: UploadId) -> DroppedFile:
        return DroppedFile(f"uploads/{upload_id}")
