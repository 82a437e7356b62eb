"""Uploads as the API takes and shows them."""

from datetime import datetime

from pydantic import Field

from chalicelib.domain.upload import Upload
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.http.route import ID_PATTERN
from chalicelib.entry.model import Model

LARGEST_UPLOAD = 100_000_000
"""No clearinghouse takes a larger file."""


class UploadIn(Asked):
    """`size` in bytes, `sha256` in hexadecimal: what comes must be exactly that."""

    practice_id: str = Field(pattern=ID_PATTERN)
    account_id: str = Field(pattern=ID_PATTERN)
    size: int = Field(ge=1, le=LARGEST_UPLOAD, strict=True)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class UploadOut(Model):
    """`batch_id` is set once the file was received, `problem` where it could not be."""

    upload_id: str
    practice_id: str
    account_id: str
    size: int
    sha256: str
    state: str
    asked_at: datetime
    open_until: datetime
    batch_id: str | None
    problem: str | None

    @classmethod
    def of(cls, upload: Upload) -> "UploadOut":
        return cls(**_fields(upload))


class PutOut(Model):
    """Send the file by PUT to `url`, with exactly these `headers`, while the upload is open."""

    url: str
    headers: dict[str, str]


class RequestedUploadOut(UploadOut):
    put: PutOut

    @classmethod
    def of_put(cls, upload: Upload, put: PutOut) -> "RequestedUploadOut":
        return cls(**_fields(upload), put=put)


def _fields(upload: Upload) -> dict[str, object]:
    return {
        "upload_id": upload.upload_id,
        "practice_id": upload.practice_id,
        "account_id": upload.account_id,
        "size": upload.size,
        "sha256": upload.content_sha256,
        "state": upload.state,
        "asked_at": upload.asked_at,
        "open_until": upload.open_until,
        "batch_id": upload.batch_id,
        "problem": upload.problem,
    }
