"""The template as AWS itself reads it: through the very code of its SAM transform."""

import copy
import json
from typing import Any

import boto3
import pytest
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra.cloud.deploy import with_code
from tests.infra.builders import Json
from tests.infra.merged import DEFAULTS, FUNCTIONS, TEMPLATE


class NoManagedPolicies:
    def load(self) -> dict[str, str]:
        return {}


@pytest.fixture(scope="module")
def plain() -> dict[str, dict[str, Any]]:
    """The resources of CloudFormation's own types that the transform makes."""
    template = with_code(copy.deepcopy(TEMPLATE), "packages", "deployment/x.zip")
    session = boto3.Session(region_name="us-east-1")
    translator = Translator(NoManagedPolicies(), Parser(), boto_session=session)
    translated = translator.translate(template, {key: str(DEFAULTS[key]) for key in DEFAULTS})
    resources: dict[str, dict[str, Any]] = translated["Resources"]
    return resources


def of_type(plain: dict[str, dict[str, Any]], resource_type: str) -> list[dict[str, Any]]:
    return [each["Properties"] for each in plain.values() if each["Type"] == resource_type]


def answers(plain: dict[str, dict[str, Any]]) -> dict[str, Any]:
    body = plain["RestAPI"]["Properties"]["Body"]
    responses: dict[str, Any] = body["x-amazon-apigateway-gateway-responses"]
    return responses


def test_every_function_is_made(plain: dict[str, dict[str, Any]]) -> None:
    assert len(of_type(plain, "AWS::Lambda::Function")) == len(FUNCTIONS)
    for function in of_type(plain, "AWS::Lambda::Function"):
        assert function["Code"] == {"S3Bucket": "packages", "S3Key": "deployment/x.zip"}


def test_the_queues_start_their_functions_and_no_more_at_once_than_allowed(
    plain: dict[str, dict[str, Any]],
) -> None:
    mappings = of_type(plain, "AWS::Lambda::EventSourceMapping")
    at_once = {
        mapping["EventSourceArn"]["Fn::GetAtt"][0]: mapping["ScalingConfig"]["MaximumConcurrency"]
        for mapping in mappings
    }
    assert at_once == {
        "EventQueue": 2,
        "ResponseQueue": 50,
        "VisitQueue": 20,
        "WebhookQueue": 20,
    }
    several = {m["EventSourceArn"]["Fn::GetAtt"][0] for m in mappings if m["BatchSize"] > 1}
    assert several == {"EventQueue"}, "all of its messages say the same"


def test_the_api_and_its_figures_carry_the_stacks_name(plain: dict[str, dict[str, Any]]) -> None:
    assert plain["RestAPI"]["Properties"]["Body"]["info"]["title"] == {"Ref": "AWS::StackName"}


def test_a_firewall_can_stand_before_the_stage_that_is_deployed(
    plain: dict[str, dict[str, Any]],
) -> None:
    stage = plain[plain["WebAclAssociation"]["DependsOn"]]
    assert stage["Type"] == "AWS::ApiGateway::Stage"
    arn = plain["WebAclAssociation"]["Properties"]["ResourceArn"]["Fn::Sub"]
    assert arn.endswith(f"/stages/{stage['Properties']['StageName']}")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("MISSING_AUTHENTICATION_TOKEN", "404"),
        ("REQUEST_TOO_LARGE", "413"),
        ("THROTTLED", "429"),
        ("INTEGRATION_TIMEOUT", "504"),
        ("WAF_FILTERED", "403"),
        ("DEFAULT_4XX", "400"),
        ("DEFAULT_5XX", "500"),
    ],
)
def test_what_the_gateway_answers_by_itself_are_problem_details(
    plain: dict[str, dict[str, Any]], kind: str, status: str
) -> None:
    answer = answers(plain)[kind]
    headers = answer["responseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    problem = json.loads(filled_in(answer["responseTemplates"]["application/json"]))
    assert problem["type"].endswith(f"/problems/{problem['code']}")
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == "the id"
    assert answer["statusCode"] == status
    assert problem["status"] == int(status)


def filled_in(text: str) -> str:
    """With what API Gateway puts into a template of an answer."""
    message = '"words of AWS"'
    return text.replace("$context.requestId", "the id").replace(
        "$context.error.messageString", message
    )


def test_who_comes_too_often_is_told_when_to_come_again(plain: dict[str, dict[str, Any]]) -> None:
    throttled: Json = answers(plain)["THROTTLED"]
    assert throttled["responseParameters"]["gatewayresponse.header.Retry-After"] == "'1'"
