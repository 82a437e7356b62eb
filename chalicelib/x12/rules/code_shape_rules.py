"""The form of codes whose lists are kept outside of the guides: a wrong form is an error."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from chalicelib.x12.element_rules import CODE_SHAPE
from chalicelib.x12.findings import Hit
from chalicelib.x12.forms import is_code

_REMARKS_AT = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}
_STATUSES_AT = (1, 10, 11)
_Fits = Callable[[str], bool]


def _digits(shortest: int, longest: int) -> _Fits:
    return lambda code: code.isdecimal() and shortest <= len(code) <= longest


def _is_hcpcs(code: str) -> bool:
    return len(code) == 5 and is_code(code) and code[1:4].isdecimal()


def _is_cdt(code: str) -> bool:
    return len(code) == 5 and code[0] == "D" and code[1:].isdecimal()


def _is_hipps(code: str) -> bool:
    return len(code) == 5 and is_code(code)


def _is_remark(code: str) -> bool:
    number = code.removeprefix("N") if code[0] == "N" else code[1:].removeprefix("A")
    return code[0] in "MN" and number.isdecimal() and len(number) <= 4


def _is_category(code: str) -> bool:
    return 2 <= len(code) <= 4 and is_code(code) and code[0].isalpha()


_PROCEDURES = {"HC": _is_hcpcs, "AD": _is_cdt, "HP": _is_hipps, "N4": _digits(11, 11)}
_is_revenue = _digits(4, 4)
_STATUS_PARTS = (_is_category, _digits(1, 4))


def procedure(elements: list[str], component: str) -> Sequence[Hit]:
    """The code of SV101, SV301 and SVC01: HCPCS or CPT, CDT, HIPPS, NDC."""
    if len(elements) < 2 or _is_procedure(elements[1], component):
        return ()
    return (Hit(CODE_SHAPE, 1, 2),)


def institutional_line(elements: list[str], component: str) -> Sequence[Hit]:
    """SV201, four digits of the revenue code, and the procedure in SV202."""
    hits = _misfits(elements, (1,), _is_revenue)
    if not _is_procedure("".join(elements[2:3]), component):
        hits.append(Hit(CODE_SHAPE, 2, 2))
    return hits


def line_remark(elements: list[str], _: str) -> Sequence[Hit]:
    """The remark code (list 411) in LQ02, where LQ01 says that it is one."""
    if len(elements) < 3 or elements[1] != "HE" or not elements[2] or _is_remark(elements[2]):
        return ()
    return (Hit(CODE_SHAPE, 2),)


def remarks(elements: list[str], _: str) -> Sequence[Hit]:
    """Remark codes (list 411) in MIA and MOA."""
    return _misfits(elements, _REMARKS_AT[elements[0]], _is_remark)


def statuses(elements: list[str], component: str) -> Sequence[Hit]:
    """STC01, STC10, STC11: category (list 507) and status (list 508)."""
    return tuple(_status_hits(elements, component))


def _status_hits(elements: list[str], component: str) -> Iterator[Hit]:
    for at in _STATUSES_AT:
        parts = "".join(elements[at : at + 1]).split(component)
        for position, (part, fits) in enumerate(zip(parts, _STATUS_PARTS, strict=False), 1):
            if part and not fits(part):
                yield Hit(CODE_SHAPE, at, position)


# The same codes come again and again: that is faster than to take them apart.
@lru_cache(maxsize=4096)
def _is_procedure(composite: str, component: str) -> bool:
    qualifier, code, *_ = [*composite.split(component), ""]
    fits = _PROCEDURES.get(qualifier)
    return fits is None or not code or fits(code)


def _misfits(elements: list[str], places: Iterable[int], fits: _Fits) -> list[Hit]:
    return [
        Hit(CODE_SHAPE, at)
        for at in places
        if at < len(elements) and elements[at] and not fits(elements[at])
    ]
