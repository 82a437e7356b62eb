"""Files that were indented for reading."""

import re

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import Place


def first_indented(data: bytes, delimiters: Delimiters) -> Place | None:
    """The first segment that stands behind blanks; None where none does."""
    ends = re.escape(delimiters.segment) + rb"[\r\n]*"
    indented = re.search(ends + rb"[ \t]+([A-Z][A-Z0-9]{1,2})[^A-Z0-9]", data)
    if indented is None:
        return None
    number = data.count(delimiters.segment, 0, indented.start(1)) + 1
    return indented[1].decode("ascii"), number, indented.start(1)
