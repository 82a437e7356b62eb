"""A courier whose calls of ports are counted. Each is one of DynamoDB or S3."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from chalicelib.wiring import Courier, Ports
from tests.functional.courier import House

Named = Callable[[str, str, tuple[object, ...]], str]
"""What a call is counted as: of a port, a method of it and its arguments."""

_NO_CALLS = {"access_rules", "clock", "entropy", "hints", "meter", "tokens"}


def by_method(port: str, method: str, _arguments: tuple[object, ...]) -> str:
    return f"{port}.{method}"


def by_question(port: str, method: str, arguments: tuple[object, ...]) -> str:
    return f"{port}.{method}{arguments}"


@dataclass(frozen=True, slots=True)
class Counting:
    """A port whose calls are counted; nothing else about it is another."""

    name: str
    port: object
    calls: Counter[str]
    named: Named

    def __getattr__(self, method: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            self.calls[self.named(self.name, method, arguments)] += 1
            result: object = getattr(self.port, method)(*arguments, **named)
            return result

        return call


def counting_courier(house: House, named: Named = by_method) -> tuple[Courier, Counter[str]]:
    """With the house's own ports."""
    calls: Counter[str] = Counter()
    counting: dict[str, Any] = {
        each.name: getattr(house.ports, each.name)
        if each.name in _NO_CALLS
        else Counting(each.name, getattr(house.ports, each.name), calls, named)
        for each in fields(Ports)
    }
    return Courier(Ports(**counting)), calls
