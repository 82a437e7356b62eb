"""Reads the guide maps that pyx12 ships (BSD licence) into specs."""

from functools import cache
from importlib.resources import files
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from chalicelib.x12.guide.specs import (
    ADJUSTMENT,
    NOT_USED,
    PERIOD,
    UNLIMITED,
    Child,
    CompositeSpec,
    Condition,
    ElementSpec,
    LoopSpec,
    SegmentSpec,
    Slot,
)

_MAPS = files("pyx12").joinpath("map")
_OWN_TYPES = {"1251": PERIOD, "1034": ADJUSTMENT}
_NAME_SEGMENTS = ("NM1", "N1")
_ANY_VALUE_AT = {("ST", 3), ("GS", 8)}
Key = tuple[int, ...]


def transaction_set(file_name: str) -> LoopSpec:
    """ST to SE of one map. Wrapper loops, which stand for nothing in a file, are dissolved."""
    return _loop(_parse(file_name).find(".//loop[@xid='ST_LOOP']"))


def envelope_segments(file_name: str) -> dict[str, SegmentSpec]:
    """ISA, GS, TA1, GE and IEA of one map, by their ids."""
    root = _parse(file_name)
    outer = [*root.iterfind("./loop/segment"), *root.iterfind("./loop/loop/segment")]
    return {str(each.get("xid")): _segment(each) for each in outer}


def element(number: str, codes: tuple[str, ...] = ()) -> ElementSpec:
    """The data element with this number, as the X12 dictionary describes it."""
    entry = _dictionary()[number]
    lengths = int(entry.get("min_len", "")), int(entry.get("max_len", ""))
    data_type = _OWN_TYPES.get(number, entry.get("data_type", ""))
    return ElementSpec(data_type, *lengths, codes)


def _parse(file_name: str) -> Element:
    with _MAPS.joinpath(file_name).open("rb") as source:
        return ElementTree.parse(source).getroot()  # noqa: S314  (a file of a pinned package)


@cache
def _dictionary() -> dict[str, Element]:
    return {each.get("ele_num", ""): each for each in _parse("dataele.xml")}


def _loop(node: Element | None) -> LoopSpec:
    if node is None:
        raise ValueError("the map has no such loop")
    ordered = sorted(_children(node, ()), key=lambda each: each[0])
    children: list[Child] = []
    for position, (_, group) in enumerate(groupby(ordered, key=lambda each: each[0])):
        children += [child._replace(position=position) for _, child in group]
    return LoopSpec(str(node.get("xid")), tuple(children))


def _children(node: Element, outer: Key) -> list[tuple[Key, Child]]:
    found: list[tuple[Key, Child]] = []
    for each in node:
        if each.tag == "segment":
            found.append(((*outer, _position(each)), _child(each, "max_use", _segment(each))))
        elif each.get("type") == "wrapper":
            found += _children(each, (*outer, _position(each)))
        elif each.tag == "loop":
            key = (*outer, _loop_position(each))
            found.append((key, _child(each, "repeat", _loop(each))))
    return found


def _child(node: Element, repeat: str, content: SegmentSpec | LoopSpec) -> Child:
    text = node.findtext(repeat, "")
    most = UNLIMITED if text == ">1" else int(text)
    return Child(0, node.findtext("usage", ""), most, content)


def _loop_position(node: Element) -> int:
    """Loops that begin with a name share the place of that segment, so any order will do."""
    first = node.find("segment")
    if first is not None and first.get("xid") in _NAME_SEGMENTS:
        return _position(first)
    return _position(node)


def _position(node: Element) -> int:
    return int(node.findtext("pos", ""))


def _segment(node: Element) -> SegmentSpec:
    segment_id = str(node.get("xid"))
    slots = [
        _slot(each, (segment_id, number)) for number, each in enumerate(_in_sequence(node), start=1)
    ]
    conditions = tuple(condition(each.text or "") for each in node.iterfind("syntax"))
    return SegmentSpec(segment_id, tuple(slots), conditions)


def _in_sequence(node: Element) -> list[Element]:
    parts = [each for each in node if each.tag in ("element", "composite")]
    return sorted(parts, key=lambda each: int(each.findtext("seq", "")))


def _slot(node: Element, place: tuple[str, int]) -> Slot:
    usage = node.findtext("usage", "")
    if usage == NOT_USED:
        return Slot(usage, 1, None)
    most = int(node.findtext("repeat", "1"))
    if node.tag == "element":
        return Slot(usage, most, _element(node, place))
    parts = tuple(_slot(each, place) for each in _in_sequence(node))
    return Slot(usage, most, CompositeSpec(parts))


def _element(node: Element, place: tuple[str, int]) -> ElementSpec:
    listed = node.find("valid_codes")
    number = node.findtext("data_ele", "")
    if listed is None or listed.get("external") or place in _ANY_VALUE_AT:
        return element(number)
    return element(number, tuple(each.text or "" for each in listed.iterfind("code")))


def condition(text: str) -> Condition:
    """A relation as guides write it: P0809, L050607."""
    positions = tuple(int(text[at : at + 2]) for at in range(1, len(text), 2))
    return Condition(text[0], positions)
