"""A stack in CloudFormation: propose changes, carry them out, take it down."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError, WaiterError

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
STORES = frozenset(
    {"AWS::Cognito::UserPool", "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::S3::Bucket"}
)
_NOT_YET = frozenset({None, "REVIEW_IN_PROGRESS"})
_NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")


class StackFailedError(Exception):
    """CloudFormation refused, or gave up and rolled back; says what failed and why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One resource of a change set. `replaced` when a new one is made and the old one dropped."""

    action: str
    logical_id: str
    resource_type: str
    replaced: bool

    @property
    def loses_a_store(self) -> bool:
        """Whether a table, bucket, key or user pool would be another one afterwards."""
        gone = self.action == "Remove" or self.replaced
        return gone and self.resource_type in STORES

    def __str__(self) -> str:
        how = f"{self.action} (REPLACED)" if self.replaced else self.action
        return f"{how:<20} {self.logical_id} ({self.resource_type})"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change set that waits for a decision."""

    change_set_id: str
    creates: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """`cloudformation` is boto3's client, for which there are no types here."""

    cloudformation: Any
    name: str

    def status(self) -> str | None:
        """CloudFormation's word for the stack's state; None when there is none."""
        described = self._described()
        return described["StackStatus"] if described else None

    def outputs(self) -> dict[str, str]:
        described = self._described() or {}
        return {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", ())}

    def propose(self, template_url: str, parameters: Mapping[str, str]) -> Proposal | None:
        """What would change; None when nothing would. Raises StackFailedError."""
        creates = self.status() in _NOT_YET
        change_set_id = self.cloudformation.create_change_set(
            StackName=self.name,
            ChangeSetName=f"deploy-{datetime.now(UTC):%Y%m%dT%H%M%S%f}",
            ChangeSetType="CREATE" if creates else "UPDATE",
            TemplateURL=template_url,
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
            Capabilities=CAPABILITIES,
        )["Id"]
        try:
            self._wait("change_set_create_complete", ChangeSetName=change_set_id)
        except WaiterError as error:
            self._forget(change_set_id)
            reason = str(error.last_response.get("StatusReason", ""))
            if not any(words in reason for words in _NOTHING_TO_DO):
                raise StackFailedError(reason) from error
            return None
        return Proposal(change_set_id, creates, tuple(self._changes(change_set_id)))

    def accept(self, proposal: Proposal) -> None:
        """Carries it out and waits for the end. Raises StackFailedError with what failed."""
        began = datetime.now(UTC)
        self.cloudformation.execute_change_set(
            ChangeSetName=proposal.change_set_id, StackName=self.name
        )
        self._finish("create" if proposal.creates else "update", began)

    def discard(self, proposal: Proposal) -> None:
        """Forgets a proposal; a stack that was only proposed vanishes with it."""
        self._forget(proposal.change_set_id)
        if proposal.creates:
            self.cloudformation.delete_stack(StackName=self.name)

    def delete(self) -> None:
        """Takes it down; resources with the policy Retain stay. Raises StackFailedError."""
        began = datetime.now(UTC)
        self.cloudformation.delete_stack(StackName=self.name)
        self._finish("delete", began)

    def _described(self) -> dict[str, Any] | None:
        try:
            described = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            return None
        return dict(described[0])

    def _changes(self, change_set_id: str) -> Iterator[Change]:
        pages = self.cloudformation.get_paginator("describe_change_set").paginate(
            ChangeSetName=change_set_id, StackName=self.name
        )
        for page in pages:
            for change in page["Changes"]:
                told = change["ResourceChange"]
                replaced = told.get("Replacement") in {"True", "Conditional"}
                yield Change(
                    told["Action"], told["LogicalResourceId"], told["ResourceType"], replaced
                )

    def _forget(self, change_set_id: str) -> None:
        self.cloudformation.delete_change_set(ChangeSetName=change_set_id, StackName=self.name)

    def _finish(self, what: str, began: datetime) -> None:
        try:
            self._wait(f"stack_{what}_complete")
        except WaiterError as error:
            raise StackFailedError("\n".join(self._failures(began)) or str(error)) from error

    def _wait(self, waiter: str, **what: str) -> None:
        self.cloudformation.get_waiter(waiter).wait(StackName=self.name, **what)

    def _failures(self, began: datetime) -> Iterator[str]:
        """What failed first stands last."""
        pages = self.cloudformation.get_paginator("describe_stack_events").paginate(
            StackName=self.name
        )
        for page in pages:
            for event in page["StackEvents"]:
                if event["Timestamp"] < began:
                    return
                if event["ResourceStatus"].endswith("_FAILED"):
                    reason = event.get("ResourceStatusReason", "")
                    yield f"{event['LogicalResourceId']}: {reason}"
