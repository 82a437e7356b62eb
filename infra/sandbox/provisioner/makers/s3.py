"""AWS::S3::Bucket and AWS::S3::BucketPolicy."""

import json
from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provisioned import Resource

Properties = Mapping[str, Any]


BUCKET_PROPERTIES = frozenset(
    {
        "BucketEncryption",
        "LifecycleConfiguration",
        "NotificationConfiguration",
        "ObjectLockConfiguration",
        "ObjectLockEnabled",
        "OwnershipControls",
        "PublicAccessBlockConfiguration",
        "VersioningConfiguration",
    }
)
BUCKET_POLICY_PROPERTIES = frozenset({"Bucket", "PolicyDocument"})


def make_bucket(clients: Clients, name: str, properties: Properties) -> Resource:
    """A bucket with all that its properties ask. Ref: its name; attribute: Arn."""
    bucket = name.lower()
    s3 = clients.s3
    s3.create_bucket(
        Bucket=bucket,
        ObjectLockEnabledForBucket=properties.get("ObjectLockEnabled", False),
        ObjectOwnership=properties["OwnershipControls"]["Rules"][0]["ObjectOwnership"],
    )
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"],
    )
    s3.put_bucket_encryption(
        Bucket=bucket, ServerSideEncryptionConfiguration=_encryption(properties)
    )
    s3.put_bucket_versioning(
        Bucket=bucket, VersioningConfiguration=properties["VersioningConfiguration"]
    )
    lifecycle = properties["LifecycleConfiguration"]
    s3.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={"Rules": [_rule(rule) for rule in lifecycle["Rules"]]},
        TransitionDefaultMinimumObjectSize=lifecycle.get(
            "TransitionDefaultMinimumObjectSize", "all_storage_classes_128K"
        ),
    )
    if "ObjectLockConfiguration" in properties:
        s3.put_object_lock_configuration(
            Bucket=bucket, ObjectLockConfiguration=properties["ObjectLockConfiguration"]
        )
    if "NotificationConfiguration" in properties:
        s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
    return Resource(bucket, {"Arn": f"arn:aws:s3:::{bucket}"})


def make_bucket_policy(clients: Clients, name: str, properties: Properties) -> Resource:
    """A bucket's policy, but for the statements that hold only over plain HTTP.

    The embedded AWS speaks plain HTTP and reads no conditions: these would refuse every call.
    """
    document = properties["PolicyDocument"]
    statements = [each for each in document["Statement"] if not _refuses_plain_http(each)]
    if statements:
        policy = json.dumps({**document, "Statement": statements})
        clients.s3.put_bucket_policy(Bucket=properties["Bucket"], Policy=policy)
    return Resource(name)


def _refuses_plain_http(statement: Properties) -> bool:
    return bool(statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}})


def _encryption(properties: Properties) -> Any:  # noqa: ANN401 - a boto3 argument
    rules = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    return {
        "Rules": [
            {
                "BucketKeyEnabled": rule["BucketKeyEnabled"],
                "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
            }
            for rule in rules
        ]
    }


def _rule(rule: Properties) -> Any:  # noqa: ANN401 - a boto3 argument
    translated = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": ""}}
    if "ExpirationInDays" in rule:
        translated["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "Transitions" in rule:
        translated["Transitions"] = [
            {"Days": step["TransitionInDays"], "StorageClass": step["StorageClass"]}
            for step in rule["Transitions"]
        ]
    for same in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
        if same in rule:
            translated[same] = rule[same]
    return translated
