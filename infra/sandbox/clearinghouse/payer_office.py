"""What a payer prints on its payments beside its name; all invented."""

import zlib

from infra.sandbox.clearinghouse.arrivals import Organization

STREET = "PO BOX 100"
CITY, STATE, ZIP_CODE = "ANYTOWN", "GA", "30101"
TELEPHONE = "5555550100"


def tax_id(payer: Organization) -> str:
    """Nine digits that begin with 9, always the same for a payer."""
    return f"9{zlib.crc32(payer.identifier.encode()) % 100_000_000:08d}"
