"""The lines of a batch: itself with its claims in the book `intake`, its files in `sent`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.conservation.line import Line, Order, instant_text
from chalicelib.domain.fold import batch_status
from chalicelib.domain.identifiers import BatchId, transmission_id
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.tally import Tally
from chalicelib.domain.transmission import Transmission, TransmissionState

PLANNED = "planned"
UNKNOWN = "unknown"

NOT_SENT = "not_sent"

FILE_STANDS = {
    TransmissionState.PLANNED: NOT_SENT,
    TransmissionState.STAGED: NOT_SENT,
    TransmissionState.SENT: "awaiting",
    TransmissionState.UNCERTAIN: "uncertain",
    TransmissionState.ACKNOWLEDGED: "answered",
    TransmissionState.REJECTED: "answered",
    TransmissionState.FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class BatchRecords:
    """All that the table tells of one batch; `before` are its lines in the last statement."""

    at: str
    batch_id: BatchId
    batch: Batch | None
    transmissions: tuple[Transmission, ...] = ()
    tallies: tuple[Tally, ...] = ()
    intake_before: Line | None = None
    sent_before: tuple[Line, ...] = ()


def intake_line(records: BatchRecords, by_status: Mapping[ClaimStatus, int]) -> Line:
    """`by_status` is where the claims of the batch stand, those without any answer among them."""
    before, batch = records.intake_before, records.batch
    counts = {status.value: count for status, count in by_status.items() if count}
    if batch is None:
        if before is not None:
            return before.vanished()
        return Line(records.batch_id, records.at, None, UNKNOWN, by_status=counts)
    # A batch's claims are counted once; they never become fewer.
    claims = max(batch.claim_count, before.claims if before else 0)
    stands = batch_status(batch, records.transmissions, by_status)
    return Line(records.batch_id, records.at, batch.source, stands, claims, counts)


def sent_lines(records: BatchRecords) -> tuple[Line, ...]:
    """In the order of their ids; among them files that should be there and are not."""
    lines = {line.line_id: line.vanished() for line in _expected(records)}
    for each in records.transmissions:
        came = PLANNED if _may_be_there(each, records.batch) else None
        stands = FILE_STANDS[each.state]
        lines[each.transmission_id] = Line(each.transmission_id, records.at, came, stands)
    return tuple(lines[line_id] for line_id in sorted(lines))


def _expected(records: BatchRecords) -> Sequence[Line]:
    """Files that were stated before, and at least one of a batch whose sending is planned."""
    batch = records.batch
    if records.sent_before or batch is None or batch.state is not IntakeState.PLANNED:
        return records.sent_before
    if records.transmissions:
        return ()
    return (Line(transmission_id(batch.batch_id, 1), records.at, PLANNED, None),)


def _may_be_there(transmission: Transmission, batch: Batch | None) -> bool:
    """No file is sent for a batch that was refused, or that nobody handed in."""
    if batch is None:
        return False
    return batch.state is not IntakeState.REFUSED or FILE_STANDS[transmission.state] == NOT_SENT


def order_of(record: Batch | Transmission | Tally) -> Order:
    return instant_text(record.received_at), record.batch_id
