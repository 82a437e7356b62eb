"""Domain dataclasses as DynamoDB attributes, and back.

One codec per type, built once from its annotations: strings, numbers and flags as they are; money
as decimal strings, so that 125.50 keeps its cents; days and instants as ISO 8601, the latter in
UTC with six decimals so that they sort as text; enums by value; tuples as lists; None not at all.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

TAG = "type"
"""Where several dataclasses may stand, this attribute names the one that does."""

Attributes = dict[str, object]
Encoded = TypeVar("Encoded")
_Function = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class _Codec:
    encode: _Function
    decode: _Function


def encode(value: object) -> Attributes:
    """The attributes of a dataclass, one per field that is not None."""
    kind: object = type(value)
    return cast(Attributes, _codec(kind).encode(value))


def decode(kind: type[Encoded], attributes: Mapping[str, object]) -> Encoded:
    """The dataclass that `encode` turned into these attributes; others among them are ignored."""
    hint: object = kind
    return cast(Encoded, _codec(hint).decode(attributes))


def encode_instant(instant: datetime) -> str:
    """ISO 8601 in UTC, always 27 characters, so that text order is time order."""
    # strftime would write the year 999 as three digits, which sort behind ours.
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def decode_instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


_PLAIN: dict[object, _Codec] = {
    str: _Codec(str, str),
    int: _Codec(lambda n: n, lambda n: int(cast(Decimal, n))),
    Decimal: _Codec(str, lambda text: Decimal(str(text))),
    date: _Codec(lambda day: cast(date, day).isoformat(), lambda t: date.fromisoformat(str(t))),
    datetime: _Codec(
        lambda instant: encode_instant(cast(datetime, instant)),
        lambda text: decode_instant(str(text)),
    ),
}


@cache
def _codec(kind: object) -> _Codec:
    if isinstance(kind, NewType):
        return _codec(kind.__supertype__)
    if get_origin(kind) in (Union, types.UnionType):
        return _union_codec(get_args(kind))
    if get_origin(kind) is tuple:
        return _tuple_codec(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Codec(lambda member: cast(Enum, member).value, kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_codec(kind)
    return _PLAIN[kind]


def _tuple_codec(element: object) -> _Codec:
    codec = _codec(element)
    return _Codec(
        lambda values: [codec.encode(value) for value in cast(tuple[object, ...], values)],
        lambda stored: tuple(codec.decode(value) for value in cast(list[object], stored)),
    )


def _dataclass_codec(kind: type) -> _Codec:
    hints = get_type_hints(kind)
    codecs = {field.name: _codec(hints[field.name]) for field in fields(kind)}
    absent = {name: None for name in codecs if type(None) in get_args(hints[name])}

    def encode_fields(value: object) -> Attributes:
        present = ((name, getattr(value, name)) for name in codecs)
        return {name: codecs[name].encode(field) for name, field in present if field is not None}

    def decode_fields(stored: object) -> object:
        attributes = cast(Mapping[str, object], stored)
        present = {
            name: codecs[name].decode(attributes[name]) for name in codecs if name in attributes
        }
        return kind(**(absent | present))

    return _Codec(encode_fields, decode_fields)


def _union_codec(members: tuple[object, ...]) -> _Codec:
    kinds = [member for member in members if member is not type(None)]
    if not all(is_dataclass(kind) for kind in kinds) or len(kinds) == 1:
        return _codec(kinds[0])
    codecs = {cast(type, kind).__name__: _codec(kind) for kind in kinds}

    def encode_tagged(value: object) -> Attributes:
        name = type(value).__name__
        return {TAG: name, **cast(Attributes, codecs[name].encode(value))}

    def decode_tagged(stored: object) -> object:
        return codecs[str(cast(Attributes, stored)[TAG])].decode(stored)

    return _Codec(encode_tagged, decode_tagged)
