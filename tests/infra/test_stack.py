"""Resources are made once, after what they refer to."""

from typing import Any

import pytest

from infra.sandbox.provisioner.provisioned import Resource
from infra.sandbox.provisioner.stack import CircularReferenceError, Stack, UnknownParameterError
from tests.infra.builders import Json


def made_in_order(template: dict[str, Any], **parameters: str) -> tuple[list[str], Stack]:
    order: list[str] = []

    def make(logical_id: str, _type: str, properties: Json) -> Resource:
        stack.resolver.resolve(properties)
        order.append(logical_id)
        return Resource(logical_id.lower())

    stack = Stack("stack", template, parameters, make)
    stack.make_all()
    return order, stack


def resource(**properties: Json) -> dict[str, Any]:
    return {"Type": "Thing", "Properties": properties}


def test_what_is_referred_to_is_made_first_and_once() -> None:
    order, _ = made_in_order(
        {
            "Resources": {
                "A": resource(x={"Ref": "C"}),
                "B": resource(x={"Fn::Sub": "${C}"}),
                "C": resource(),
            }
        }
    )
    assert order == ["C", "A", "B"]


def test_a_circle_is_refused() -> None:
    circle = {"A": resource(x={"Ref": "B"}), "B": resource(x={"Ref": "A"})}
    with pytest.raises(CircularReferenceError):
        made_in_order({"Resources": circle})


def test_a_resource_whose_condition_does_not_hold_is_not_made() -> None:
    template = {
        "Parameters": {"Mail": {"Type": "String", "Default": ""}},
        "Conditions": {"HasMail": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Mail"}, ""]}]}},
        "Resources": {"A": {**resource(), "Condition": "HasMail"}},
    }
    assert made_in_order(template)[0] == []
    assert made_in_order(template, Mail="somebody@example.test")[0] == ["A"]


def test_parameters_have_their_types() -> None:
    template = {
        "Parameters": {
            "Days": {"Type": "Number", "Default": 5},
            "Zones": {"Type": "CommaDelimitedList", "Default": "a,b"},
        },
        "Resources": {},
    }
    _, stack = made_in_order(template, Days="1")
    assert stack.ref("Days") == 1
    assert stack.ref("Zones") == ["a", "b"]


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownParameterError, match="Dais"):
        made_in_order({"Resources": {}}, Dais="1")


def test_outputs_are_resolved() -> None:
    template = {"Resources": {"A": resource()}, "Outputs": {"Name": {"Value": {"Ref": "A"}}}}
    assert made_in_order(template)[1].outputs() == {"Name": "a"}
