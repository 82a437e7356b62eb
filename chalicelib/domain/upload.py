"""An upload: a place for one large claim file, which the client fills by itself."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId, UploadId

OPEN_FOR = timedelta(minutes=15)
"""So long the address takes the file."""

STILL_COMING = timedelta(hours=1)
"""A large file on a slow line may arrive long after it was begun; behind that it comes no more."""


class UploadState(StrEnum):
    """`awaiting`: the file is not there yet; `received`: it became a batch; `failed`: what came is
    not what was announced, or can't be taken in; `expired`: nothing came."""

    AWAITING = "awaiting"
    RECEIVED = "received"
    FAILED = "failed"
    EXPIRED = "expired"


class UploadProblem(StrEnum):
    OTHER_SIZE = "other_size"
    OTHER_CONTENT = "other_content"
    OF_ANOTHER_PRACTICE = "batch_of_another_practice"


@dataclass(frozen=True, slots=True)
class Upload:
    """`size` and `content_sha256` are those of the file that was announced."""

    upload_id: UploadId
    practice_id: PracticeId
    account_id: AccountId
    size: int
    content_sha256: str
    asked_at: datetime
    state: UploadState = UploadState.AWAITING
    batch_id: BatchId | None = None
    problem: UploadProblem | None = None

    @property
    def open_until(self) -> datetime:
        return self.asked_at + OPEN_FOR

    def is_overdue(self, now: datetime) -> bool:
        return self.open_until + STILL_COMING <= now

    def receive(self, batch_id: BatchId) -> "Upload":
        return replace(self, state=UploadState.RECEIVED, batch_id=batch_id)

    def fail(self, problem: UploadProblem) -> "Upload":
        return replace(self, state=UploadState.FAILED, problem=problem)

    def expire(self) -> "Upload":
        return replace(self, state=UploadState.EXPIRED)
