"""An object was created in the intake bucket."""

from pydantic import Field

from chalicelib import wiring
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import UploadId
from chalicelib.domain.ports import DroppedFile
from chalicelib.entry.model import Model
from chalicelib.entry.received import log_received
from chalicelib.entry.triggers.frame import trigger
from chalicelib.observability import log, log_failure


class _Object(Model):
    key: str
    version: str | None = Field(alias="version-id", default=None)


class _Detail(Model):
    object: _Object


class ObjectCreated(Model):
    """The part of S3's EventBridge event that is used; the key arrives decoded."""

    detail: _Detail


_UPLOADS = "uploads/"


@trigger
def receive_dropped_file(event: dict[str, object]) -> None:
    """Takes the file in. What can't be delivered to anyone stays in the bucket and is counted."""
    # Brings the X12 engine along, which the API's reads, in the same app, do not need.
    from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError

    created = ObjectCreated.model_validate(event).detail.object
    file = DroppedFile(created.key, created.version)
    if file.is_folder:
        return
    if file.key.startswith(_UPLOADS):
        _receive_upload(file)
        return
    try:
        receipt = wiring.courier().take_in_drop(file)
    except (UndeliverableDropError, NotFoundError) as error:
        log_failure("drop not delivered", error)
        return
    log_received(receipt)


def _receive_upload(file: DroppedFile) -> None:
    """What nobody asked for stays until the bucket forgets it: nobody gave an address for it."""
    upload_id = UploadId(file.key.removeprefix(_UPLOADS))
    try:
        upload = wiring.courier().receive_upload(upload_id, file.version)
    except NotFoundError as error:
        log_failure("upload not known", error)
        return
    batch_id = upload.batch_id or ""
    log("upload ended", batch_id=batch_id, account_id=upload.account_id, state=upload.state)
