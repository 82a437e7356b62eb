"""What a claim of a file is tracked by."""

from chalicelib.x12.typed import NamedTuple


class IndexedClaim(NamedTuple):
    """One CLM of a file. `position` counts from 1; `length` is in bytes, up to the next loop.

    `charge` is CLM02 as it stands, "0" where it is no amount. `payer_id` is 2010BB NM109,
    `billing_npi` 2010AA NM109, `billing_tax_id` 2010AA REF EI or SY, `rendering_npi` 2310B NM109
    (2310D in an 837I). The service dates, YYYY-MM-DD, are the first and last of DTP 472 (lines, or
    claim in an 837D) or DTP 434 (837I). "" or None where the file has nothing.
    """

    position: int
    transaction_set_control_number: str
    patient_control_number: str
    charge: str
    payer_id: str
    billing_npi: str
    billing_tax_id: str
    rendering_npi: str | None
    service_from: str | None
    service_to: str | None
    frequency_code: str
    segment_number: int
    offset: int
    length: int
