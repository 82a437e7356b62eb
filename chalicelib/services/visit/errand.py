"""An errand: what the steps of one visit have in common."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.account import Account
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Outage
from chalicelib.domain.ports import Mailbox


@dataclass(frozen=True, slots=True)
class Errand:
    """`outage` is the one whose files are being caught up with, if any. Nothing is begun after
    `deliver_until` or `collect_until`: what is left is for the next visit."""

    account: Account
    profile: Profile
    mailbox: Mailbox
    lease: Lease
    outage: Outage | None
    deliver_until: datetime
    collect_until: datetime
