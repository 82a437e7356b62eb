"""Python values in DynamoDB's wire form, and back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NotRequired, TypedDict

from boto3.dynamodb.conditions import ConditionBase, ConditionExpressionBuilder
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from chalicelib.adapters.dynamodb.encoding import Attributes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

WireItem = dict[str, "AttributeValueTypeDef"]

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def to_wire(attributes: Mapping[str, object]) -> WireItem:
    return {name: _serialize(value) for name, value in attributes.items()}


def from_wire(item: "Mapping[str, AttributeValueTypeDef]") -> Attributes:
    return {name: _deserialize(value) for name, value in item.items()}


class Conditional(TypedDict):
    """What a conditional write says besides what it writes; DynamoDB takes no empty values."""

    ConditionExpression: str
    ExpressionAttributeNames: dict[str, str]
    ExpressionAttributeValues: NotRequired[WireItem]


def conditional(condition: ConditionBase) -> Conditional:
    expression, names, values = condition_parts(condition)
    parts = Conditional(ConditionExpression=expression, ExpressionAttributeNames=names)
    if values:
        parts["ExpressionAttributeValues"] = values
    return parts


def condition_parts(
    condition: ConditionBase, *, on_key: bool = False
) -> tuple[str, dict[str, str], WireItem]:
    """A condition as expression, its names and its values; attribute names never clash with
    DynamoDB's reserved words, because every one is a placeholder."""
    built = ConditionExpressionBuilder().build_expression(condition, is_key_condition=on_key)
    names = built.attribute_name_placeholders
    return built.condition_expression, names, to_wire(built.attribute_value_placeholders)
