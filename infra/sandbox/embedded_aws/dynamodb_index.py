"""Secondary indexes for moto's DynamoDB, which looks through the whole table for each query of one.

An index is made at its first query and follows each write from then on: the requests name the items
that they touch.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

Body = Mapping[str, Any]
_Key = tuple[DynamoType, DynamoType | None]

_indexes: WeakKeyDictionary[Table, dict[str, "_Index"]] = WeakKeyDictionary()


class _Index:
    """The items of a table by the string that they have in one attribute."""

    def __init__(self, table: Table, attribute: str) -> None:
        self._attribute = attribute
        self._keys: defaultdict[str, dict[_Key, Item]] = defaultdict(dict)
        self._values: dict[_Key, str] = {}
        for partition_key, partition in table.items.items():
            for sort_key, item in partition.items():
                self.follow((partition_key, sort_key), item)

    def items(self, value: str) -> list[Item]:
        return list(self._keys[value].values())

    def follow(self, key: _Key, item: Item | None) -> None:
        """This is what has the key now."""
        before = self._values.pop(key, None)
        if before is not None:
            del self._keys[before][key]
        if item is not None and self._attribute in item.attrs:
            value = item.attrs[self._attribute].value
            self._values[key] = value
            self._keys[value][key] = item


def items_of_index(table: Table, conditions: Sequence[tuple[str, DynamoType]]) -> list[Item]:
    """The items of one partition of an index whose partition key is one string attribute."""
    ((attribute, wanted),) = conditions
    indexes = _indexes.setdefault(table, {})
    if attribute not in indexes:
        indexes[attribute] = _Index(table, attribute)
    return indexes[attribute].items(wanted.value)


def follow_writes(backend: DynamoDBBackend, action: str, body: Body) -> None:
    """Brings the indexes up to date after a request was carried out, or refused."""
    for table_name, keys in _WRITTEN_BY.get(action, lambda _: ())(body):
        table = backend.tables.get(table_name)
        indexes = _indexes.get(table) if table is not None else None
        if table is not None and indexes:
            partition_key, sort_key = backend.get_keys_value(table, dict(keys))
            item = table.items.get(partition_key, {}).get(sort_key)
            for index in indexes.values():
                index.follow((partition_key, sort_key), item)


def _one(body: Body) -> Iterator[tuple[str, Body]]:
    yield body["TableName"], body.get("Key") or body["Item"]


def _batch(body: Body) -> Iterator[tuple[str, Body]]:
    for table_name, requests in body["RequestItems"].items():
        for request in requests:
            for operation in request.values():
                yield table_name, operation.get("Key") or operation["Item"]


def _transaction(body: Body) -> Iterator[tuple[str, Body]]:
    for item in body["TransactItems"]:
        for operation in item.values():
            yield from _one(operation)


_WRITTEN_BY = {
    "BatchWriteItem": _batch,
    "DeleteItem": _one,
    "PutItem": _one,
    "TransactWriteItems": _transaction,
    "UpdateItem": _one,
}
