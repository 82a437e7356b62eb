"""A stack goes up, changes and comes down again, in the embedded AWS's own CloudFormation.

It knows no SAM templates, so the stacks here are small and plain.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from infra.cloud.deploy import Deployment, NotDeployedError, with_code
from infra.cloud.package import TEMPLATE, ZIP
from infra.cloud.package_store import PackageStore
from infra.cloud.stack import Change, Stack
from infra.cloud.stage import Stage
from infra.sandbox.embedded_aws.clients import REGION, Clients
from tests.infra.builders import Json

SILENT_TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "silent"}}
OTHER_TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "other"}}


@dataclass
class Operator:
    """Somebody who deploys into the embedded AWS, and answers every question the same."""

    clients: Clients
    folder: Path
    name: str
    answer: bool = True
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def deployment(self, **resources: Json) -> Deployment:
        template = {
            "Parameters": {"Stage": {"Type": "String"}},
            "Resources": resources,
            "Outputs": {"StageName": {"Value": {"Ref": "Stage"}}},
        }
        (self.folder / TEMPLATE).write_text(yaml.safe_dump(template))
        (self.folder / ZIP).write_bytes(b"zip")
        stage = Stage(self.name, REGION, {"Stage": self.name})
        store = PackageStore(self.clients.s3, "packages", REGION)
        return Deployment(stage, self.stack, store, self.told.append, self._agreed)

    @property
    def stack(self) -> Stack:
        client = self.clients.session.client(
            "cloudformation", endpoint_url=self.clients.endpoint_url
        )
        return Stack(client, f"claim-courier-{self.name}")

    def deploy(self, **resources: Json) -> None:
        self.deployment(**resources).deploy(self.folder)

    def diff(self, **resources: Json) -> None:
        self.deployment(**resources).diff(self.folder)

    def topics(self) -> set[str]:
        topics = self.clients.sns.list_topics()["Topics"]
        return {topic["TopicArn"].rpartition(":")[2] for topic in topics}

    def _agreed(self, question: str) -> bool:
        self.asked.append(question)
        return self.answer


@pytest.fixture
def operator(clients: Clients, tmp_path: Path, request: pytest.FixtureRequest) -> Operator:
    return Operator(clients, tmp_path, request.node.name.replace("_", "-"))


def test_a_stack_is_made_after_it_was_shown_and_agreed_to(operator: Operator) -> None:
    operator.deploy(Silent=SILENT_TOPIC)
    assert operator.told == ["Add                  Silent (AWS::SNS::Topic)"]
    assert operator.asked == [f"Carry this out in claim-courier-{operator.name}?"]
    assert "silent" in operator.topics()


def test_a_stack_is_changed(operator: Operator) -> None:
    operator.deploy(Silent=SILENT_TOPIC)
    operator.told.clear()
    operator.deploy(Silent=SILENT_TOPIC, Other=OTHER_TOPIC)
    assert operator.told == ["Add                  Other (AWS::SNS::Topic)"]
    assert operator.topics() >= {"silent", "other"}
    assert operator.stack.status() == "UPDATE_COMPLETE"


def test_a_no_changes_nothing_and_leaves_nothing_behind(operator: Operator) -> None:
    operator.answer = False
    with pytest.raises(NotDeployedError):
        operator.deploy(Refused={"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "no"}})
    assert "no" not in operator.topics()
    assert operator.stack.status() in {None, "DELETE_COMPLETE"}


def test_a_diff_shows_and_asks_nothing(operator: Operator) -> None:
    operator.diff(Shown={"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "shown"}})
    assert operator.told == ["Add                  Shown (AWS::SNS::Topic)"]
    assert operator.asked == []
    assert "shown" not in operator.topics()


def test_nothing_to_change_is_told_and_not_asked(operator: Operator) -> None:
    operator.deploy(Silent=SILENT_TOPIC)
    operator.told.clear()
    operator.asked.clear()
    operator.deploy(Silent=SILENT_TOPIC)
    assert operator.told == [
        f"claim-courier-{operator.name} is as it should be: nothing to change."
    ]
    assert operator.asked == []


def test_a_deployment_that_would_drop_a_store_is_refused(operator: Operator) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": operator.name[:60]}}
    operator.deploy(Archive=bucket, Silent=SILENT_TOPIC)
    with pytest.raises(NotDeployedError, match="Archive"):
        operator.deploy(Silent=SILENT_TOPIC)
    buckets = [bucket["Name"] for bucket in operator.clients.s3.list_buckets()["Buckets"]]
    assert operator.name[:60] in buckets
    assert len(operator.asked) == 1


@pytest.mark.parametrize(
    ("change", "loses"),
    [
        (Change("Remove", "Table", "AWS::DynamoDB::Table", replaced=False), True),
        (Change("Modify", "DataKey", "AWS::KMS::Key", replaced=True), True),
        (Change("Modify", "UserPool", "AWS::Cognito::UserPool", replaced=True), True),
        (Change("Modify", "ArchiveBucket", "AWS::S3::Bucket", replaced=False), False),
        (Change("Remove", "VisitQueue", "AWS::SQS::Queue", replaced=False), False),
    ],
)
def test_which_changes_lose_a_store(change: Change, loses: bool) -> None:
    assert change.loses_a_store is loses


def test_the_same_file_is_stored_once_under_the_name_of_its_content(
    clients: Clients, tmp_path: Path
) -> None:
    store = PackageStore(clients.s3, "packages-once", REGION)
    store.prepare()
    store.prepare()
    file = tmp_path / "deployment.zip"
    file.write_bytes(b"one")
    first = store.store(file)
    assert store.store(file) == first
    file.write_bytes(b"two")
    assert store.store(file) != first
    assert clients.s3.list_objects_v2(Bucket="packages-once")["KeyCount"] == 2


def test_the_package_bucket_is_private(clients: Clients) -> None:
    PackageStore(clients.s3, "packages-private", "eu-west-1").prepare()
    block = clients.s3.get_public_access_block(Bucket="packages-private")
    assert set(block["PublicAccessBlockConfiguration"].values()) == {True}


def test_functions_find_their_code_and_nothing_else_is_touched() -> None:
    template = {
        "Resources": {
            "Sweep": {"Type": "X", "Properties": {"CodeUri": "./deployment.zip", "Timeout": 3}},
            "Table": {"Type": "Y", "Properties": {"Name": "t"}},
            "Bare": {"Type": "Z"},
        }
    }
    located = with_code(template, "packages", "a/b.zip")["Resources"]
    assert located["Sweep"]["Properties"] == {
        "CodeUri": {"Bucket": "packages", "Key": "a/b.zip"},
        "Timeout": 3,
    }
    assert (located["Table"], located["Bare"]) == (
        template["Resources"]["Table"],
        template["Resources"]["Bare"],
    )
