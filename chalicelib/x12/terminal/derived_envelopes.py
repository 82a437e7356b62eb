"""Envelopes for files that are made from another one."""

from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.x12.envelope import FunctionalGroup, Interchange
from chalicelib.x12.envelope_writer import Envelope


def envelope_like(
    interchange: Interchange, control_number: int | None, created_at: datetime | None
) -> Envelope:
    """The same parties; control number and time too, where None is given.

    Raises ValueError when the interchange has no group, or no number or time that can be read.
    """
    group = _first_group(interchange)
    return Envelope(
        interchange.sender_qualifier,
        interchange.sender_id,
        interchange.receiver_qualifier,
        interchange.receiver_id,
        group.sender,
        group.receiver,
        control_number or int(interchange.control_number),
        interchange.usage_indicator,
        created_at or _created_at(interchange),
    )


def envelope_back(
    interchange: Interchange, control_number: int | None, created_at: datetime | None
) -> Envelope:
    """The same with sender and receiver changed round, for an answer. Raises ValueError alike."""
    sent = envelope_like(interchange, control_number, created_at)
    return replace(
        sent,
        sender_qualifier=sent.receiver_qualifier,
        sender_id=sent.receiver_id,
        receiver_qualifier=sent.sender_qualifier,
        receiver_id=sent.sender_id,
        group_sender=sent.group_receiver,
        group_receiver=sent.group_sender,
    )


def _first_group(interchange: Interchange) -> FunctionalGroup:
    if not interchange.groups:
        raise ValueError("the interchange holds no functional group")
    return interchange.groups[0]


def _created_at(interchange: Interchange) -> datetime:
    text = f"{interchange.date}{interchange.time}"
    return datetime.strptime(text, "%y%m%d%H%M").replace(tzinfo=UTC)
