"""Which rights calls of AWS need, and which rights a role of the template gives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION
from infra.sandbox.provisioner.intrinsics import NO_VALUE, Resolver
from infra.sandbox.provisioner.provisioned import Provisioned
from infra.sandbox.world import STACK_NAME
from infra.scale.call_recorder import Call
from tests.infra.merged import as_list, statements


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """An action on a resource; in a grant the resource may hold `*`. `via` is the service that does
    it in the caller's name, where it is not the caller."""

    action: str
    resource: str
    via: str = ""

    def covers(self, needed: "Right") -> bool:
        same = (self.action, self.via) == (needed.action, needed.via)
        return same and fnmatchcase(needed.resource, self.resource)


def needed_by(call: Call) -> Iterator[Right]:
    """The rights that AWS asks for.

    Source: Service Authorization Reference, the pages of DynamoDB, KMS, S3, Secrets Manager, SNS
    and SQS.
    """
    yield from _RIGHTS[call.service](call)


def _table(call: Call) -> Iterator[Right]:
    """A transaction needs the rights of its members."""
    if call.operation == "TransactWriteItems":
        for member in call.parameters["TransactItems"]:
            ((kind, written),) = member.items()
            arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT_ID}:table/{written['TableName']}"
            yield Right(f"dynamodb:{kind}Item", arn)
        return
    named = call.parameters.get("RequestItems") or [call.parameters["TableName"]]
    index = f"/index/{call.parameters['IndexName']}" if "IndexName" in call.parameters else ""
    for table in named:
        arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT_ID}:table/{table}"
        yield Right(f"dynamodb:{call.operation}", arn + index)


def _object(call: Call) -> Iterator[Right]:
    """Reading the head needs the right to the object. And who may not list the bucket is told 403
    instead of 404 of what is not there."""
    bucket = f"arn:aws:s3:::{call.parameters['Bucket']}"
    if call.operation == "ListObjectVersions":
        yield Right("s3:ListBucketVersions", bucket)
        return
    operation = call.operation.replace("HeadObject", "GetObject")
    version = "Version" if "VersionId" in call.parameters else ""
    yield Right(f"s3:{operation}{version}", f"{bucket}/{call.parameters['Key']}")
    if operation == "GetObject":
        yield Right("s3:ListBucket", bucket)


def _secret(call: Call) -> Iterator[Right]:
    """The name gets six more characters when the secret is made."""
    name = f"{call.parameters['SecretId']}-x9y8z7"
    yield Right(
        f"secretsmanager:{call.operation}",
        f"arn:aws:secretsmanager:{REGION}:{ACCOUNT_ID}:secret:{name}",
    )


def _queue(call: Call) -> Iterator[Right]:
    queue = call.parameters["QueueUrl"].rpartition("/")[2]
    yield Right(f"sqs:{call.operation}", f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{queue}")


def _topic(call: Call) -> Iterator[Right]:
    """Many messages at once need the right to send one."""
    yield Right("sns:Publish", call.parameters["TopicArn"])


def _key(call: Call) -> Iterator[Right]:
    yield Right(f"kms:{call.operation}", call.parameters["KeyId"])


_RIGHTS = {
    "dynamodb": _table,
    "kms": _key,
    "s3": _object,
    "secretsmanager": _secret,
    "sns": _topic,
    "sqs": _queue,
}


def encryption(calls: Iterable[Call], key_arn: str) -> Iterator[Right]:
    """What is stored is encrypted with a key in the caller's name: to read it, to write an object.

    Source: S3 User Guide, "Required permissions"; DynamoDB Developer Guide, "Encryption at rest";
    KMS Developer Guide, "kms:ViaService".
    """
    used = {(call.service, call.operation) for call in calls}
    if "dynamodb" in {service for service, _ in used}:
        yield Right("kms:Decrypt", key_arn, f"dynamodb.{REGION}.amazonaws.com")
    if ("s3", "GetObject") in used:
        yield Right("kms:Decrypt", key_arn, f"s3.{REGION}.amazonaws.com")
    if ("s3", "PutObject") in used:
        yield Right("kms:GenerateDataKey", key_arn, f"s3.{REGION}.amazonaws.com")


def used_by_lambda(name: str, function: Mapping[str, Any], made: Provisioned) -> Iterator[Right]:
    """What Lambda does in a function's name: its log, its queue, what failed for good.

    Source: Lambda Developer Guide, "Execution role", "Using Lambda with Amazon SQS" and
    "Asynchronous invocation".
    """
    group = f"/aws/lambda/{STACK_NAME}-{name}-x9y8z7"
    log = f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:{group}:log-stream:x"
    yield Right("logs:CreateLogStream", log)
    yield Right("logs:PutLogEvents", log)
    for event in function.get("Events", {}).values():
        if event["Type"] == "SQS":
            queue = _arn(event["Properties"]["Queue"], made)
            for action in ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage"):
                yield Right(f"sqs:{action}", queue)
    invocation = function.get("EventInvokeConfig", {}).get("DestinationConfig", {})
    if "OnFailure" in invocation:
        yield Right("sqs:SendMessage", _arn(invocation["OnFailure"]["Destination"], made))


def given_by(role: str, made: Provisioned) -> set[Right]:
    """A role's grants, with the names of what was made."""
    resolver = Resolver(_Names(made))
    return {
        Right(action, resource, via)
        for statement in map(resolver.resolve, statements(role))
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        for via in _services(statement)
    }


def _services(statement: Mapping[str, Any]) -> list[str]:
    """By which a grant holds; none but the caller where it does not say."""
    equal = statement.get("Condition", {}).get("StringEquals", {})
    return as_list(equal.get("kms:ViaService", ""))


def _arn(node: Any, made: Provisioned) -> str:  # noqa: ANN401 - a part of the template
    return str(Resolver(_Names(made)).resolve(node))


@dataclass(frozen=True, slots=True)
class _Names:
    """Where names in a role lead to."""

    made: Provisioned

    def ref(self, name: str) -> Any:  # noqa: ANN401 - as Scope has it
        pseudo = {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::NoValue": NO_VALUE,
            "AWS::Partition": "aws",
            "AWS::Region": REGION,
            "AWS::StackName": STACK_NAME,
        }
        return pseudo[name] if name in pseudo else self.made.ref(name)

    def attribute(self, logical_id: str, name: str) -> str:
        return self.made.resources[logical_id].attributes[name]

    def condition(self, name: str) -> Any:  # noqa: ANN401 - as Scope has it
        raise KeyError(name)
