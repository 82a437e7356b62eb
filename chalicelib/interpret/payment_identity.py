"""What makes a payment the same payment, in whatever file it comes again."""

import hashlib

from chalicelib.domain.identifiers import AccountId, RemittanceId, remittance_id
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.remittance_835 import Remittance


def payment_id(
    account_id: AccountId, remittance: Remittance, content: bytes, delimiters: Delimiters
) -> RemittanceId:
    """Of all that stands between ST and SE, whatever the delimiters and line ends are.

    That holds payer (TRN03), trace (TRN02), date (BPR16), amount (BPR02) and payee. None of them
    alone is an identity: payers use check numbers again, and correct what they paid.
    """
    body = content[remittance.start : remittance.end]
    return remittance_id(account_id, _fingerprint(body, delimiters))


def _fingerprint(body: bytes, delimiters: Delimiters) -> str:
    envelope = (b"ST" + delimiters.element, b"SE" + delimiters.element)
    segments = (segment.strip() for segment in body.split(delimiters.segment))
    inside = b"~".join(segment for segment in segments if not segment.startswith(envelope))
    canonical = bytes.maketrans(delimiters.element + delimiters.component, b"*:")
    return hashlib.sha256(inside.translate(canonical)).hexdigest()
