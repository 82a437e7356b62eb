"""How large DynamoDB takes an item to be.

Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats".
"""

from collections.abc import Mapping
from typing import Any

_CONTAINER = 3
_MEMBER = 1


def item_size(item: Mapping[str, Any]) -> int:
    """Bytes of an item in the wire's format, such as {"pk": {"S": "BATCH#1"}}."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            digits = len(content.strip("-0.").replace(".", ""))
            return (digits + 1) // 2 + 1
        case "B":
            return len(content)
        case "BOOL" | "NULL":
            return 1
        case "SS" | "NS" | "BS":
            return _CONTAINER + sum(_value_size({kind[0]: each}) for each in content)
        case "L":
            return _CONTAINER + sum(_MEMBER + _value_size(each) for each in content)
        case "M":
            return _CONTAINER + len(content) * _MEMBER + item_size(content)
        case _:
            raise ValueError(f"DynamoDB has no type {kind}")
