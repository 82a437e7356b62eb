"""CloudFormation's intrinsic functions, resolved lazily.

Source: AWS CloudFormation User Guide, "Intrinsic function reference" and "Pseudo parameters".
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

# What a template holds: JSON values.
Node = Any

NO_VALUE = object()
_PLACEHOLDER = re.compile(r"\$\{(!?)([^}]+)\}")


class UnknownIntrinsicError(Exception):
    """The template uses a function that this resolver does not know."""


class Scope(Protocol):
    """Where names lead to."""

    def ref(self, name: str) -> Node:
        """A parameter, a pseudo parameter or a resource. Raises KeyError."""

    def attribute(self, logical_id: str, name: str) -> str:
        """An attribute of a resource. Raises KeyError."""

    def condition(self, name: str) -> Node:
        """The definition of a condition. Raises KeyError."""


class Resolver:
    """Replaces the intrinsic functions in a part of a template by what they stand for."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._functions: Mapping[str, Callable[[Node], Node]] = {
            "Ref": scope.ref,
            "Condition": lambda name: self.resolve(scope.condition(name)),
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::Join": self._join,
            "Fn::If": self._if,
            "Fn::Equals": lambda sides: self.resolve(sides[0]) == self.resolve(sides[1]),
            "Fn::Not": lambda condition: not self.resolve(condition[0]),
            "Fn::And": lambda conditions: all(map(self.resolve, conditions)),
            "Fn::Or": lambda conditions: any(map(self.resolve, conditions)),
            "Fn::Contains": self._contains,
        }

    def resolve(self, node: Node) -> Node:
        """Resolves a node; members that are `AWS::NoValue` vanish from lists and dictionaries."""
        if isinstance(node, list):
            return [value for value in map(self.resolve, node) if value is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        function = self._function(node)
        if function:
            return function(next(iter(node.values())))
        resolved = {key: self.resolve(value) for key, value in node.items()}
        return {key: value for key, value in resolved.items() if value is not NO_VALUE}

    def condition_holds(self, name: str) -> bool:
        """Whether a named condition is true."""
        return bool(self.resolve({"Condition": name}))

    def _function(self, node: Mapping[str, Node]) -> Callable[[Node], Node] | None:
        """The intrinsic function that a dictionary calls, if it calls one.

        A policy statement has a key `Condition` as well; only a lone one with a name is a call.
        """
        if len(node) != 1:
            return None
        ((name, argument),) = node.items()
        if name.startswith("Fn::") and name not in self._functions:
            raise UnknownIntrinsicError(name)
        if name == "Condition" and not isinstance(argument, str):
            return None
        return self._functions.get(name)

    def _get_att(self, path: list[str] | str) -> str:
        logical_id, _, name = (
            ".".join(path).partition(".") if isinstance(path, list) else (path.partition("."))
        )
        return self._scope.attribute(logical_id, name)

    def _sub(self, argument: str | list[Node]) -> str:
        text, names = (argument, {}) if isinstance(argument, str) else argument

        def value(placeholder: re.Match[str]) -> str:
            literal, name = placeholder.groups()
            if literal:
                return f"${{{name}}}"
            if name in names:
                return str(self.resolve(names[name]))
            return str(self._get_att(name) if "." in name else self._scope.ref(name))

        return _PLACEHOLDER.sub(value, text)

    def _join(self, argument: list[Node]) -> str:
        separator, values = argument
        return str(separator).join(str(value) for value in self.resolve(values))

    def _contains(self, argument: list[Node]) -> bool:
        """Rules compare texts, whatever the parameter's type."""
        values, value = self.resolve(argument)
        return str(value) in map(str, values)

    def _if(self, argument: list[Node]) -> Node:
        name, then, otherwise = argument
        return self.resolve(then if self.condition_holds(name) else otherwise)
