"""Many domain objects in one attribute: JSON, compressed.

DynamoDB never looks into what lies in a page; as one binary attribute a page of claims or facts
takes about a tenth of the capacity that it would take as lists of maps.
"""

import json
import zlib
from collections.abc import Iterable
from typing import TypeVar

from chalicelib.adapters.dynamodb.encoding import decode, encode

Packed = TypeVar("Packed")


def pack(values: Iterable[object]) -> bytes:
    """Dataclasses, in their order."""
    return zlib.compress(json.dumps([encode(value) for value in values]).encode())


def unpack(kind: type[Packed], packed: object) -> tuple[Packed, ...]:
    """What `pack` was given; `packed` is bytes or what boto3 makes of them."""
    encoded = json.loads(zlib.decompress(bytes(packed)))  # type: ignore[call-overload]
    return tuple(decode(kind, one) for one in encoded)
