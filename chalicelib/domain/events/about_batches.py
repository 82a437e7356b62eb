"""What happens to a batch and to its file, as events."""

from datetime import datetime

from chalicelib.domain.batch import Batch
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.identifiers import event_id
from chalicelib.domain.transmission import Transmission, TransmissionState


def batch_event(
    kind: EventKind,
    batch: Batch,
    at: datetime,
    occasion: str = "",
    payer_id: str | None = None,
    summary: str | None = None,
) -> Event:
    """The one event of this kind about a batch on this occasion."""
    return Event(
        event_id=event_id(kind, batch.batch_id, occasion),
        kind=kind,
        subject=batch.batch_id,
        happened_at=at,
        practice_ids=(batch.practice_id,),
        account_id=batch.account_id,
        batch_id=batch.batch_id,
        payer_id=payer_id,
        summary=summary,
    )


def steps(old: Transmission, new: Transmission, at: datetime) -> tuple[Event, ...]:
    """What becomes known when a file's row goes from `old` to `new`, whatever steps lie between.

    The first answer tells once more that it was sent: whoever wrote that down may have died before
    telling it.
    """
    answered = new.answered_at is not None and old.answered_at is None
    kinds = {
        EventKind.BATCH_SENT: new.sent_at is not None and (answered or old.sent_at is None),
        EventKind.BATCH_DELIVERY_CONFIRMED: answered,
        EventKind.BATCH_ACKNOWLEDGED: _became(old, new, TransmissionState.ACKNOWLEDGED),
        EventKind.BATCH_FAILED: _became(
            old, new, TransmissionState.REJECTED, TransmissionState.FAILED
        ),
    }
    return tuple(_step(kind, new, at) for kind, happened in kinds.items() if happened)


def _became(old: Transmission, new: Transmission, *states: TransmissionState) -> bool:
    return new.state in states and old.state not in states


def _step(kind: EventKind, transmission: Transmission, at: datetime) -> Event:
    """The one event of this kind about a file."""
    return Event(
        event_id=event_id(kind, transmission.transmission_id),
        kind=kind,
        subject=transmission.batch_id,
        happened_at=at,
        practice_ids=(transmission.practice_id,),
        account_id=transmission.account_id,
        batch_id=transmission.batch_id,
        transmission_id=transmission.transmission_id,
    )
