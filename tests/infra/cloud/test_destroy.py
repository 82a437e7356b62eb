"""A stack comes down only when nothing in its archive must be kept any longer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from infra.cloud.destroy import RETAINED, Destruction, NotDestroyedError
from infra.cloud.stack import Stack
from infra.sandbox.embedded_aws.clients import Clients
from tests.infra.merged import RESOURCES, TEMPLATE, mentions

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Standing:
    """A stack with an archive that can lock, and an operator who types `answer`."""

    clients: Clients
    name: str
    answer: str = ""
    now: datetime = NOW
    told: list[str] = field(default_factory=list)

    @property
    def archive(self) -> str:
        return f"{self.name}-archive"

    @property
    def stack(self) -> Stack:
        client = self.clients.session.client(
            "cloudformation", endpoint_url=self.clients.endpoint_url
        )
        return Stack(client, self.name)

    def build(self) -> None:
        self.clients.s3.create_bucket(Bucket=self.archive, ObjectLockEnabledForBucket=True)
        template = {
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"ArchiveBucketName": {"Value": self.archive}},
        }
        self.stack.cloudformation.create_stack(
            StackName=self.name, TemplateBody=yaml.safe_dump(template)
        )

    def archive_until(self, key: str, until: datetime) -> None:
        self.clients.s3.put_object(
            Bucket=self.archive,
            Key=key,
            Body=b"ISA",
            ObjectLockMode="GOVERNANCE",
            ObjectLockRetainUntilDate=until,
        )

    def destroy(self) -> None:
        Destruction(
            self.stack,
            self.clients.s3,
            lambda: self.now,
            self.told.append,
            lambda _question: self.answer,
        ).destroy()


@pytest.fixture
def standing(clients: Clients, request: pytest.FixtureRequest) -> Standing:
    standing = Standing(clients, request.node.name.replace("_", "-")[:50])
    standing.build()
    standing.answer = standing.name
    return standing


def test_a_stack_with_an_empty_archive_comes_down_and_says_what_stays(standing: Standing) -> None:
    standing.destroy()
    assert standing.stack.status() is None
    assert standing.told == [f"stays: ArchiveBucketName {standing.archive}"]


def test_a_locked_object_keeps_the_stack(standing: Standing) -> None:
    standing.archive_until("era/free.835", NOW - timedelta(days=1))
    standing.archive_until("era/locked.835", NOW + timedelta(days=400))
    with pytest.raises(NotDestroyedError, match=r"era/locked.835 is locked until 2027-04-06"):
        standing.destroy()
    assert standing.stack.status() == "CREATE_COMPLETE"


def test_an_older_version_that_is_locked_keeps_the_stack(standing: Standing) -> None:
    standing.archive_until("era/one.835", NOW + timedelta(days=400))
    standing.clients.s3.delete_object(Bucket=standing.archive, Key="era/one.835")
    with pytest.raises(NotDestroyedError, match="locked"):
        standing.destroy()


def test_a_lock_that_nobody_shows_keeps_the_stack(standing: Standing) -> None:
    """S3 leaves it out of the head that it shows to whoever may not see it."""
    standing.clients.s3.put_object(Bucket=standing.archive, Key="era/one.835", Body=b"ISA")
    with pytest.raises(NotDestroyedError, match=r"era/one.835 .*s3:GetObjectRetention"):
        standing.destroy()
    assert standing.stack.status() == "CREATE_COMPLETE"


def test_a_legal_hold_keeps_the_stack(standing: Standing) -> None:
    standing.archive_until("era/held.835", NOW - timedelta(days=1))
    standing.clients.s3.put_object_legal_hold(
        Bucket=standing.archive, Key="era/held.835", LegalHold={"Status": "ON"}
    )
    with pytest.raises(NotDestroyedError, match="legal hold"):
        standing.destroy()


def test_the_last_lock_gone_the_stack_comes_down(standing: Standing) -> None:
    standing.archive_until("era/locked.835", NOW + timedelta(days=400))
    standing.now = NOW + timedelta(days=401)
    standing.destroy()
    assert standing.stack.status() is None


def test_another_name_typed_changes_nothing(standing: Standing) -> None:
    standing.answer = "yes"
    with pytest.raises(NotDestroyedError, match="Another name"):
        standing.destroy()
    assert standing.stack.status() == "CREATE_COMPLETE"


def test_no_stack_is_told(clients: Clients) -> None:
    with pytest.raises(NotDestroyedError, match="no stack"):
        Standing(clients, "claim-courier-nowhere").destroy()


def test_whatever_outlives_the_stack_is_named() -> None:
    stays = {name for name, each in RESOURCES.items() if each.get("DeletionPolicy") == "Retain"}
    told = {part for name in RETAINED for part in mentions(TEMPLATE["Outputs"][name]["Value"])}
    assert stays <= told
