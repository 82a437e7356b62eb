"""Many conditional writes in few calls: each transaction writes all of its items, or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from boto3.dynamodb.conditions import ConditionBase
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.attribute_values import conditional, to_wire
from chalicelib.adapters.dynamodb.batch_write import PAUSES
from chalicelib.adapters.dynamodb.encoding import Attributes
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.errors import CourierError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

ITEMS_PER_CALL = 100
"""TransactWriteItems takes no more."""

_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class UnwrittenItemsError(CourierError):
    """DynamoDB went on refusing a transaction for reasons that pass: it is throttling."""


@dataclass(frozen=True, slots=True)
class ConditionalPut:
    item: Attributes
    condition: ConditionBase


def put_all_if(table: Table, puts: Iterable[ConditionalPut]) -> bool:
    """In the order given, up to the first hundred of which one condition does not hold: False, and
    none of that hundred and of those behind it is written. Raises UnwrittenItemsError."""
    rest = iter(puts)
    while chunk := list(islice(rest, ITEMS_PER_CALL)):
        if not _written(table, [_put(table, each) for each in chunk]):
            return False
    return True


def _written(table: Table, puts: "list[TransactWriteItemTypeDef]") -> bool:
    for seconds in PAUSES:
        try:
            table.client.transact_write_items(TransactItems=puts)
        except ClientError as error:
            reasons = _reasons(error)
            if "ConditionalCheckFailed" in reasons:
                return False
            if not reasons & _PASSING:
                raise
            table.pause(seconds)
        else:
            return True
    raise UnwrittenItemsError(f"{len(puts)} items are still unwritten.")


def _reasons(error: ClientError) -> set[str]:
    reasons = cast("list[dict[str, str]]", error.response.get("CancellationReasons", []))
    return {reason.get("Code", "") for reason in reasons}


def _put(table: Table, put: ConditionalPut) -> "TransactWriteItemTypeDef":
    content = {
        "TableName": table.name,
        "Item": to_wire(put.item),
        **conditional(put.condition),
    }
    return cast("TransactWriteItemTypeDef", {"Put": content})
