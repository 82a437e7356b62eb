"""The closeout: sixty days in which late answers are followed up after the last file was sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.records import Signature
from chalicelib.domain.transmission import Transmission

CLOSEOUT = timedelta(days=60)


def last_sent_at(files: Iterable[Transmission]) -> datetime | None:
    return max((each.sent_at for each in files if each.sent_at is not None), default=None)


def is_too_early(signature: Signature, last_sent_at: datetime | None) -> bool:
    """Whether nobody could know yet what was signed. `last_sent_at` is of all files of the account:
    one that is sent later makes a signature that was good before an early one."""
    if signature.item is not Item.SIXTY_DAY_CLOSEOUT or last_sent_at is None:
        return False
    return signature.at < last_sent_at + CLOSEOUT
