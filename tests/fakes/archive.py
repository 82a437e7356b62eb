"""The archive and the drop folder."""

from datetime import datetime

from chalicelib.adapters.archive_layout import ArchiveLayout
from chalicelib.adapters.s3_drop_folder import DROPPED
from chalicelib.domain.conservation.statement import PageReference
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId, digest
from chalicelib.domain.ports import DroppedFile, EraLocation
from chalicelib.domain.response import Response
from tests.builders import MORNING
from tests.fakes.rows import Rows


class FakeArchive:
    """Objects by the very keys that the real archive gives them."""

    def __init__(self) -> None:
        self.objects: Rows[str, bytes] = Rows("archived object")
        self._layout = ArchiveLayout()

    def store_original(self, batch_id: BatchId, content: bytes) -> None:
        self.objects.put_once(self._layout.original(batch_id), content)

    def original(self, batch_id: BatchId) -> bytes:
        return self.objects.get(self._layout.original(batch_id))

    def store_transmission(self, transmission_id: TransmissionId, content: bytes) -> None:
        self.objects.put_once(self._layout.transmission(transmission_id), content)

    def transmission(self, transmission_id: TransmissionId) -> bytes:
        return self.objects.get(self._layout.transmission(transmission_id))

    def store_response(self, response: Response, content: bytes) -> None:
        self.objects.put_once(self._layout.response(response), content)

    def response(self, response: Response) -> bytes:
        return self.objects.get(self._layout.response(response))

    def store_era(self, location: EraLocation, form: EraForm, content: bytes) -> str:
        key = self._layout.era(location, form)
        self.objects.put_once(key, content)
        return key

    def era(self, location: EraLocation, form: EraForm) -> bytes:
        return self.objects.get(self._layout.era(location, form))

    def store_manifest(self, account_id: AccountId, month: str, number: int, content: bytes) -> str:
        key = self._layout.manifest(account_id, month, number)
        self.objects.put_once(key, content)
        return key

    def manifest(self, account_id: AccountId, month: str, number: int) -> bytes:
        return self.objects.get(self._layout.manifest(account_id, month, number))

    def store_statement(self, account_id: AccountId, number: int, content: bytes) -> None:
        self.objects.put_once(self._layout.statement(account_id, number), content)

    def statement(self, account_id: AccountId, number: int) -> bytes:
        return self.objects.get(self._layout.statement(account_id, number))

    def store_statement_page(
        self, account_id: AccountId, page: PageReference, content: bytes
    ) -> None:
        self.objects.put_once(self._layout.statement_page(account_id, page), content)

    def statement_page(self, account_id: AccountId, page: PageReference) -> bytes:
        return self.objects.get(self._layout.statement_page(account_id, page))

    def store_once(self, key: str, content: bytes) -> None:
        self.objects.put_once(key, content)

    def read(self, key: str) -> bytes:
        return self.objects.get(key)

    def has(self, key: str) -> bool:
        return self.objects.find(key) is not None


class FakeDropFolder:
    """Every version of every key, as in a versioned bucket, and when it was dropped."""

    def __init__(self) -> None:
        self.objects: dict[DroppedFile, bytes] = {}
        self.dropped_at: dict[DroppedFile, datetime] = {}
        self._dropped = 0

    def drop(self, key: str, content: bytes, at: datetime = MORNING) -> DroppedFile:
        self._dropped += 1
        dropped = DroppedFile(key, f"version-{self._dropped}")
        self.objects[dropped] = self.objects[DroppedFile(key)] = content
        self.dropped_at[dropped] = at
        return dropped

    def waiting(self, until: datetime) -> tuple[DroppedFile, ...]:
        dropped = (file for file in self.dropped_at if file.key.startswith(DROPPED))
        return tuple(file for file in dropped if self.dropped_at[file] <= until)

    def remove(self, file: DroppedFile) -> None:
        if file.version is not None:
            self.dropped_at.pop(file, None)
            self.objects.pop(file, None)

    def read(self, file: DroppedFile) -> bytes:
        try:
            return self.objects[file]
        except KeyError:
            raise NotFoundError("dropped file", digest(file.key)) from None

    def size(self, file: DroppedFile) -> int:
        return len(self.read(file))
