"""Take in a claim file that a client put into its place."""

from dataclasses import dataclass, replace

from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import BatchOfAnotherPracticeError, ConflictError, NotFoundError
from chalicelib.domain.identifiers import UploadId, sha256_of
from chalicelib.domain.ports import Clock, DropFolder, DroppedFile, UploadPlaces, Uploads
from chalicelib.domain.upload import Upload, UploadProblem, UploadState
from chalicelib.services.intake.receive_batch import Handover, ReceiveBatch


@dataclass(frozen=True, slots=True)
class ReceiveUpload:
    clock: Clock
    drop_folder: DropFolder
    places: UploadPlaces
    receive_batch: ReceiveBatch
    uploads: Uploads

    def __call__(self, upload_id: UploadId, version: str | None = None) -> Upload:
        """The upload as it stands then. Whatever comes to a place that has its file is removed.

        Where no file is there it stays as it is, and expires when it has been awaited for too long.
        Raises NotFoundError for an upload that nobody asked for.
        """
        upload = self.uploads.get(upload_id)
        if upload.state is UploadState.AWAITING:
            upload = self._advanced(upload, self._judged(upload, version))
        if version is not None and upload.state is not UploadState.AWAITING:
            self.drop_folder.remove(self._file(upload_id, version))
        return upload

    def _judged(self, upload: Upload, version: str | None) -> Upload:
        """The size first: nothing larger than announced is ever read."""
        file = self._file(upload.upload_id, version)
        try:
            if self.drop_folder.size(file) != upload.size:
                return upload.fail(UploadProblem.OTHER_SIZE)
            content = self.drop_folder.read(file)
        except NotFoundError:
            return upload.expire() if upload.is_overdue(self.clock.now()) else upload
        if sha256_of(content) != upload.content_sha256:
            return upload.fail(UploadProblem.OTHER_CONTENT)
        source = IntakeSource.UPLOAD
        handover = Handover(content, upload.practice_id, upload.account_id, source)
        try:
            return upload.receive(self.receive_batch(handover).batch.batch_id)
        except BatchOfAnotherPracticeError:
            return upload.fail(UploadProblem.OF_ANOTHER_PRACTICE)

    def _advanced(self, old: Upload, new: Upload) -> Upload:
        if new == old:
            return old
        try:
            self.uploads.advance(old, new)
        except ConflictError:
            return self.uploads.get(old.upload_id)
        return new

    def _file(self, upload_id: UploadId, version: str | None) -> DroppedFile:
        return replace(self.places.file(upload_id), version=version)
