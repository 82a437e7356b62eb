"""Corrects moto's DynamoDB, which loses acknowledged writes and is slow with many items.

moto 5.2.5 copies the whole table once per item of a transaction, and puts the copy back when the
transaction fails: a write acknowledged in between is gone. Its queries sort the whole table before
they filter, and every value of an answer is looked for under ten names that it could have. `apply`
makes operations exclusive, lets a transaction save and restore only the items that it names, shows
a query only the items that can match (those of an index: dynamodb_index), and writes values as they
are. The tests of this module guard all of it.
"""

import base64
import copy
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

import moto
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from infra.sandbox.embedded_aws.dynamodb_index import follow_writes, items_of_index

MOTO_VERSION = "5.2.5"

_exclusive = RLock()


@cache
def apply() -> None:
    """Corrects moto in this process, once. Raises RuntimeError for a version never checked."""
    if moto.__version__ != MOTO_VERSION:
        raise RuntimeError(f"corrects moto {MOTO_VERSION}, found {moto.__version__}")
    corrections: tuple[tuple[type, str, Callable[[Any], Any]], ...] = (
        (DynamoHandler, "call_action", _one_at_a_time),
        (DynamoDBBackend, "transact_write_items", _all_or_nothing),
        (Table, "query", _on_candidates_only),
        (BaseJSONSerializer, "_serialize_type_structure", _values_as_they_are),
    )
    for owner, name, corrected in corrections:
        setattr(owner, name, corrected(getattr(owner, name)))


def _one_at_a_time(call_action: Any) -> Any:  # noqa: ANN401 - moto's own method
    def exclusively(handler: DynamoHandler) -> object:
        with _exclusive:
            try:
                return call_action(handler)
            finally:
                follow_writes(handler.dynamodb_backend, handler._get_action(), handler.body)

    return exclusively


def _all_or_nothing(transact_write_items: Any) -> Any:  # noqa: ANN401
    def transact(backend: DynamoDBBackend, transact_items: Sequence[Mapping[str, Any]]) -> None:
        with _exclusive, _items_restored_on_error(backend, transact_items), _tables_uncopied():
            transact_write_items(backend, transact_items)

    return transact


@contextmanager
def _tables_uncopied() -> Iterator[None]:
    """Where moto copies a table, it gets the table itself."""
    uncopied: Any = Table
    uncopied.__deepcopy__ = lambda table, _memo: table
    try:
        yield
    finally:
        del uncopied.__deepcopy__


@contextmanager
def _items_restored_on_error(
    backend: DynamoDBBackend, transact_items: Sequence[Mapping[str, Any]]
) -> Iterator[None]:
    saved = [_saved(backend, operation) for item in transact_items for operation in item.values()]
    try:
        yield
    except BaseException:
        for partition, key, item in saved:
            partition.pop(key, None)
            if item is not None:
                partition[key] = item
        raise


def _saved(
    backend: DynamoDBBackend, operation: Mapping[str, Any]
) -> tuple[dict[Any, Any], DynamoType | None, Item | None]:
    """The partition, sort key and present content of the item that an operation names."""
    table = backend.get_table(operation["TableName"])
    partition_key, sort_key = backend.get_keys_value(
        table, operation.get("Key") or operation["Item"]
    )
    partition = table.items[partition_key]
    return partition, sort_key, copy.deepcopy(partition.get(sort_key))


def _on_candidates_only(query: Any) -> Any:  # noqa: ANN401
    signature = inspect.signature(query)

    def query_candidates(table: Table, *args: object, **kwargs: object) -> object:
        asked = signature.bind(table, *args, **kwargs).arguments
        if asked.get("index_name"):
            items = items_of_index(table, asked["hash_key_conditions"])
        else:
            items = list(table.items.get(asked["hash_key"], {}).values())
        candidates: Any = copy.copy(table)
        candidates.items = {"candidates": dict(enumerate(items))}
        return query(candidates, *args, **kwargs)

    return query_candidates


def _values_as_they_are(serialize_structure: Any) -> Any:  # noqa: ANN401
    def serialize(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:  # noqa: ANN401
        if shape.name == "AttributeValue":
            serializer._default_serialize(serialized, _on_the_wire(value), shape, key)
        else:
            serialize_structure(serializer, serialized, value, shape, key)

    return serialize


def _on_the_wire(value: Mapping[str, Any]) -> dict[str, Any]:
    """One attribute value as JSON has it: `{"S": ...}`, bytes as base64."""
    ((kind, content),) = value.items()
    return {kind: _IN_JSON.get(kind, lambda same: same)(content)}


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


_IN_JSON: Mapping[str, Callable[[Any], Any]] = {
    "B": _base64,
    "BS": lambda content: [_base64(each) for each in content],
    "L": lambda content: [_on_the_wire(each) for each in content],
    "M": lambda content: {name: _on_the_wire(each) for name, each in content.items()},
}
