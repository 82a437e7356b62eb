"""The merged template, as it is deployed. Which rights roles give is compared with what
functions do in tests/e2e/test_rights.py."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from cfnlint.api import lint

from chalicelib.services.closing.issue_certificate import ISSUING_TAKES
from chalicelib.services.watch.watch_stalls import PROBING_TIME
from infra.cloud.template import PROJECT, plain_environment, template_text
from tests.infra.builders import Json
from tests.infra.merged import (
    ALARMS,
    ARCHIVE,
    DEFAULTS,
    FUNCTIONS,
    QUEUES,
    RESOURCES,
    ROLES,
    TABLE,
    TEMPLATE,
    actions,
    as_list,
    mentions,
    of_type,
    statements,
)

# Which permission a call of boto3 needs.
ACTIONS = {
    "batch_get_item": "dynamodb:BatchGetItem",
    "batch_write_item": "dynamodb:BatchWriteItem",
    "decrypt": "kms:Decrypt",
    "encrypt": "kms:Encrypt",
    "create_secret": "secretsmanager:CreateSecret",
    "delete_object": "s3:DeleteObjectVersion",
    "generate_presigned_url": "s3:GetObject",
    "get_item": "dynamodb:GetItem",
    "get_object": "s3:GetObject",
    "get_paginator": "s3:ListBucketVersions",
    "get_secret_value": "secretsmanager:GetSecretValue",
    "head_object": "s3:GetObject",
    "put_item": "dynamodb:PutItem",
    "put_object": "s3:PutObject",
    "publish": "sns:Publish",
    "publish_batch": "sns:Publish",
    "put_secret_value": "secretsmanager:PutSecretValue",
    "query": "dynamodb:Query",
    "send_message": "sqs:SendMessage",
    "transact_write_items": "dynamodb:ConditionCheckItem",
    "update_item": "dynamodb:UpdateItem",
    "update_secret_version_stage": "secretsmanager:UpdateSecretVersionStage",
}
RISKY = re.compile(r"s3:(Delete|Bypass|PutBucket|PutLife)")
# Passwords are set by an operator with rights of their own, not by a deployed function.
OPERATORS_ONLY = {"secretsmanager:CreateSecret", "secretsmanager:PutSecretValue"}


def test_cfn_lint_finds_nothing() -> None:
    findings = [str(finding) for finding in lint(template_text(TEMPLATE))]
    assert findings == []


def test_the_template_is_written_without_aliases() -> None:
    """CloudFormation does not read them."""
    events = yaml.parse(template_text(TEMPLATE))
    assert not [event for event in events if isinstance(event, yaml.AliasEvent)]


def test_the_deployed_functions_are_these() -> None:
    assert {name: f["Handler"] for name, f in FUNCTIONS.items()} == {
        "APIHandler": "app.app",
        "ApplyResponse": "app.apply_response",
        "DeliverWebhook": "app.deliver_webhook",
        "DrawStatements": "app.draw_statements",
        "PublishEvents": "app.publish_events",
        "DrillArchive": "app.drill_archive",
        "ReceiveDroppedFile": "app.receive_dropped_file",
        "Sweep": "app.sweep",
        "VisitClearinghouse": "app.visit_clearinghouse",
        "WatchStalls": "app.watch_stalls",
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_its_own_time_memory_and_log(name: str) -> None:
    function = FUNCTIONS[name]
    assert 29 <= function["Timeout"] <= 900
    assert function["MemorySize"] >= 512
    log_groups = [g["LogGroupName"]["Fn::Sub"] for g in of_type("AWS::Logs::LogGroup").values()]
    assert f"/aws/lambda/${{{name}}}" in log_groups


def test_the_api_has_its_share_reserved_only_where_one_was_asked_for() -> None:
    """Reserved as 0 it would answer nobody."""
    assert DEFAULTS["ApiReservedConcurrency"] == 0
    assert TEMPLATE["Conditions"]["ReservesConcurrency"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "ApiReservedConcurrency"}, 0]}]
    }
    assert FUNCTIONS["APIHandler"]["ReservedConcurrentExecutions"] == {
        "Fn::If": [
            "ReservesConcurrency",
            {"Ref": "ApiReservedConcurrency"},
            {"Ref": "AWS::NoValue"},
        ]
    }


def test_what_is_due_is_told_within_five_minutes() -> None:
    """A round of the watch begins, probes, and has a minute for everything else."""
    (schedule,) = FUNCTIONS["WatchStalls"]["Events"].values()
    every = re.fullmatch(r"rate\((\d+) minutes\)", schedule["Properties"]["Schedule"])
    assert every
    assert timedelta(minutes=int(every[1])) + PROBING_TIME <= timedelta(minutes=4)
    assert timedelta(seconds=FUNCTIONS["WatchStalls"]["Timeout"]) >= 3 * PROBING_TIME


def test_an_issuer_has_the_account_longer_than_its_function_may_live() -> None:
    """Who can take its lease knows that it is dead; clocks may differ by a second."""
    api = timedelta(seconds=FUNCTIONS["APIHandler"]["Timeout"])
    assert api + timedelta(seconds=1) < ISSUING_TAKES


def test_no_two_functions_share_a_role() -> None:
    assert len(set(ROLES)) == len(FUNCTIONS)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_names_what_it_may_use(role: str) -> None:
    for statement in statements(role):
        assert "*" not in as_list(statement["Resource"])
        assert not [action for action in as_list(statement["Action"]) if "*" in action]


def test_few_say_any_resource() -> None:
    """In the key's own policy it means the key itself. And network interfaces have no names before
    they are made: AWS knows no narrower right to enter a network."""
    saying = {name for name, r in RESOURCES.items() if "*" in set(_resources_named(r))}
    assert saying == {"DataKey", "VisitNetworkPolicy"}


def _resources_named(node: Json) -> Iterator[Any]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "Resource":
                yield from (member for member in as_list(value) if isinstance(member, str))
            yield from _resources_named(value)
    elif isinstance(node, list):
        for member in node:
            yield from _resources_named(member)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_deployed_can_delete_from_the_archive(role: str) -> None:
    for statement in statements(role):
        risky = [a for a in as_list(statement["Action"]) if RISKY.match(a)]
        assert not risky or "ArchiveBucket" not in " ".join(mentions(statement["Resource"]))


def test_only_what_was_taken_in_is_ever_deleted() -> None:
    deleting = {
        (role, *mentions(statement["Resource"]))
        for role in ROLES
        for statement in statements(role)
        if [a for a in as_list(statement["Action"]) if RISKY.match(a)]
    }
    folders = ("${IntakeBucket.Arn}/drop/*", "${IntakeBucket.Arn}/drop-era/*")
    drop_folder = tuple(part for folder in folders for part in ("Fn::Sub", folder))
    uploads = ("Fn::Sub", "${IntakeBucket.Arn}/uploads/*")
    receive = "ReceiveDroppedFileRole"
    assert deleting == {(receive, *drop_folder), (receive, *uploads), ("SweepRole", *drop_folder)}


def test_only_who_logs_in_reads_passwords() -> None:
    """A visit; a diagnosis that the watch makes or somebody asks the API for."""
    readers = {role for role in ROLES if "secretsmanager:GetSecretValue" in actions(role)}
    assert readers == {"ApiHandlerRole", "VisitClearinghouseRole", "WatchStallsRole"}


def test_only_who_publishes_events_tells_people() -> None:
    assert {role for role in ROLES if "sns:Publish" in actions(role)} == {"PublishEventsRole"}


def test_only_who_signs_opens_secrets_and_only_the_api_seals_them() -> None:
    """All others may use the key by what is stored with it alone; whoever could use it directly
    would open every seal that the table shows."""
    directly = [
        (action, role, statement.get("Condition"))
        for role in ROLES
        for statement in statements(role)
        for action in as_list(statement["Action"])
        if action.startswith("kms:") and "kms:ViaService" not in set(mentions(statement))
    ]
    of_a_webhook = {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "webhook_id"}}
    assert sorted(directly) == [
        ("kms:Decrypt", "DeliverWebhookRole", of_a_webhook),
        ("kms:Encrypt", "ApiHandlerRole", of_a_webhook),
    ]


def test_webhooks_go_to_public_addresses_but_in_the_sandbox() -> None:
    assert DEFAULTS["WebhookTargets"] == "public"
    rule = TEMPLATE["Rules"]["WebhooksGoToPublicAddresses"]
    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "sandbox"]}]}


def test_who_hints_at_a_queue_may_write_to_it() -> None:
    """The API asks for visits and for responses to be applied; so does the sweep, and a visit for
    the next one where it did not finish."""

    def hint(role: str) -> set[str]:
        sends = [s for s in statements(role) if "sqs:SendMessage" in as_list(s["Action"])]
        return {s["Resource"]["Fn::GetAtt"][0] for s in sends}

    both = {"VisitQueue", "ResponseQueue"}
    assert both <= hint("ApiHandlerRole")
    assert both <= hint("SweepRole")
    assert both <= hint("VisitClearinghouseRole")


def test_every_call_of_the_adapters_is_permitted_to_some_function() -> None:
    adapters = (PROJECT / "chalicelib" / "adapters").rglob("*.py")
    sources = [text for text in (path.read_text() for path in adapters) if "boto3" in text]
    calls = {call for text in sources for call in re.findall(r"\bclient\.(\w+)\(", text)}
    granted = {action for role in ROLES for action in actions(role)}
    assert {ACTIONS[call] for call in calls} - granted <= OPERATORS_ONLY


def test_who_reads_objects_may_see_that_one_is_missing() -> None:
    """S3 answers 403, not 404, to a reader without the right to list."""
    readers = {role for role in ROLES if "s3:GetObject" in actions(role)}
    assert readers == {role for role in ROLES if "s3:ListBucket" in actions(role)}
    assert set(ROLES) - readers == {"DeliverWebhookRole", "PublishEventsRole", "WatchStallsRole"}


def test_every_queue_that_is_worked_sets_failures_aside() -> None:
    dead_letters = {name for name in QUEUES if name.endswith("DeadLetters")}
    for name in QUEUES.keys() - dead_letters:
        target = QUEUES[name]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert target in dead_letters
        assert QUEUES[name]["VisibilityTimeout"] >= 6 * 900
    dropped = FUNCTIONS["ReceiveDroppedFile"]
    failures = dropped["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert failures["Destination"]["Fn::GetAtt"] == ["DropDeadLetters", "Arn"]


def test_every_dead_letter_queue_has_an_alarm() -> None:
    watched = {
        alarm["Dimensions"][0]["Value"]["Fn::GetAtt"][0]
        for alarm in ALARMS.values()
        if alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    }
    assert watched == {name for name in QUEUES if name.endswith("DeadLetters")}


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_the_topic(name: str) -> None:
    assert ALARMS[name]["AlarmActions"] == [{"Ref": "AlarmTopic"}]


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_on_a_figure_of_ours_names_the_series_that_functions_write(name: str) -> None:
    """With other dimensions it would wait for figures that never come."""
    if ALARMS[name]["Namespace"] == "ClaimCourier":
        assert ALARMS[name]["Dimensions"] == [
            {"Name": "service", "Value": plain_environment()["POWERTOOLS_SERVICE_NAME"]},
            {"Name": "stage", "Value": {"Ref": "Stage"}},
        ]


def test_the_stall_alarm_rings_after_72_hours_or_when_nobody_watches() -> None:
    alarm = ALARMS["StallAlarm"]
    assert alarm["Namespace"] == plain_environment()["POWERTOOLS_METRICS_NAMESPACE"]
    assert alarm["MetricName"] == "OldestUnansweredBatchAge"
    assert alarm["Threshold"] == 72 * 60 * 60
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Maximum", 300, 1)
    assert alarm["TreatMissingData"] == "breaching"


@pytest.mark.parametrize("name", sorted(ALARMS.keys() - {"StallAlarm", "VisitsMissingAlarm"}))
def test_an_alarm_on_no_age_rings_at_the_first(name: str) -> None:
    alarm = ALARMS[name]
    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (0, 1)
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"


OUR_FIGURES = {a["MetricName"] for a in ALARMS.values() if a["Namespace"] == "ClaimCourier"}


def test_every_figure_that_an_alarm_asks_for_is_emitted() -> None:
    """By the use cases; names are written out there."""
    services = (PROJECT / "chalicelib" / "services").rglob("*.py")
    sources = "".join(path.read_text() for path in services)
    assert [name for name in OUR_FIGURES if f'"{name}"' not in sources] == []


def test_the_alarm_for_missing_visits_rings_when_nobody_watches_either() -> None:
    alarm = ALARMS["VisitsMissingAlarm"]
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["Statistic"], alarm["Period"], alarm["Threshold"]) == ("Minimum", 900, 1800)


def test_the_statement_alarm_rings_while_one_does_not_balance_or_when_none_is_drawn() -> None:
    alarm = ALARMS["StatementUnbalancedAlarm"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("ClaimCourier", "UnbalancedStatements")
    assert (alarm["Statistic"], alarm["Threshold"]) == ("Maximum", 0)
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["Period"] > 300


def test_the_archive_alarm_rings_when_a_drill_fails_or_when_none_is_made() -> None:
    alarm = ALARMS["ArchiveVerificationFailedAlarm"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        "ClaimCourier",
        "ArchiveVerificationFailures",
    )
    assert (alarm["Statistic"], alarm["Threshold"]) == ("Sum", 0)
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["Period"] > 900


@pytest.mark.parametrize("name", ["DataKey", "Table", "IntakeBucket", "ArchiveBucket"])
def test_a_store_outlives_the_stack(name: str) -> None:
    assert RESOURCES[name]["DeletionPolicy"] == "Retain"
    assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("name", of_type("AWS::S3::Bucket"))
def test_a_bucket_is_private_encrypted_versioned_and_tls_only(name: str) -> None:
    bucket = RESOURCES[name]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "DataKey" in set(mentions(bucket["BucketEncryption"]))
    (denied,) = RESOURCES[f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]
    assert (denied["Effect"], denied["Principal"]) == ("Deny", "*")
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_archive_is_locked_and_grows_colder_but_never_expires() -> None:
    retention = ARCHIVE["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert retention == {
        "Mode": {"Ref": "ArchiveLockMode"},
        "Days": {"Ref": "ArchiveRetentionDays"},
    }
    (rule,) = ARCHIVE["LifecycleConfiguration"]["Rules"]
    steps = [
        (DEFAULTS[step["TransitionInDays"]["Ref"]], step["StorageClass"])
        for step in rule["Transitions"]
    ]
    assert steps == [(30, "STANDARD_IA"), (90, "GLACIER_IR"), (365, "DEEP_ARCHIVE")]
    assert not [key for key in rule if "Expiration" in key]


def test_seven_years_are_seven_years_whatever_leap_days_they_hold() -> None:
    begins = [date(year, 3, 1) for year in range(2024, 2032)]
    years = max(begun.replace(year=begun.year + 7) - begun for begun in begins)
    allowed = TEMPLATE["Parameters"]["ArchiveRetentionDays"]["AllowedValues"]
    (rule,) = TEMPLATE["Rules"]["SevenYearsButForTrials"]["Assertions"]
    for_live, _ = rule["Assert"]["Fn::Contains"]
    assert for_live == [str(days) for days in allowed if timedelta(days=days) >= years]
    assert str(DEFAULTS["ArchiveRetentionDays"]) in for_live


def test_a_replica_is_a_copy_of_everything_and_nothing_in_it_is_deleted() -> None:
    wanted, replication, nothing = ARCHIVE["ReplicationConfiguration"]["Fn::If"]
    assert (wanted, nothing) == ("HasReplica", {"Ref": "AWS::NoValue"})
    (rule,) = replication["Rules"]
    assert (rule["Status"], rule["Filter"]) == ("Enabled", {"Prefix": ""})
    assert rule["DeleteMarkerReplication"] == {"Status": "Disabled"}
    assert rule["SourceSelectionCriteria"] == {"SseKmsEncryptedObjects": {"Status": "Enabled"}}
    assert rule["Destination"]["EncryptionConfiguration"] == {
        "ReplicaKmsKeyID": {"Ref": "ReplicaKeyArn"}
    }


def test_who_copies_reads_the_archive_and_writes_the_replica_only() -> None:
    policy = RESOURCES["ReplicationPolicy"]
    assert {policy["Condition"], RESOURCES["ReplicationRole"]["Condition"]} == {"HasReplica"}
    reached = {
        action: set(mentions(statement["Resource"])) - {"Ref", "Fn::GetAtt", "Fn::Sub", "Arn"}
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
    }
    replica = "arn:${AWS::Partition}:s3:::${ReplicaBucketName}/*"
    written = {action: where for action, where in reached.items() if ":Replicate" in action}
    assert written == {"s3:ReplicateObject": {replica}, "s3:ReplicateTags": {replica}}
    for action in reached.keys() - written.keys():
        assert reached[action] <= {
            "ArchiveBucket",
            "${ArchiveBucket.Arn}/*",
            "DataKey" if action == "kms:Decrypt" else "ReplicaKeyArn",
        }


def test_the_table_is_protected() -> None:
    assert TABLE["BillingMode"] == "PAY_PER_REQUEST"
    assert TABLE["DeletionProtectionEnabled"] is True
    assert TABLE["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert TABLE["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
    assert RESOURCES["DataKey"]["Properties"]["EnableKeyRotation"] is True


def test_the_api_is_regional_and_throttled() -> None:
    api = RESOURCES["RestAPI"]["Properties"]
    assert api["EndpointConfiguration"] == "REGIONAL"
    (settings,) = api["MethodSettings"]
    assert DEFAULTS[settings["ThrottlingRateLimit"]["Ref"]] > 0
    assert DEFAULTS[settings["ThrottlingBurstLimit"]["Ref"]] > 0


def test_the_chalice_configuration_names_no_resource() -> None:
    """A variable there would beat the template's own, and be set before the stack exists."""
    assert "environment_variables" not in (PROJECT / ".chalice" / "config.json").read_text()


def test_the_outputs_tell_where_things_are() -> None:
    expected = {"ArchiveBucketName", "IntakeBucketName", "TableName", "AlarmTopicArn"}
    assert expected | {"EndpointURL"} <= TEMPLATE["Outputs"].keys()
