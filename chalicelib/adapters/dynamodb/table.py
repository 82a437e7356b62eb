"""The one table: typed reads and conditional writes over boto3's client."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.conditions import Key as KeyAttribute
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.attribute_values import (
    condition_parts,
    conditional,
    from_wire,
    to_wire,
)
from chalicelib.adapters.dynamodb.batch_write import write_all
from chalicelib.adapters.dynamodb.cursor import read_cursor, write_cursor
from chalicelib.adapters.dynamodb.encoding import Attributes
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.places.place import Index, Place

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import GetItemOutputTypeDef, QueryInputTypeDef


LOOKED_THROUGH = 5_000
"""Items in one request for what only a closer look can pick out: somebody waits."""
LOOKED_AT_ONCE = 500


def item(key: Key, attributes: Mapping[str, object], places: Iterable[Place] = ()) -> Attributes:
    """An item as it lies in the table, with its places in the indexes."""
    indexed = {
        name: value
        for place in places
        for name, value in ((place.index, place.queue), (place.index.sort_key, place.order))
    }
    return {**asdict(key), **indexed, **attributes}


@dataclass(frozen=True, slots=True)
class Table:
    """Reads by key are consistent, reads of an index are as old as DynamoDB makes them (usually
    milliseconds). `pause` waits between repeated batch writes."""

    client: "DynamoDBClient"
    name: str
    pause: Callable[[float], None] = time.sleep

    def get(self, key: Key) -> Attributes | None:
        answer = self.client.get_item(
            TableName=self.name, Key=to_wire(asdict(key)), ConsistentRead=True
        )
        return from_wire(answer["Item"]) if "Item" in answer else None

    def put(self, new: Attributes) -> None:
        self.client.put_item(TableName=self.name, Item=to_wire(new))

    def put_all(self, items: Iterable[Attributes]) -> None:
        """Unconditionally, in no order; of items with the same key one is written."""
        by_key = {(new["pk"], new["sk"]): to_wire(new) for new in items}
        write_all(self.client, self.name, by_key.values(), self.pause)

    def put_if_absent(self, new: Attributes) -> Attributes:
        """The item that stands now: `new`, or the one that was there before."""
        try:
            self.client.put_item(
                TableName=self.name,
                Item=to_wire(new),
                ConditionExpression="attribute_not_exists(pk)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            _raise_unless_lost(error)
            return from_wire(cast("GetItemOutputTypeDef", error.response)["Item"])
        return new

    def put_if(self, new: Attributes, condition: ConditionBase) -> bool:
        """False, and nothing written, when the condition does not hold."""
        holds = conditional(condition)
        return _won(lambda: self.client.put_item(TableName=self.name, Item=to_wire(new), **holds))

    def update_if(
        self, key: Key, expression: str, values: Mapping[str, object], condition: ConditionBase
    ) -> Attributes | None:
        """The item as it is after the update expression; None, and nothing changed, when the
        condition does not hold. A missing item is made.
        """
        holds = conditional(condition)
        holds["ExpressionAttributeValues"] = holds.get("ExpressionAttributeValues", {}) | to_wire(
            values
        )
        try:
            answer = self.client.update_item(
                TableName=self.name,
                Key=to_wire(asdict(key)),
                UpdateExpression=expression,
                ReturnValues="ALL_NEW",
                **holds,
            )
        except ClientError as error:
            _raise_unless_lost(error)
            return None
        return from_wire(answer["Attributes"])

    def count_up(self, key: Key) -> int:
        """Adds one to a counter, atomically, and returns it; the first count is 1."""
        answer = self.client.update_item(
            TableName=self.name,
            Key=to_wire(asdict(key)),
            UpdateExpression="ADD #count :one",
            ExpressionAttributeNames={"#count": "count"},
            ExpressionAttributeValues=to_wire({":one": 1}),
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["count"]["N"])

    def count_into(self, new: Attributes, counter: str, at_first: Iterable[str]) -> None:
        """Adds one to a counter of an item and stores the other attributes, those named in
        `at_first` only where the item has none yet: all of it atomically."""
        key = {name: new[name] for name in ("pk", "sk")}
        others = [name for name in new if name not in {*key, counter}]
        sets = [
            f"#{name} = if_not_exists(#{name}, :{name})"
            if name in at_first
            else f"#{name} = :{name}"
            for name in others
        ]
        self.client.update_item(
            TableName=self.name,
            Key=to_wire(key),
            UpdateExpression=f"SET {', '.join(sets)} ADD #{counter} :one",
            ExpressionAttributeNames={f"#{name}": name for name in (*others, counter)},
            ExpressionAttributeValues=to_wire({f":{name}": new[name] for name in others})
            | to_wire({":one": 1}),
        )

    def query(self, key: Key) -> Iterator[Attributes]:
        """All items of a partition whose sort key begins with that of `key`, in its order."""
        condition: ConditionBase = KeyAttribute("pk").eq(key.pk)
        if key.sk:
            condition = condition & KeyAttribute("sk").begins_with(key.sk)
        return self._rows({"TableName": self.name, "ConsistentRead": True}, condition)

    def following(self, key: Key, limit: int) -> list[Attributes]:
        """At most `limit` items of a partition whose sort key is greater than that of `key`, if it
        has one."""
        condition: ConditionBase = KeyAttribute("pk").eq(key.pk)
        if key.sk:
            condition = condition & KeyAttribute("sk").gt(key.sk)
        request: QueryInputTypeDef = {
            "TableName": self.name,
            "ConsistentRead": True,
            "Limit": limit,
        }
        return list(islice(self._rows(request, condition), limit))

    def queued(self, index: Index, queue: str, until: str | None = None) -> Iterator[Attributes]:
        """All items of one queue of an index, in its order; those before `until` if it is given."""
        request: QueryInputTypeDef = {"TableName": self.name, "IndexName": index}
        condition: ConditionBase = KeyAttribute(index).eq(queue)
        if until is not None:
            condition = condition & KeyAttribute(index.sort_key).lt(until)
        return self._rows(request, condition)

    def page(
        self,
        index: Index,
        queue: str,
        limit: int,
        cursor: str | None,
        between: tuple[str, str] | None = None,
        wanted: Callable[[Attributes], bool] | None = None,
    ) -> tuple[list[Attributes], str | None]:
        """`limit` items of a queue, last ones first, and the cursor of the next page.

        `between` are the first and last order that may stand in it, `wanted` picks among those: a
        page may hold fewer, or none, and still a cursor, when 5,000 items had to be looked through.
        Raises ValueError on a cursor that is not of this queue.
        """
        request: QueryInputTypeDef = {
            "TableName": self.name,
            "IndexName": index,
            "ScanIndexForward": False,
            "Limit": LOOKED_AT_ONCE if wanted else limit + 1,
        }
        if cursor is not None:
            start = read_cursor(index, queue, cursor)
            if between is not None and not between[0] <= str(start[index.sort_key]) <= between[1]:
                raise ValueError("not a cursor of this part of the list")
            request["ExclusiveStartKey"] = to_wire(start)
        condition: ConditionBase = KeyAttribute(index).eq(queue)
        if between is not None:
            condition = condition & KeyAttribute(index.sort_key).between(*between)
        shown, last = _picked(self._rows(request, condition), wanted, limit)
        return shown, None if last is None else write_cursor(index, queue, last)

    def latest(self, pk: str, limit: int, begin: str, before: str) -> list[Attributes]:
        """Up to `limit` items of a partition, last ones first: from one sort key on, before another
        one."""
        if before <= begin:
            return []
        request: QueryInputTypeDef = {
            "TableName": self.name,
            "ConsistentRead": True,
            "ScanIndexForward": False,
            # DynamoDB has both ends in what lies between them.
            "Limit": limit + 1,
        }
        condition = KeyAttribute("pk").eq(pk) & KeyAttribute("sk").between(begin, before)
        rows = (row for row in self._rows(request, condition) if row["sk"] != before)
        return list(islice(rows, limit))

    def _rows(self, request: "QueryInputTypeDef", condition: ConditionBase) -> Iterator[Attributes]:
        """Every item to the very end: DynamoDB answers in parts of at most 1 MB."""
        expression, names, values = condition_parts(condition, on_key=True)
        request["KeyConditionExpression"] = expression
        request["ExpressionAttributeNames"] = names
        request["ExpressionAttributeValues"] = values
        while True:
            answer = self.client.query(**request)
            yield from map(from_wire, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _picked(
    rows: Iterator[Attributes], wanted: Callable[[Attributes], bool] | None, limit: int
) -> tuple[list[Attributes], Attributes | None]:
    """`limit` rows that are wanted, and the one behind which to go on; None where that is all."""
    shown: list[Attributes] = []
    last: Attributes | None = None
    for number, row in enumerate(rows):
        if number == LOOKED_THROUGH:
            return shown, last
        if wanted is None or wanted(row):
            if len(shown) == limit:
                return shown, shown[-1]
            shown.append(row)
        last = row
    return shown, None


def _won(write: Callable[[], object]) -> bool:
    try:
        write()
    except ClientError as error:
        _raise_unless_lost(error)
        return False
    return True


def _raise_unless_lost(error: ClientError) -> None:
    """Lets the failed condition of a lost race pass; anything else is raised again."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
