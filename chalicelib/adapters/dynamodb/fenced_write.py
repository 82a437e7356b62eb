"""Writes under a lease: one transaction that also checks that the lease is still ours.

A row's own condition can't tell a visitor that was taken over from the one who took over; the
lease's token can, and only a transaction sees both at the same instant.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from boto3.dynamodb.conditions import Attr, ConditionBase
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.attribute_values import conditional, to_wire
from chalicelib.adapters.dynamodb.encoding import Attributes
from chalicelib.adapters.dynamodb.keys import accounts as keys
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.errors import LeaseLostError
from chalicelib.domain.lease import Lease

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_LOST = {"ConditionalCheckFailed", "TransactionConflict"}


def put_if(table: Table, new: Attributes, condition: ConditionBase, lease: Lease | None) -> bool:
    """False, and nothing written, when the condition does not hold.

    Raises LeaseLostError, and writes nothing, when another has the lease.
    """
    if lease is None:
        return table.put_if(new, condition)
    try:
        table.client.transact_write_items(
            TransactItems=[_still_ours(table, lease), _put(table, new, condition)]
        )
    except ClientError as error:
        return _explained(error)
    return True


def _explained(error: ClientError) -> bool:
    """Which of the two conditions failed. A row that somebody else is writing at this moment
    counts as changed."""
    reasons = cast("list[dict[str, str]]", error.response.get("CancellationReasons", []))
    lease, row = [reason.get("Code") for reason in reasons] or (None, None)
    if lease == "ConditionalCheckFailed":
        raise LeaseLostError("Another visitor has taken the account over.")
    if not {lease, row} & _LOST:
        raise error
    return False


def _still_ours(table: Table, lease: Lease) -> "TransactWriteItemTypeDef":
    key = to_wire(asdict(keys.lease(lease.account_id)))
    token = conditional(Attr("fence").eq(lease.token))
    check = {"ConditionCheck": {"TableName": table.name, "Key": key, **token}}
    return cast("TransactWriteItemTypeDef", check)


def _put(table: Table, new: Attributes, condition: ConditionBase) -> "TransactWriteItemTypeDef":
    put = {"Put": {"TableName": table.name, "Item": to_wire(new), **conditional(condition)}}
    return cast("TransactWriteItemTypeDef", put)
