"""Front-end edits: why a clearinghouse rejects a claim itself."""

EDITS = {
    "FE69": "Patient Street Address Required",
    "FE70": "Patient City Missing/Invalid Length",
    "FE117": "Rate Required For Room And Board",
    "LC1762": "Claim Missing Diagnosis Codes",
    "RC21": "Patient Unknown To Payer After 21 Days",
    "RC77": "Payer Takes No Paper Claims, Enrollment Needed",
}


def words_of(code: str) -> str:
    """What the code says; the set is open, so an unknown one gets a sentence that fits all."""
    return EDITS.get(code, "Front End Edit Failed")
