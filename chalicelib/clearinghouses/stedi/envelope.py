"""The envelope that Stedi wants around an 837: receiver and ISA15 together tell test from live.

Where the two differ Stedi refuses the interchange with a TA1 (notes 008 and 020).
"""

from datetime import datetime

from chalicelib.domain.account import Account, AccountMode
from chalicelib.x12.envelope_writer import Envelope

_RECEIVERS = {AccountMode.TEST: "STEDITEST", AccountMode.LIVE: "STEDI"}
_INDICATORS = {AccountMode.TEST: "T", AccountMode.LIVE: "P"}
_MUTUALLY_DEFINED = "ZZ"


def envelope(account: Account, control_number: int, created_at: datetime) -> Envelope:
    """ISA and GS for one file; `control_number` becomes ISA13 and GS06."""
    receiver = _RECEIVERS[account.mode]
    return Envelope(
        sender_qualifier=_MUTUALLY_DEFINED,
        sender_id=account.submitter_id,
        receiver_qualifier=_MUTUALLY_DEFINED,
        receiver_id=receiver,
        group_sender=account.submitter_id,
        group_receiver=receiver,
        control_number=control_number,
        usage_indicator=_INDICATORS[account.mode],
        created_at=created_at,
    )
