"""Many items by their keys, in few calls."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from chalicelib.adapters.dynamodb.attribute_values import from_wire, to_wire
from chalicelib.adapters.dynamodb.batch_write import PAUSES
from chalicelib.adapters.dynamodb.encoding import Attributes
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.errors import CourierError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import KeysAndAttributesUnionTypeDef

KEYS_PER_CALL = 100
"""BatchGetItem takes no more."""


class UnreadKeysError(CourierError):
    """DynamoDB went on leaving keys unprocessed: it is throttling."""


def get_all(table: Table, keys: Iterable[Key]) -> Iterator[tuple[Key, Attributes]]:
    """Every item that there is, consistently, in no order. Raises UnreadKeysError."""
    rest = iter(keys)
    while chunk := list(islice(rest, KEYS_PER_CALL)):
        yield from _read(table, chunk)


def _read(table: Table, keys: list[Key]) -> Iterator[tuple[Key, Attributes]]:
    wanted: KeysAndAttributesUnionTypeDef = {
        "Keys": [to_wire(asdict(key)) for key in keys],
        "ConsistentRead": True,
    }
    for seconds in PAUSES:
        answer = table.client.batch_get_item(RequestItems={table.name: wanted})
        for stored in map(from_wire, answer["Responses"].get(table.name, ())):
            yield Key(str(stored["pk"]), str(stored["sk"])), stored
        if table.name not in answer["UnprocessedKeys"]:
            return
        wanted = answer["UnprocessedKeys"][table.name]
        table.pause(seconds)
    raise UnreadKeysError(f"{len(wanted['Keys'])} keys are still unread.")
