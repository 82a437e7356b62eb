"""An object was created in the intake bucket."""

from pydantic import Field

from chalicelib import wiring
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.ports import DroppedFile
from chalicelib.entry.model import Model
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


@trigger
def receive_dropped_file(event: dict[str, object]) -> None:
    """Takes the file in. What can't be delivered to anyone stays in the bucket and is counted."""
    # Brings the X12 engine along, which the API's reads, in the same app, do not need.
    from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError

    created = ObjectCreated.model_validate(event).detail.object
    file = DroppedFile(created.key, created.version)
    if file.is_folder:
        return
    try:
        receipt = wiring.courier().receive_dropped_file(file)
    except (UndeliverableDropError, NotFoundError) as error:
        log_failure("drop not delivered", error)
        return
    batch = receipt.batch
    log(
        "batch received",
        batch_id=batch.batch_id,
        account_id=batch.account_id,
        source=batch.source,
        state=batch.state,
        claim_count=batch.claim_count,
        findings=len(batch.findings),
        known_before=int(receipt.known_before),
    )
