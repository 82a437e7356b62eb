"""Many items at once, for items that may be written again without harm."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from chalicelib.adapters.dynamodb.attribute_values import WireItem
from chalicelib.domain.errors import CourierError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import WriteRequestUnionTypeDef

ITEMS_PER_CALL = 25
"""BatchWriteItem takes no more."""

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds to wait before what DynamoDB left unprocessed is sent again."""


class UnprocessedItemsError(CourierError):
    """DynamoDB went on leaving items unprocessed: it is throttling."""


def write_all(
    client: "DynamoDBClient",
    table: str,
    items: Iterable[WireItem],
    pause: Callable[[float], None],
) -> None:
    """Writes every item, unconditionally. Raises UnprocessedItemsError."""
    rest = iter(items)
    while chunk := list(islice(rest, ITEMS_PER_CALL)):
        _write(client, table, [{"PutRequest": {"Item": item}} for item in chunk], pause)


def _write(
    client: "DynamoDBClient",
    table: str,
    requests: "list[WriteRequestUnionTypeDef]",
    pause: Callable[[float], None],
) -> None:
    for seconds in PAUSES:
        answer = client.batch_write_item(RequestItems={table: requests})
        requests = list(answer["UnprocessedItems"].get(table, ()))
        if not requests:
            return
        pause(seconds)
    raise UnprocessedItemsError(f"{len(requests)} items are still unprocessed.")
