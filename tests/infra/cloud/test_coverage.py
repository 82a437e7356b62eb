"""Nothing is deployed without what it needs to be operated."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from infra.cloud.template import PIECES, PROJECT, SaidTwiceError, joined
from tests.infra.merged import (
    ALARMS,
    DEFAULTS,
    FUNCTIONS,
    QUEUES,
    RESOURCES,
    TEMPLATE,
    actions,
    of_type,
)


def watched(metric: str) -> set[str]:
    """The functions whose metric has an alarm."""
    return {
        alarm["Dimensions"][0]["Value"]["Ref"]
        for alarm in ALARMS.values()
        if (alarm["Namespace"], alarm["MetricName"]) == ("AWS/Lambda", metric)
    }


@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_every_function_has_an_alarm(metric: str) -> None:
    assert watched(metric) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_starts_a_function_says_what_becomes_of_failures(name: str) -> None:
    """A queue sets them aside; events are repeated and set aside; the next round follows a missed
    one. Who calls the API is told at once."""
    function = FUNCTIONS[name]
    for event in function.get("Events", {}).values():
        match event["Type"]:
            case "SQS":
                queue = event["Properties"]["Queue"]["Fn::GetAtt"][0]
                assert "RedrivePolicy" in QUEUES[queue]
            case "CloudWatchEvent":
                assert "DeadLetterConfig" in event["Properties"]
                assert "OnFailure" in function["EventInvokeConfig"]["DestinationConfig"]
            case "Schedule":
                assert function["EventInvokeConfig"]["MaximumRetryAttempts"] == 0
            case kind:
                assert kind == "Api"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_functions_log_is_forgotten_in_time(name: str) -> None:
    (group,) = [
        group
        for group in of_type("AWS::Logs::LogGroup").values()
        if group["LogGroupName"]["Fn::Sub"] == f"/aws/lambda/${{{name}}}"
    ]
    assert group["RetentionInDays"] == 365


def test_the_api_and_the_table_have_alarms_of_their_own() -> None:
    names = {(alarm["Namespace"], alarm["MetricName"]) for alarm in ALARMS.values()}
    assert names >= {
        ("AWS/ApiGateway", "5XXError"),
        ("AWS/DynamoDB", "ReadThrottleEvents"),
        ("AWS/DynamoDB", "WriteThrottleEvents"),
    }


def test_the_dashboard_is_readable_and_shows_the_stack_only() -> None:
    body = RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    widgets = json.loads(body)["widgets"]
    assert len({(widget["x"], widget["y"]) for widget in widgets}) == len(widgets)
    for widget in widgets:
        assert any(
            own in json.dumps(widget) for own in ("${AWS::StackName}", "${Stage}", "${Table}")
        )


def test_every_parameter_is_explained_and_used() -> None:
    used = json.dumps([TEMPLATE[part] for part in ("Conditions", "Globals", "Resources")])
    for name, parameter in TEMPLATE["Parameters"].items():
        assert parameter["Description"]
        assert f'{{"Ref": "{name}"}}' in used or f"${{{name}}}" in used


def test_what_costs_by_the_hour_is_not_there_unless_it_is_asked_for() -> None:
    assert DEFAULTS["FixedAddress"] == "no"
    for name, resource in RESOURCES.items():
        if resource["Type"].startswith("AWS::EC2::"):
            assert resource["Condition"] == "HasFixedAddress", name


def test_who_logs_in_at_a_clearinghouse_does_so_from_the_fixed_address() -> None:
    """Passwords are read for nothing else."""
    roles = {name: function["Role"]["Fn::GetAtt"][0] for name, function in FUNCTIONS.items()}
    log_in = {n for n, role in roles.items() if "secretsmanager:GetSecretValue" in actions(role)}
    assert {name for name, function in FUNCTIONS.items() if "VpcConfig" in function} == log_in
    entering = RESOURCES["VisitNetworkPolicy"]["Properties"]["Roles"]
    assert {role["Ref"] for role in entering} == {roles[name] for name in log_in}


def test_nobody_comes_into_the_network() -> None:
    assert "SecurityGroupIngress" not in RESOURCES["VisitSecurityGroup"]["Properties"]
    assert RESOURCES["VisitAddress"]["DeletionPolicy"] == "Retain"


def test_pieces_of_the_template_may_share_a_part_but_say_nothing_twice() -> None:
    one, other = {"A": {"x": 1}}, {"A": {"y": 2}, "B": 3}
    assert joined(one, other) == {"A": {"x": 1, "y": 2}, "B": 3}
    with pytest.raises(SaidTwiceError, match=r"A\.x"):
        joined(one, {"A": {"x": 2}})


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_a_piece_of_the_template_gives_nothing_a_value_twice(piece: Path) -> None:
    assert list(said_twice(yaml.compose(piece.read_text(), yaml.SafeLoader))) == []


def test_what_is_said_twice_within_a_piece_is_found() -> None:
    assert list(said_twice(yaml.compose("{A: {x: 1, x: 2}}", yaml.SafeLoader))) == ["x"]


def said_twice(node: yaml.Node | None) -> Iterator[str]:
    """The keys that a mapping holds more than once: YAML lets the last one win in silence."""
    if isinstance(node, yaml.SequenceNode):
        for member in node.value:
            yield from said_twice(member)
    elif isinstance(node, yaml.MappingNode):
        counted = Counter(key.value for key, _ in node.value)
        yield from (key for key, count in counted.items() if count > 1)
        for _, value in node.value:
            yield from said_twice(value)


def test_the_runbook_tells_of_an_alarm_once() -> None:
    runbook = (PROJECT / "docs" / "operations.md").read_text()
    rows = re.findall(r"^\| (`\S+Alarm`.*?) \|", runbook, re.MULTILINE)
    assert len(rows) == len(set(rows))
