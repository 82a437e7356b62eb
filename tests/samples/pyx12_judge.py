"""pyx12 as the independent judge of what we write."""

import io

from pyx12.params import ParamsBase
from pyx12.x12n_document import x12n_document


def complaints(content: str) -> list[str]:
    """Everything pyx12 has to say against an X12 file; empty means valid."""
    report = io.StringIO()
    valid = x12n_document(ParamsBase(), io.StringIO(content), None, None, fd_json=report)
    return [] if valid else [report.getvalue() or "not readable as X12"]
