"""A template in the making: names lead to resources, which are made when first looked up."""

from collections.abc import Callable, Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION
from infra.sandbox.provisioner.intrinsics import NO_VALUE, Resolver
from infra.sandbox.provisioner.provisioned import Resource

Template = Mapping[str, Any]
Properties = Mapping[str, Any]
MakeResource = Callable[[str, str, Properties], Resource]


_SECTIONS = frozenset(
    {
        "AWSTemplateFormatVersion",
        "Conditions",
        "Description",
        "Globals",
        "Outputs",
        "Parameters",
        "Resources",
        "Rules",
        "Transform",
    }
)


class UnknownParameterError(Exception):
    """A value was given for a parameter that the template does not declare."""


class BrokenRuleError(Exception):
    """The parameters break a rule of the template; its own words say which."""


class UnknownSectionError(Exception):
    """The template has a part that nothing here honors."""


class CircularReferenceError(Exception):
    """A resource needs itself to be made."""


class Stack:
    """Makes the resources of a template, each once and after those that it refers to.

    `make` takes a resource's logical id, its type and its properties, still unresolved.
    """

    def __init__(
        self, name: str, template: Template, parameters: Mapping[str, str], make: MakeResource
    ) -> None:
        self.name = name
        self.resources: dict[str, Resource] = {}
        self.resolver = Resolver(self)
        self._template = template
        self._parameters = _parameter_values(template.get("Parameters", {}), parameters)
        self._make = make
        self._in_the_making: set[str] = set()

    def make_all(self) -> None:
        """Raises BrokenRuleError, UnknownSectionError, and whatever `make` raises."""
        unknown = self._template.keys() - _SECTIONS
        if unknown:
            raise UnknownSectionError(", ".join(sorted(unknown)))
        self._check_rules()
        for logical_id, definition in self._template["Resources"].items():
            if self._is_wanted(definition):
                self._resource(logical_id)

    def outputs(self) -> dict[str, str]:
        declared = self._template.get("Outputs", {})
        return {
            name: str(self.resolver.resolve(output["Value"]))
            for name, output in declared.items()
            if self._is_wanted(output)
        }

    def ref(self, name: str) -> Any:  # noqa: ANN401 - a parameter may be text, number or list
        if name in self._parameters:
            return self._parameters[name]
        pseudo = self._pseudo_parameters()
        return pseudo[name] if name in pseudo else self._resource(name).ref

    def attribute(self, logical_id: str, name: str) -> str:
        return self._resource(logical_id).attributes[name]

    def condition(self, name: str) -> Any:  # noqa: ANN401 - a node of the template
        return self._template["Conditions"][name]

    def _is_wanted(self, definition: Mapping[str, Any]) -> bool:
        condition = definition.get("Condition")
        return condition is None or self.resolver.condition_holds(condition)

    def _check_rules(self) -> None:
        holds = self.resolver.resolve
        for rule in self._template.get("Rules", {}).values():
            if holds(rule.get("RuleCondition", True)):
                for assertion in rule["Assertions"]:
                    if not holds(assertion["Assert"]):
                        raise BrokenRuleError(assertion["AssertDescription"])

    def _resource(self, logical_id: str) -> Resource:
        if logical_id in self.resources:
            return self.resources[logical_id]
        if logical_id in self._in_the_making:
            raise CircularReferenceError(logical_id)
        self._in_the_making.add(logical_id)
        definition = self._template["Resources"][logical_id]
        properties = definition.get("Properties", {})
        self.resources[logical_id] = self._make(logical_id, definition["Type"], properties)
        return self.resources[logical_id]

    def _pseudo_parameters(self) -> dict[str, Any]:
        return {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::NoValue": NO_VALUE,
            "AWS::Partition": "aws",
            "AWS::Region": REGION,
            "AWS::StackName": self.name,
            "AWS::URLSuffix": "amazonaws.com",
        }


def _parameter_values(
    declared: Mapping[str, Mapping[str, Any]], given: Mapping[str, str]
) -> dict[str, Any]:
    unknown = given.keys() - declared.keys()
    if unknown:
        raise UnknownParameterError(", ".join(sorted(unknown)))
    return {
        name: _typed(definition["Type"], given.get(name, definition.get("Default")))
        for name, definition in declared.items()
    }


def _typed(parameter_type: str, value: Any) -> Any:  # noqa: ANN401 - text, number or list
    if parameter_type == "Number":
        return int(value)
    if parameter_type == "CommaDelimitedList":
        return value.split(",")
    return value
