"""When things happen, as instants of the clearinghouse's clock."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """How long each stage takes; the defaults are Office Ally's hours and days.

    Up to the 277CA a stage is measured from the pick-up, payer stages from the handing over to the
    payer. `gathered_at` (UTC) is the hour at which what the payers said leaves once a day, for
    all files together; None lets every answer leave at once.
    """

    pick_up: timedelta = timedelta(minutes=5)
    acknowledgment_999: timedelta = timedelta(minutes=15)
    file_summary: timedelta = timedelta(hours=8)
    claim_ack_277ca: timedelta = timedelta(hours=8)
    edi_status: timedelta = timedelta(days=1)
    payer_277ca: timedelta = timedelta(days=1)
    remittance: timedelta = timedelta(days=10)
    reversal: timedelta = timedelta(days=20)
    pend_retry: timedelta = timedelta(days=7)
    portal_fix: timedelta = timedelta(days=2)
    gathered_at: time | None = field(default=time(6))

    def leaves(self, ready: datetime) -> datetime:
        """When a payer's answer that is there at `ready` (aware UTC) goes out."""
        if self.gathered_at is None:
            return ready
        today = datetime.combine(ready.date(), self.gathered_at, ready.tzinfo)
        return today if today >= ready else today + DAY
