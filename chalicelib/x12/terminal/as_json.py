"""Values of this room as JSON."""

import json
from collections.abc import Sequence
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal


def as_json(value: object) -> str:
    """Records as objects in the order of their fields, amounts as strings, days YYYY-MM-DD, bytes
    (delimiters) as Latin-1.

    Records are dataclasses and named tuples. Raises TypeError for other kinds of objects.
    """
    return json.dumps(_plain(value), indent=2) + "\n"


def _plain(value: object) -> object:
    names = getattr(value, "_fields", None) or [each.name for each in _fields(value)]
    if names:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _fields(value: object) -> Sequence[Field[object]]:
    return fields(value) if is_dataclass(value) else ()
