"""Values of this room as JSON."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal


def as_json(value: object) -> str:
    """Dataclasses as objects in the order of their fields, amounts as strings, days YYYY-MM-DD.

    Raises TypeError for other kinds of objects.
    """
    return json.dumps(value, default=_plain, indent=2) + "\n"


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
