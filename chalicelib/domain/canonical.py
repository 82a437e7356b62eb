"""Canonical JSON: one way only to write a value, so that the same content has one hash.

Keys in order, no spaces, ASCII only, whole numbers and text only, one line feed at the end.
"""

import json
from collections.abc import Mapping


def canonical(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"
