"""What DynamoDB bills for a call, in request units of on-demand capacity.

Source: DynamoDB Developer Guide, "DynamoDB on-demand capacity mode" and "Using Global Secondary
Indexes", "Read/write considerations".
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infra.scale.call_recorder import Call
from infra.scale.item_size import item_size

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = Mapping[str, Any]

READ_BYTES = 4096
WRITE_BYTES = 1024
IN_A_TRANSACTION = 2
"""Every item of a transaction is written, or checked, twice; its entries in indexes once."""

_READS = {"BatchGetItem", "GetItem", "Query"}

INDEXES = {"work": ("work", "work_order"), "listing": ("listing", "listing_order")}
"""Every index holds whole items, and only those that have both of its keys."""


@dataclass(frozen=True, slots=True)
class Units:
    read: float = 0.0
    write: float = 0.0

    def __add__(self, other: "Units") -> "Units":
        return Units(self.read + other.read, self.write + other.write)


class UnknownOperationError(Exception):
    """Nobody has told here what this operation costs."""


@dataclass(frozen=True, slots=True)
class ItemsBefore:
    """Looks up what a write is going to replace; the write itself does not tell."""

    client: "DynamoDBClient"

    def __call__(self, service: str, operation: str, parameters: Mapping[str, Any]) -> list[Item]:
        """The old items in the order of the writes; empty where there is none."""
        if service != "dynamodb" or operation in _READS:
            return []
        return [
            self.client.get_item(TableName=table, Key=_key(written)).get("Item", {})
            for table, written in _writes(operation, parameters)
        ]


def units_of(call: Call) -> Units:
    """Of one call; `call.noted` are the items before it. Raises UnknownOperationError."""
    match call.operation:
        case "GetItem":
            return Units(read=_read_units([call.answer.get("Item", {})], call))
        case "BatchGetItem":
            return Units(read=_batch_get_units(call))
        case "Query":
            return Units(read=_read_units(call.answer["Items"], call))
        case "PutItem" | "DeleteItem" | "UpdateItem" | "BatchWriteItem":
            return Units(write=sum(_write_units(call)))
        case "TransactWriteItems":
            return Units(write=sum(_write_units(call, IN_A_TRANSACTION)))
        case _:
            raise UnknownOperationError(call.operation)


def _read_units(items: Sequence[Item], call: Call) -> float:
    consistent = call.parameters.get("ConsistentRead", False)
    chunks = max(1, math.ceil(sum(map(item_size, items)) / READ_BYTES))
    return chunks * (1.0 if consistent else 0.5)


def _batch_get_units(call: Call) -> float:
    """Each item by itself; one that is not there costs as much as a small one."""
    return sum(
        _batch_of_table(asked, call.answer["Responses"].get(table, ()))
        for table, asked in call.parameters["RequestItems"].items()
    )


def _batch_of_table(asked: Mapping[str, Any], items: Sequence[Item]) -> float:
    found = sum(max(1, math.ceil(item_size(item) / READ_BYTES)) for item in items)
    chunks = found + len(asked["Keys"]) - len(items)
    return chunks * (1.0 if asked.get("ConsistentRead", False) else 0.5)


def _write_units(call: Call, times: int = 1) -> Iterator[float]:
    for (_, written), old in zip(_writes(call.operation, call.parameters), call.noted, strict=True):
        if "Error" in call.answer:
            yield times * _chunks(old)
        else:
            new = _item_after(call, written, old)
            yield times * max(_chunks(old), _chunks(new))
            yield from (_index_units(keys, old, new) for keys in INDEXES.values())


def _index_units(keys: tuple[str, str], old: Item, new: Item) -> float:
    """An entry is put or deleted; one that moves is deleted and put."""
    before, after = ([item.get(key) for key in keys] for item in (old, new))
    was_in, is_in = None not in before, None not in after
    if was_in and is_in and before == after:
        return 0 if old == new else max(_chunks(old), _chunks(new))
    return (_chunks(old) if was_in else 0) + (_chunks(new) if is_in else 0)


def _chunks(item: Item) -> int:
    return max(1, math.ceil(item_size(item) / WRITE_BYTES))


def _writes(operation: str, parameters: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    """Table, and item or key, of every write of a call."""
    if operation == "BatchWriteItem":
        for table, requests in parameters["RequestItems"].items():
            for request in requests:
                yield table, request["PutRequest"]["Item"]
    elif operation == "TransactWriteItems":
        for member in parameters["TransactItems"]:
            (write,) = member.values()
            yield write["TableName"], write.get("Item") or write["Key"]
    else:
        yield parameters["TableName"], parameters.get("Item") or parameters["Key"]


def _key(item: Item) -> dict[str, Any]:
    return {name: item[name] for name in ("pk", "sk")}


def _item_after(call: Call, written: Item, old: Item) -> Item:
    match call.operation:
        case "DeleteItem":
            return {}
        case "UpdateItem":
            told = call.answer.get("Attributes")
            return {**old, **written, **(_given(call.parameters) if told is None else told)}
        case "TransactWriteItems" if written.keys() == _key(written).keys():
            return old
        case _:
            return written


def _given(parameters: Mapping[str, Any]) -> Item:
    """What an update sets whose answer does not repeat it: values are called as attributes are."""
    values = parameters["ExpressionAttributeValues"]
    names = parameters["ExpressionAttributeNames"].values()
    return {name: values[f":{name}"] for name in names if f":{name}" in values}
