"""What happens to an account's connection, and to the payments that come over it, as events."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.identifiers import event_id
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import Response


def account_event(
    kind: EventKind, account: Account, began_at: datetime, at: datetime, summary: str | None = None
) -> Event:
    """The one event of this kind about the matter of an account that began then."""
    return Event(
        event_id=event_id(kind, account.account_id, began_at.isoformat()),
        kind=kind,
        subject=account.account_id,
        happened_at=at,
        practice_ids=account.practice_ids,
        account_id=account.account_id,
        summary=summary,
    )


def remittance_event(
    kind: EventKind, account: Account, remittance: Remittance, at: datetime, occasion: str = ""
) -> Event:
    """The one event of this kind about a payment on this occasion."""
    remittance_id = remittance.advice.remittance_id
    return Event(
        event_id=event_id(kind, remittance_id, occasion),
        kind=kind,
        subject=remittance_id,
        happened_at=at,
        practice_ids=account.practice_ids,
        account_id=account.account_id,
        response_id=remittance.response_id,
        remittance_id=remittance_id,
    )


def response_event(kind: EventKind, account: Account, response: Response, at: datetime) -> Event:
    """The one event of this kind about a collected file."""
    return Event(
        event_id=event_id(kind, response.response_id),
        kind=kind,
        subject=response.response_id,
        happened_at=at,
        practice_ids=account.practice_ids,
        account_id=account.account_id,
        response_id=response.response_id,
    )
