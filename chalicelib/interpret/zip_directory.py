"""How many entries a ZIP lists in its own directory, counted before anything is made of them."""

_ENTRY, _END, _END_64, _LOCATOR_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_BYTES, _END_64_BYTES, _LOCATOR_64_BYTES = 22, 56, 20
_SIZE_AT, _SIZE_64_AT = 12, 40
_NO_COMMENT = b"\x00\x00"


def entries_listed(content: bytes) -> int:
    """At least as many as `zipfile` reads, which looks for the directory at the same place (APPNOTE
    4.3.14 to 4.3.16); those of a ZIP that lies inside, stored, are not among them."""
    end = _end(content)
    size = int.from_bytes(content[end + _SIZE_AT :][:4], "little")
    locator = max(end - _LOCATOR_64_BYTES, 0)
    end_64 = max(locator - _END_64_BYTES, 0)
    if content.startswith(_LOCATOR_64, locator) and content.startswith(_END_64, end_64):
        end, size = end_64, int.from_bytes(content[end_64 + _SIZE_64_AT :][:8], "little")
    return content.count(_ENTRY, max(end - size, 0), end)


def _end(content: bytes) -> int:
    """Where the record stands that ends the directory: behind it is nothing, or a comment."""
    last = max(len(content) - _END_BYTES, 0)
    if content.startswith(_END, last) and content.endswith(_NO_COMMENT):
        return last
    return max(content.rfind(_END), 0)
