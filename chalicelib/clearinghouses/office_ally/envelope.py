"""The envelope that Office Ally wants around an 837 (companion guide 837P, control segments)."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.x12.envelope_writer import Envelope

OFFICE_ALLY_ID = "330897513"
_MUTUALLY_DEFINED = "ZZ"


def envelope(account: Account, control_number: int, created_at: datetime) -> Envelope:
    """ISA and GS for one file; `control_number` becomes ISA13 and GS06.

    ISA15 is P for test accounts too: Office Ally tells a test by the file's name alone.
    """
    return Envelope(
        sender_qualifier=_MUTUALLY_DEFINED,
        sender_id=account.submitter_id,
        receiver_qualifier=_MUTUALLY_DEFINED,
        receiver_id=OFFICE_ALLY_ID,
        group_sender=account.submitter_id,
        group_receiver=OFFICE_ALLY_ID,
        control_number=control_number,
        usage_indicator="P",
        created_at=created_at,
    )
