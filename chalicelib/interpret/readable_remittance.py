"""An 835 file as text that a person can read."""

from chalicelib.interpret.encodings import as_utf8
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.remittance_text import remittance_text


def readable(content: bytes) -> bytes:
    """All payments of an 835 file, in UTF-8. Raises UnreadableInterchange."""
    return remittance_text(read_remittances(as_utf8(content))).encode()
