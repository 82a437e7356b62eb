"""What a statement, a reference to a page and a line must look like."""

import re
from types import NoneType, UnionType

from chalicelib.verify.books import BOOKS
from chalicelib.verify.canonical import Json

Shape = dict[str, type | UnionType]

ENTRY: Shape = {
    "account_id": str,
    "balanced": bool,
    "books": dict,
    "claims": dict,
    "counted_until": str,
    "drawn_at": str,
    "format": str,
    "imbalance_count": int,
    "imbalances": list,
    "number": int,
    "pages": list,
    "previous": str | NoneType,
}
REFERENCE: Shape = {"book": str, "lines": int, "number": int, "sha256": str}
IMBALANCE: Shape = {"book": str, "id": str, "kind": str}
PAGE: Shape = {"book": str, "lines": list, "number": int}
LINE: Shape = {
    "at": str,
    "by_status": dict,
    "came": str | NoneType,
    "claims": int,
    "id": str,
    "stands": str | NoneType,
}


_SHA256 = re.compile("[0-9a-f]{64}")
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")


def fits(value: object, shape: Shape) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(isinstance(value[name], kind) for name, kind in shape.items())
    )


def is_entry(entry: Json) -> bool:
    return (
        fits(entry, ENTRY)
        and all(_is_reference(page) for page in entry["pages"])
        and all(fits(imbalance, IMBALANCE) for imbalance in entry["imbalances"])
    )


def _is_reference(page: object) -> bool:
    """One that leads to no file but a page."""
    return (
        isinstance(page, dict)
        and fits(page, REFERENCE)
        and page["book"] in BOOKS
        and 0 <= page["number"] <= 99_999
        and _SHA256.fullmatch(page["sha256"]) is not None
    )


FIRST_CERTIFICATE: Shape = {
    "account_id": str,
    "begun_at": str,
    "begun_by": str,
    "claims": dict,
    "clearinghouse": str,
    "drill": dict,
    "enrolments": list,
    "exports": list,
    "format": str,
    "gaps_explained": list,
    "handover_documents": list,
    "issued_at": str,
    "issued_by": str,
    "items": list,
    "mode": str,
    "quiet_days": int,
    "since": str,
    "statement": dict,
}
CERTIFICATE: Shape = {**FIRST_CERTIFICATE, "era_months": list}
ERA_MONTH: Shape = {"files": int, "manifest": int, "month": str, "sha256": str}
ITEM: Shape = {
    "found": int,
    "item": str,
    "signed": dict | NoneType,
    "state": str,
    "words": str,
}
CHAINED: Shape = {"number": int, "sha256": str}


def is_certificate(says: Json) -> bool:
    return (
        (fits(says, CERTIFICATE) or fits(says, FIRST_CERTIFICATE))
        and all(_is_era_month(month) for month in says.get("era_months", []))
        and fits(says["statement"], CHAINED)
        and says["items"] != []
        and all(fits(item, ITEM) for item in says["items"])
    )


def _is_era_month(month: object) -> bool:
    return (
        isinstance(month, dict)
        and fits(month, ERA_MONTH)
        and _MONTH.fullmatch(month["month"]) is not None
    )


def is_page(page: Json) -> bool:
    return (
        fits(page, PAGE)
        and page["lines"] != []
        and all(fits(line, LINE) for line in page["lines"])
        and all(isinstance(n, int) for line in page["lines"] for n in line["by_status"].values())
    )
