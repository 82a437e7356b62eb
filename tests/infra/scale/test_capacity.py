"""Request units as DynamoDB bills them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from infra.scale.call_recorder import Call
from infra.scale.capacity import Units, UnknownOperationError, units_of
from infra.scale.item_size import item_size

Item = Mapping[str, Any]
KEY = {"pk": {"S": "B"}, "sk": {"S": "B"}}
QUEUED = {"work": {"S": "RECEIVED"}, "work_order": {"S": "1"}}
QUEUED_LATER = {"work": {"S": "RECEIVED"}, "work_order": {"S": "2"}}
LOST: Item = {"Error": {"Code": "ConditionalCheckFailedException"}}


def of_kilobytes(size: float, **attributes: Item) -> dict[str, Any]:
    item = {**KEY, **attributes, "content": {"B": b""}}
    return {**item, "content": {"B": bytes(round(size * 1024) - item_size(item))}}


def call(
    operation: str, answer: Item, noted: Sequence[Item] | None = None, **parameters: object
) -> Call:
    return Call("app.sweep", "dynamodb", operation, {"TableName": "t", **parameters}, answer, noted)


def put(old: Item, new: Item, answer: Item | None = None) -> Units:
    return units_of(call("PutItem", answer or {}, [old], Item=new))


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({"ab": {"S": "äx"}}, 2 + 3),
        ({"n": {"N": "12345"}}, 1 + 4),
        ({"n": {"N": "-0.5"}}, 1 + 2),
        ({"b": {"B": bytes(10)}}, 1 + 10),
        ({"t": {"BOOL": True}}, 1 + 1),
        ({"l": {"L": [{"S": "ab"}, {"NULL": True}]}}, 1 + 3 + 2 + 1 + 1 + 1),
        ({"m": {"M": {"k": {"S": "v"}}}}, 1 + 3 + 1 + 2),
        ({"s": {"SS": ["ab", "c"]}}, 1 + 3 + 3),
    ],
)
def test_an_item_is_as_large_as_its_names_and_values(item: Item, size: int) -> None:
    assert item_size(item) == size


@pytest.mark.parametrize(
    ("kilobytes", "consistent", "units"),
    [(0.1, True, 1), (4, True, 1), (4.1, True, 2), (4.1, False, 1), (0.1, False, 0.5)],
)
def test_a_read_takes_a_unit_for_4_kb_and_half_when_it_may_be_stale(
    kilobytes: float, consistent: bool, units: float
) -> None:
    answer = {"Item": of_kilobytes(kilobytes)}
    assert units_of(call("GetItem", answer, ConsistentRead=consistent)) == Units(read=units)


def test_reading_nothing_is_billed_too() -> None:
    assert units_of(call("GetItem", {}, ConsistentRead=True)) == Units(read=1)
    assert units_of(call("Query", {"Items": []})) == Units(read=0.5)


@pytest.mark.parametrize(("consistent", "units"), [(True, 2 + 1 + 1), (False, 2)])
def test_of_many_items_read_at_once_each_pays_for_itself_there_or_not(
    consistent: bool, units: float
) -> None:
    asked = {"t": {"Keys": [KEY, KEY, KEY], "ConsistentRead": consistent}}
    answer: Item = {"Responses": {"t": [of_kilobytes(4.1), of_kilobytes(0.1)]}}
    assert units_of(call("BatchGetItem", answer, RequestItems=asked)) == Units(read=units)


def test_a_query_pays_for_all_its_items_together() -> None:
    items = [of_kilobytes(1)] * 5
    assert units_of(call("Query", {"Items": items}, ConsistentRead=True)) == Units(read=2)


def test_a_write_pays_for_the_larger_of_old_and_new() -> None:
    assert put({}, of_kilobytes(2.5)) == Units(write=3)
    assert put(of_kilobytes(4), of_kilobytes(1)) == Units(write=4)


@pytest.mark.parametrize(
    ("old", "new", "units"),
    [
        ({}, of_kilobytes(2, **QUEUED), 2 + 2),
        (of_kilobytes(2, **QUEUED), of_kilobytes(2), 2 + 2),
        (of_kilobytes(2, **QUEUED), of_kilobytes(2, **QUEUED), 2),
        (of_kilobytes(1, **QUEUED), of_kilobytes(2, **QUEUED), 2 + 2),
        (of_kilobytes(1, **QUEUED), of_kilobytes(1, **QUEUED_LATER), 1 + 2),
        ({}, of_kilobytes(1, work={"S": "RECEIVED"}), 1),
    ],
    ids=["enters", "leaves", "stays as it is", "changes", "moves", "has half a key"],
)
def test_an_index_is_written_when_its_entry_changes(old: Item, new: Item, units: int) -> None:
    assert put(old, new) == Units(write=units)


def test_who_loses_a_race_pays_for_what_stands_there() -> None:
    assert put(of_kilobytes(3, **QUEUED), of_kilobytes(1), LOST) == Units(write=3)
    assert put({}, of_kilobytes(3), LOST) == Units(write=1)


def test_each_item_of_a_batch_pays_for_itself() -> None:
    requests = [{"PutRequest": {"Item": of_kilobytes(size)}} for size in (0.5, 2)]
    written = call("BatchWriteItem", {}, [{}, {}], RequestItems={"t": requests})
    assert units_of(written) == Units(write=1 + 2)


def test_a_deletion_pays_for_what_was_there() -> None:
    old = of_kilobytes(2, **QUEUED)
    assert units_of(call("DeleteItem", {}, [old], Key=KEY)) == Units(write=2 + 2)


def test_a_count_pays_for_its_row() -> None:
    counted = call("UpdateItem", {"Attributes": {"count": {"N": "1"}}}, [{}], Key=KEY)
    assert units_of(counted) == Units(write=1)


def test_an_update_that_repeats_nothing_pays_for_what_it_sets() -> None:
    names, values = {"#note": "note", "#n": "n"}, {":note": {"S": "x" * 1_500}, ":one": {"N": "1"}}
    given = {"ExpressionAttributeNames": names, "ExpressionAttributeValues": values}
    assert units_of(call("UpdateItem", {}, [{}], Key=KEY, **given)) == Units(write=2)


def test_a_transaction_pays_twice_for_what_it_writes_and_for_what_it_checks() -> None:
    members = [
        {"ConditionCheck": {"TableName": "t", "Key": KEY}},
        {"Put": {"TableName": "t", "Item": of_kilobytes(2, **QUEUED)}},
    ]
    before: list[Item] = [of_kilobytes(3), of_kilobytes(1)]
    written = call("TransactWriteItems", {}, before, TransactItems=members)
    assert units_of(written) == Units(write=2 * 3 + 2 * 2 + 2)


def test_what_nobody_has_priced_is_refused() -> None:
    with pytest.raises(UnknownOperationError, match="Scan"):
        units_of(call("Scan", {}))
