"""Where everything lies in the archive bucket. Keys carry ids, never anything about a patient."""

from chalicelib.domain.conservation.statement import PageReference
from chalicelib.domain.era import EraForm
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.ports import EraLocation
from chalicelib.domain.response import Response


class ArchiveLayout:
    """One method per kind of object; each returns an object key."""

    def original(self, batch_id: BatchId) -> str:
        return f"batches/{batch_id}/original"

    def transmission(self, transmission_id: TransmissionId) -> str:
        return f"transmissions/{transmission_id}"

    def response(self, response: Response) -> str:
        """By the clearinghouse's own time of the file, so that collecting it again, on whatever
        day, leads to the same object."""
        day = f"{response.modified_at:%Y/%m/%d}"
        return f"responses/{response.account_id}/{day}/{response.response_id}"

    def era(self, location: EraLocation, form: EraForm) -> str:
        return f"{self._month(location.account_id, location.month)}/{location.stem}.{form}"

    def manifest(self, account_id: AccountId, month: str, number: int) -> str:
        """A stem never has a dot, so no form of a file is ever called like this."""
        return f"{self._month(account_id, month)}/manifest.{number:06d}.json"

    def _month(self, account_id: AccountId, month: str) -> str:
        return f"era/{account_id}/{month.replace('-', '/')}"

    def statement(self, account_id: AccountId, number: int) -> str:
        return f"statements/{account_id}/{number:08d}.json"

    def statement_page(self, account_id: AccountId, page: PageReference) -> str:
        """By its content, so that a page which stayed as it was is stored once."""
        name = f"{page.book}-{page.number:05d}-{page.sha256}.json"
        return f"statements/{account_id}/pages/{name}"
