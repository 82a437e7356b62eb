"""Places of uploads."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.upload import Upload, UploadState

UPLOADS = Prefix.UPLOADS.of()


def of_upload(upload: Upload) -> list[Place]:
    """One whose file was taken in, or comes no more, is in no list."""
    if upload.state is not UploadState.AWAITING:
        return []
    order = f"{encode_instant(upload.asked_at)}#{upload.upload_id}"
    return [Place(Index.WORK, UPLOADS, order)]
