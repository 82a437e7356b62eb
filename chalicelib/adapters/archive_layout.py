"""Where everything lies in the archive bucket. Keys carry ids, never anything about a patient."""

from chalicelib.domain.identifiers import BatchId, TransmissionId
from chalicelib.domain.ports import EraForm, EraLocation
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
        month = f"{location.received_on:%Y/%m}"
        return f"era/{location.account_id}/{month}/{location.stem}.{form}"
