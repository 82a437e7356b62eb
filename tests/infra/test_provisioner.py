"""What was asked of the embedded AWS is read back from it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from infra.cloud.template import build_template
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.functions import UnknownTriggerError, read_function
from infra.sandbox.provisioner.provision import (
    UnknownPropertyError,
    UnknownResourceTypeError,
    provision,
)
from infra.sandbox.provisioner.provisioned import (
    MatchingEvents,
    Provisioned,
    QueueEvents,
    Schedule,
)
from infra.sandbox.provisioner.stack import BrokenRuleError, UnknownSectionError
from tests.infra import stand_in_app
from tests.infra.builders import Json


@pytest.fixture(scope="module")
def made(clients: Clients) -> Provisioned:
    template = build_template(stand_in_app.app)
    return provision(template, clients, "test", {"ArchiveRetentionDays": "1", "Stage": "test"})


def one_resource(resource_type: str, **properties: Json) -> dict[str, Any]:
    return {"Resources": {"It": {"Type": resource_type, "Properties": properties}}}


def test_only_what_means_nothing_here_is_skipped(made: Provisioned) -> None:
    functions = (
        "ApiHandler",
        "ApplyResponse",
        "ReceiveDroppedFile",
        "Sweep",
        "VisitClearinghouse",
        "WatchStalls",
        "DrawStatements",
        "DeliverWebhook",
        "PublishEvents",
        "DrillArchive",
    )
    assert made.skipped == {
        *(f"{name}Role" for name in functions),
        *(f"{name}LogGroup" for name in functions),
        "APIHandlerInvokePermission",
        "DropDeadLettersPolicy",
        "RestAPI",
    }


def test_the_archive_locks_for_as_long_as_this_stage_says(
    clients: Clients, made: Provisioned
) -> None:
    bucket = made.ref("ArchiveBucket")
    lock = clients.s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    retention = lock["Rule"]["DefaultRetention"]
    assert (retention["Mode"], retention["Days"]) == ("GOVERNANCE", 1)
    assert clients.s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"


def test_the_archive_grows_colder(clients: Clients, made: Provisioned) -> None:
    answer = clients.s3.get_bucket_lifecycle_configuration(Bucket=made.ref("ArchiveBucket"))
    (rule,) = answer["Rules"]
    steps = [(step["Days"], step["StorageClass"]) for step in rule["Transitions"]]
    assert steps == [(30, "STANDARD_IA"), (90, "GLACIER_IR"), (365, "DEEP_ARCHIVE")]


def test_the_intake_is_encrypted_and_forgets(clients: Clients, made: Provisioned) -> None:
    bucket = made.ref("IntakeBucket")
    (rule,) = clients.s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    assert rule["Expiration"]["Days"] == 30
    encryption = clients.s3.get_bucket_encryption(Bucket=bucket)
    (encrypted,) = encryption["ServerSideEncryptionConfiguration"]["Rules"]
    key = encrypted["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"]
    assert key == made.resources["DataKey"].attributes["Arn"]


def test_a_bucket_policy_is_kept_but_for_what_would_refuse_plain_http(
    clients: Clients, made: Provisioned
) -> None:
    bucket = made.ref("IntakeBucket")
    clients.s3.put_object(Bucket=bucket, Key="uploads/x", Body=b"x")
    refusal = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": f"arn:aws:s3:::{bucket}/*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    other = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:x"}
    policy = one_resource(
        "AWS::S3::BucketPolicy", Bucket=bucket, PolicyDocument={"Statement": [refusal, other]}
    )
    provision(policy, clients, "policy", {})
    kept = json.loads(clients.s3.get_bucket_policy(Bucket=bucket)["Policy"])
    assert kept["Statement"] == [other]


def test_the_key_rotates(clients: Clients, made: Provisioned) -> None:
    assert clients.kms.get_key_rotation_status(KeyId=made.ref("DataKey"))["KeyRotationEnabled"]


def test_the_table_has_its_indexes_its_expiry_and_its_backups(
    clients: Clients, made: Provisioned
) -> None:
    name = made.ref("Table")
    table = clients.dynamodb.describe_table(TableName=name)["Table"]
    indexes = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in table["GlobalSecondaryIndexes"]
    }
    assert indexes == {"work": ["work", "work_order"], "listing": ["listing", "listing_order"]}
    assert table["DeletionProtectionEnabled"] is True
    expiry = clients.dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert expiry["AttributeName"] == "expires_at"
    backups = clients.dynamodb.describe_continuous_backups(TableName=name)
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_queue_sets_messages_aside_after_three_receives(
    clients: Clients, made: Provisioned
) -> None:
    attributes = clients.sqs.get_queue_attributes(
        QueueUrl=made.ref("VisitQueue"), AttributeNames=["All"]
    )["Attributes"]
    assert attributes["VisibilityTimeout"] == "5400"
    assert json.loads(attributes["RedrivePolicy"]) == {
        "deadLetterTargetArn": made.resources["VisitDeadLetters"].attributes["Arn"],
        "maxReceiveCount": 3,
    }


def test_the_stall_alarm_stands(clients: Clients, made: Provisioned) -> None:
    described = clients.cloudwatch.describe_alarms(AlarmNames=list(made.alarms))["MetricAlarms"]
    assert len(described) == len(made.alarms)
    (stall,) = [alarm for alarm in described if alarm["MetricName"] == "OldestUnansweredBatchAge"]
    assert stall["Threshold"] == 259200
    assert stall["TreatMissingData"] == "breaching"
    assert stall["AlarmActions"] == [made.ref("AlarmTopic")]


def test_an_address_for_alarms_is_subscribed(clients: Clients) -> None:
    template = build_template(stand_in_app.app)
    made = provision(template, clients, "with-mail", {"AlarmEmail": "somebody@example.test"})
    (subscription,) = clients.sns.list_subscriptions_by_topic(TopicArn=made.ref("AlarmTopic"))[
        "Subscriptions"
    ]
    assert subscription["Endpoint"] == "somebody@example.test"


def test_the_functions_are_told_the_names_of_what_was_made(made: Provisioned) -> None:
    for function in made.functions:
        assert function.environment["TABLE_NAME"] == made.ref("Table")
        assert function.environment["VISIT_QUEUE_URL"] == made.ref("VisitQueue")
        assert function.environment["SECRET_PREFIX"] == "claim-courier/test/"
        assert function.environment["STAGE"] == "test"


def test_the_functions_keep_their_triggers(made: Provisioned) -> None:
    triggers = {function.handler: function.triggers for function in made.functions}
    visits = made.resources["VisitQueue"].attributes["Arn"]
    assert triggers["app.visit_clearinghouse"] == (QueueEvents(visits, 1),)
    assert triggers["app.sweep"] == (Schedule("SweepEvent", timedelta(minutes=5)),)
    assert triggers["app.app"] == ()
    (dropped,) = triggers["app.receive_dropped_file"]
    assert isinstance(dropped, MatchingEvents)
    assert dropped.pattern["detail"]["bucket"]["name"] == [made.ref("IntakeBucket")]
    assert dropped.pattern["detail"]["object"]["key"] == [{"prefix": "drop/"}]


def test_the_functions_keep_their_limits(made: Provisioned) -> None:
    functions = {function.handler: function for function in made.functions}
    assert functions["app.app"].timeout == timedelta(seconds=29)
    assert functions["app.visit_clearinghouse"].timeout == timedelta(seconds=900)
    dropped = functions["app.receive_dropped_file"]
    assert dropped.retries == 2
    assert dropped.failures_arn == made.resources["DropDeadLetters"].attributes["Arn"]


def test_the_outputs_name_what_was_made(made: Provisioned) -> None:
    assert made.outputs["ArchiveBucketName"] == made.ref("ArchiveBucket")


def test_an_unknown_type_is_refused(clients: Clients) -> None:
    with pytest.raises(UnknownResourceTypeError, match="AWS::EC2::VPC"):
        provision(one_resource("AWS::EC2::VPC"), clients, "test", {})


@pytest.mark.parametrize(
    ("stage", "days", "kept_long_enough"),
    [
        ("live", "2557", True),
        ("live", "30", False),
        ("north", "1", False),
        ("test", "1", True),
        ("sandbox", "1", True),
    ],
)
def test_only_trials_may_keep_the_archive_for_less_than_seven_years(
    clients: Clients, stage: str, days: str, kept_long_enough: bool
) -> None:
    template = {**build_template(stand_in_app.app), "Resources": {}, "Outputs": {}}
    parameters = {"Stage": stage, "ArchiveRetentionDays": days}
    if kept_long_enough:
        provision(template, clients, "test", parameters)
    else:
        with pytest.raises(BrokenRuleError, match="seven years"):
            provision(template, clients, "test", parameters)


@pytest.mark.parametrize("parameter", ["ReplicaBucketName", "ReplicaKeyArn"])
def test_a_replica_needs_bucket_and_key(clients: Clients, parameter: str) -> None:
    template = {**build_template(stand_in_app.app), "Resources": {}, "Outputs": {}}
    with pytest.raises(BrokenRuleError, match="go together"):
        provision(template, clients, "test", {parameter: "given"})


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"FixedAddress": "yes"}, UnknownResourceTypeError),
        ({"WebAclArn": "arn:aws:wafv2:us-east-1:123456789012:x"}, UnknownResourceTypeError),
        ({"ReplicaBucketName": "other", "ReplicaKeyArn": "arn:x"}, UnknownPropertyError),
    ],
)
def test_what_one_machine_cannot_have_is_refused_and_not_left_out(
    clients: Clients, parameters: dict[str, str], refusal: type[Exception]
) -> None:
    template = build_template(stand_in_app.app)
    with pytest.raises(refusal):
        provision(template, clients, "-".join(parameters), parameters)


def test_a_part_that_nothing_honors_is_refused(clients: Clients) -> None:
    with pytest.raises(UnknownSectionError, match="Hooks"):
        provision({"Resources": {}, "Hooks": {}}, clients, "test", {})


def test_an_output_of_a_resource_that_is_not_wanted_is_left_out(made: Provisioned) -> None:
    assert "VisitAddress" not in made.outputs


def test_the_dashboard_stands(clients: Clients, made: Provisioned) -> None:
    body = clients.cloudwatch.get_dashboard(DashboardName=made.ref("Dashboard"))["DashboardBody"]
    assert made.ref("Table") in body


def test_a_property_that_would_be_ignored_is_refused(clients: Clients) -> None:
    with pytest.raises(UnknownPropertyError, match="FifoQueue"):
        provision(one_resource("AWS::SQS::Queue", FifoQueue=True), clients, "test", {})


@pytest.mark.parametrize(
    "event",
    [
        {"Type": "Kinesis", "Properties": {}},
        {"Type": "Schedule", "Properties": {"Schedule": "cron(0 12 * * ? *)"}},
    ],
)
def test_a_trigger_that_cannot_be_imitated_is_refused(event: dict[str, Any]) -> None:
    properties = {"Handler": "app.x", "Timeout": 1, "MemorySize": 1, "Events": {"It": event}}
    with pytest.raises(UnknownTriggerError):
        read_function("x", properties, {})
