"""A courier whose calls of ports are counted. Each is one of DynamoDB or S3."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from chalicelib.wiring import Courier, Ports
from tests.functional.courier import House

_NO_CALLS = {"clock", "entropy", "hints", "meter"}


@dataclass(frozen=True, slots=True)
class Counting:
    """A port whose calls are counted; nothing else about it is another."""

    name: str
    port: object
    calls: Counter[str]

    def __getattr__(self, method: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            self.calls[f"{self.name}.{method}"] += 1
            result: object = getattr(self.port, method)(*arguments, **named)
            return result

        return call


def counting_courier(house: House) -> tuple[Courier, Counter[str]]:
    """With the house's own ports."""
    calls: Counter[str] = Counter()
    counting: dict[str, Any] = {
        each.name: getattr(house.ports, each.name)
        if each.name in _NO_CALLS
        else Counting(each.name, getattr(house.ports, each.name), calls)
        for each in fields(Ports)
    }
    return Courier(Ports(**counting)), calls
