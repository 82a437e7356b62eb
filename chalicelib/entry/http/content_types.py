"""What bodies may be sent as, and which of them are bytes to API Gateway."""

JSON = "application/json"
BINARY = "application/octet-stream"
ZIP = "application/zip"
X12_TYPES = (
    "application/edi-x12",
    "application/x12",
    BINARY,
    "text/plain",
    # What curl sends when no type is named, and what Chalice assumes when none is sent at all.
    "application/x-www-form-urlencoded",
    JSON,
)
REMITTANCE_TYPES = (*X12_TYPES, ZIP)
EXPORT_TYPES = (BINARY, ZIP, "application/pdf")
"""A CSV comes as the first of them: as text it would lose what is no UTF-8 on its way."""
BINARY_TYPES = sorted({*REMITTANCE_TYPES, *EXPORT_TYPES} - {JSON})
