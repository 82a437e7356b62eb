"""Which guide table a transaction set is checked by, from ST01 and GS08 (or ST03)."""

from functools import cache

from chalicelib.x12.guide.specs import LoopSpec, SegmentSpec
from chalicelib.x12.guide.tables import guide_table

TABLES = {
    ("837", "005010X222"): "837P",
    ("837", "005010X223"): "837I",
    ("837", "005010X224"): "837D",
    ("835", "005010X221"): "835",
    ("999", "005010X231"): "999",
    ("277", "005010X214"): "277CA",
    ("276", "005010X212"): "276",
    ("277", "005010X212"): "277",
    ("270", "005010X279"): "270",
    ("271", "005010X279"): "271",
}
ADDENDA = ("", "A1", "A2", "A3", "E1", "E2")


def table_name(set_id: str, guide: str) -> str | None:
    """The table of a transaction set; None for guides that are not known.

    Addenda and errata of one guide share a table: what differs is within what tables hold.
    """
    return _NAMES.get((set_id, guide))


@cache
def envelope_segments() -> dict[str, SegmentSpec]:
    """ISA, GS, TA1, GE and IEA."""
    children = guide_table("envelope").children
    return {child.segment.id: child.segment for child in children}


def guide_of(set_id: str, guide: str) -> LoopSpec | None:
    """The table itself, read when it is first needed."""
    name = table_name(set_id, guide)
    return None if name is None else guide_table(name)


_NAMES = {
    (set_id, guide + addendum): name
    for (set_id, guide), name in TABLES.items()
    for addendum in ADDENDA
}
