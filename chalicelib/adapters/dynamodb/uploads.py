"""Uploads; while its file is awaited an upload stands in the index of work."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.places import uploads as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import UploadId
from chalicelib.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class DynamoUploads:
    table: Table

    def add(self, upload: Upload) -> None:
        put_once(self.table, _item(upload), "upload")

    def get(self, upload_id: UploadId) -> Upload:
        return found(Upload, self.table.get(keys.upload(upload_id)), "upload", upload_id)

    def advance(self, old: Upload, new: Upload) -> None:
        if not self.table.put_if(_item(new), Attr("state").eq(old.state)):
            raise ConflictError(f"{old.upload_id} has changed meanwhile.")

    def awaiting(self) -> tuple[Upload, ...]:
        queued = self.table.queued(Index.WORK, places.UPLOADS)
        return tuple(decode(Upload, stored) for stored in queued)


def _item(upload: Upload) -> Attributes:
    return item(keys.upload(upload.upload_id), encode(upload), places.of_upload(upload))
