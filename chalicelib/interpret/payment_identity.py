"""What makes a payment the same payment, in whatever file it comes again."""

import hashlib

from chalicelib.x12.remittance_835 import Remittance


def fingerprint(remittance: Remittance, content: bytes) -> str:
    """SHA-256 of all that stands between ST and SE, whatever the delimiters and line ends are.

    That holds payer (TRN03), trace (TRN02), date (BPR16), amount (BPR02) and payee. None of them
    alone is an identity: payers use check numbers again, and correct what they paid.
    """
    delimiters = remittance.delimiters
    body = content[remittance.start : remittance.end]
    envelope = (b"ST" + delimiters.element, b"SE" + delimiters.element)
    segments = (segment.strip() for segment in body.split(delimiters.segment))
    inside = b"~".join(segment for segment in segments if not segment.startswith(envelope))
    canonical = bytes.maketrans(delimiters.element + delimiters.component, b"*:")
    return hashlib.sha256(inside.translate(canonical)).hexdigest()
