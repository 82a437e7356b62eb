"""An event as receivers get it: the same JSON by API, webhook and topic (docs/events.md).

The attributes are those of CloudEvents 1.0; `seq` is an extension: the place in the feed.
"""

from collections.abc import Mapping

from chalicelib.domain.events.event import Event, Told

SPECIFICATION = "1.0"


def envelope(told: Told) -> Mapping[str, object]:
    event = told.event
    return {
        "specversion": SPECIFICATION,
        "id": event.event_id,
        "seq": told.seq,
        "type": event.kind.value,
        "source": source_of(event),
        "subject": event.subject,
        "time": event.happened_at.isoformat().replace("+00:00", "Z"),
        "data": data_of(event),
    }


def source_of(event: Event) -> str:
    return f"/v1/accounts/{event.account_id}" if event.account_id else "/v1"


def data_of(event: Event) -> dict[str, object]:
    """The ids that lead on; those that do not apply are left out."""
    ids = {
        "account_id": event.account_id,
        "practice_ids": list(event.practice_ids),
        "batch_id": event.batch_id,
        "transmission_id": event.transmission_id,
        "response_id": event.response_id,
        "remittance_id": event.remittance_id,
        "payer_id": event.payer_id,
    }
    return {name: value for name, value in ids.items() if value is not None}
