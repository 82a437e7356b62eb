"""An object was created in the intake bucket."""

from pydantic import BaseModel, Field

from chalicelib import wiring
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.ports import DroppedFile
from chalicelib.entry.triggers.frame import trigger
from chalicelib.observability import log, log_failure
from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError


class _Object(BaseModel):
    key: str
    version: str | None = Field(alias="version-id", default=None)


class _Detail(BaseModel):
    object: _Object


class ObjectCreated(BaseModel):
    """The part of S3's EventBridge event that is used; the key arrives decoded."""

    detail: _Detail


@trigger
def receive_dropped_file(event: dict[str, object]) -> None:
    """Takes the file in. What can't be delivered to anyone stays in the bucket and is counted."""
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
