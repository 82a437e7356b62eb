"""The readable remittance: kept beside its 835, which all figures are taken from."""

_TITLE = b"HEALTH CARE CLAIM PAYMENT/ADVICE"
_OPENING_BYTES = 2_000


def is_era_text(content: bytes) -> bool:
    """Whether this is Office Ally's readable form of an 835."""
    return _TITLE in content[:_OPENING_BYTES]
