"""Makes a template's resources in the embedded AWS."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.sandbox.embedded_aws.clients import ACCOUNT_ID, REGION, Clients
from infra.sandbox.provisioner.functions import read_function
from infra.sandbox.provisioner.makers import MAKERS, Maker
from infra.sandbox.provisioner.provisioned import DeployedFunction, Provisioned, Resource
from infra.sandbox.provisioner.stack import Properties, Stack, Template

FUNCTION = "AWS::Serverless::Function"
ALARM = "AWS::CloudWatch::Alarm"

# Types that mean nothing on one machine: the embedded AWS does not enforce IAM, logs go to a file,
# and the API is served by Chalice's local server.
SKIPPED_TYPES = frozenset(
    {
        "AWS::IAM::Role",
        "AWS::Lambda::Permission",
        "AWS::Logs::LogGroup",
        "AWS::SQS::QueuePolicy",
        "AWS::Serverless::Api",
    }
)


class UnknownResourceTypeError(Exception):
    """The template holds a type that is neither made nor skipped on purpose."""


class UnknownPropertyError(Exception):
    """The template asks for something that the resource's maker does not honor."""


@dataclass(slots=True)
class _Work:
    """One template being applied."""

    stack_name: str
    template: Template
    parameters: Mapping[str, str]
    clients: Clients
    functions: list[DeployedFunction] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    stack: Stack = field(init=False)

    def __post_init__(self) -> None:
        self.stack = Stack(self.stack_name, self.template, self.parameters, self.make)

    def make(self, logical_id: str, resource_type: str, properties: Properties) -> Resource:
        name = f"{self.stack_name}-{logical_id}"
        if resource_type in SKIPPED_TYPES:
            self.skipped.add(logical_id)
            return Resource(name, {"Arn": f"arn:aws:skipped:{REGION}:{ACCOUNT_ID}:{name}"})
        if resource_type == FUNCTION:
            return self._function(name, properties)
        if resource_type == ALARM:
            self.alarms.append(name)
        resolved = self.stack.resolver.resolve(properties)
        return _maker(resource_type, resolved).make(self.clients, name, resolved)

    def _function(self, name: str, properties: Properties) -> Resource:
        defaults = self.template.get("Globals", {}).get("Function", {})
        resolve = self.stack.resolver.resolve
        function = read_function(name, resolve(properties), resolve(defaults))
        self.functions.append(function)
        return Resource(name, {"Arn": function.arn})


def _maker(resource_type: str, properties: Properties) -> Maker:
    if resource_type not in MAKERS:
        raise UnknownResourceTypeError(resource_type)
    maker = MAKERS[resource_type]
    unknown = properties.keys() - maker.properties
    if unknown:
        raise UnknownPropertyError(f"{resource_type}: {', '.join(sorted(unknown))}")
    return maker


def provision(
    template: Template, clients: Clients, stack_name: str, parameters: Mapping[str, str]
) -> Provisioned:
    """Makes every resource of a template that is not skipped.

    Raises UnknownResourceTypeError, UnknownPropertyError, UnknownIntrinsicError,
    UnknownParameterError, UnknownSectionError, BrokenRuleError, and KeyError for a name that the
    template does not hold.
    """
    work = _Work(stack_name, template, parameters, clients)
    work.stack.make_all()
    return Provisioned(
        resources=work.stack.resources,
        functions=tuple(work.functions),
        alarms=tuple(work.alarms),
        outputs=work.stack.outputs(),
        skipped=frozenset(work.skipped),
    )
