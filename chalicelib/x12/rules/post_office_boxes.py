"""The ways in which people write that an address is a post office box."""

import re

_PO_BOX = re.compile(
    r"\b(?:P\.? ?O\.? ?(?:B\.?|BOX|DRAWER)|POST (?:OFFICE )?BOX|LOCK ?BOX) *#? *\d"
    r"|\b(?:P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX)\b|^BOX #? ?\d"
)


def names_po_box(line: str) -> bool:
    """Whether a line of an address, in capital letters, is that of a box."""
    return _PO_BOX.search(line) is not None
