"""An event: something that happened, told once, in ids and words of our own only.

It says what happened and to what, never how a patient is called: whoever wants more asks for it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import (
    AccountId,
    BatchId,
    EventId,
    PracticeId,
    RemittanceId,
    ResponseId,
    TransmissionId,
)


class EventKind(StrEnum):
    """All that clients may hear of, in the order of the way; further ones may join, none is
    renamed."""

    BATCH_ACCEPTED = "batch.accepted"
    BATCH_REFUSED = "batch.refused"
    BATCH_SENT = "batch.sent"
    BATCH_DELIVERY_CONFIRMED = "batch.delivery_confirmed"
    BATCH_ACKNOWLEDGED = "batch.acknowledged"
    BATCH_FAILED = "batch.failed"
    BATCH_STALLED = "batch.stalled"
    BATCH_RESUMED = "batch.resumed"
    BATCH_LATE = "batch.late"

    CLAIM_PENDED = "claim.pended"
    CLAIM_ACCEPTED_BY_CLEARINGHOUSE = "claim.accepted_by_clearinghouse"
    CLAIM_REJECTED = "claim.rejected"
    CLAIM_ACCEPTED_BY_PAYER = "claim.accepted_by_payer"
    CLAIM_REJECTED_BY_PAYER = "claim.rejected_by_payer"
    CLAIM_PAID = "claim.paid"
    CLAIM_PARTIALLY_PAID = "claim.partially_paid"
    CLAIM_DENIED = "claim.denied"
    CLAIM_REVERSED = "claim.reversed"

    ERA_ARCHIVED = "era.archived"
    ERA_DUPLICATE_LINKED = "era.duplicate_linked"
    ERA_UNMATCHED = "era.unmatched"
    ERA_CONFLICT = "era.conflict"

    CONNECTION_DEGRADED = "connection.degraded"
    CONNECTION_LOCKED = "connection.locked"
    CONNECTION_HOST_KEY_CHANGED = "connection.host_key_changed"
    CONNECTION_RESTORED = "connection.restored"
    ACCOUNT_SILENT = "account.silent"
    ACCOUNT_HEARD = "account.heard"

    EMERGENCY_OPENED = "emergency.opened"
    CLOSURE_CERTIFICATE_ISSUED = "closure.certificate_issued"
    WEBHOOK_DISABLED = "webhook.disabled"


@dataclass(frozen=True, slots=True)
class Event:
    """`subject` is the id of what it happened to. `practice_ids` are all whom it concerns; none for
    what only the operator hears of, by the topics. An event of an account is of its mode; of what
    belongs to no account, `modes` are all that one must reach to know of it.

    `summary` is one plain sentence where people are told, too: it is sent by e-mail.
    """

    event_id: EventId
    kind: EventKind
    subject: str
    happened_at: datetime
    practice_ids: tuple[PracticeId, ...]
    account_id: AccountId | None = None
    modes: tuple[AccountMode, ...] = ()
    batch_id: BatchId | None = None
    transmission_id: TransmissionId | None = None
    response_id: ResponseId | None = None
    remittance_id: RemittanceId | None = None
    payer_id: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event at its place in the feed: numbers begin with 1, and none is left out."""

    seq: int
    event: Event
