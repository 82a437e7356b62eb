"""One maker per type of resource: (clients, physical name, resolved properties) → Resource.

The properties are CloudFormation's; where boto3 names them differently, the maker translates. A
maker names every property that it honors: a template that asks for more is refused, not cut down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.makers import cloudwatch, cognito, dynamodb, kms, s3, sns, sqs
from infra.sandbox.provisioner.provisioned import Resource


@dataclass(frozen=True, slots=True)
class Maker:
    """How one type of resource is made, and the properties that are honored."""

    make: Callable[[Clients, str, Mapping[str, Any]], Resource]
    properties: frozenset[str]


MAKERS: Mapping[str, Maker] = {
    "AWS::CloudWatch::Alarm": Maker(cloudwatch.make_alarm, cloudwatch.ALARM_PROPERTIES),
    "AWS::CloudWatch::Dashboard": Maker(cloudwatch.make_dashboard, cloudwatch.DASHBOARD_PROPERTIES),
    "AWS::Cognito::UserPool": Maker(cognito.make_pool, cognito.POOL_PROPERTIES),
    "AWS::Cognito::UserPoolClient": Maker(cognito.make_client, cognito.CLIENT_PROPERTIES),
    "AWS::Cognito::UserPoolDomain": Maker(cognito.make_domain, cognito.DOMAIN_PROPERTIES),
    "AWS::Cognito::UserPoolGroup": Maker(cognito.make_group, cognito.GROUP_PROPERTIES),
    "AWS::DynamoDB::Table": Maker(dynamodb.make_table, dynamodb.TABLE_PROPERTIES),
    "AWS::KMS::Key": Maker(kms.make_key, kms.KEY_PROPERTIES),
    "AWS::S3::Bucket": Maker(s3.make_bucket, s3.BUCKET_PROPERTIES),
    "AWS::S3::BucketPolicy": Maker(s3.make_bucket_policy, s3.BUCKET_POLICY_PROPERTIES),
    "AWS::SNS::Subscription": Maker(sns.make_subscription, sns.SUBSCRIPTION_PROPERTIES),
    "AWS::SNS::Topic": Maker(sns.make_topic, sns.TOPIC_PROPERTIES),
    "AWS::SQS::Queue": Maker(sqs.make_queue, sqs.QUEUE_PROPERTIES),
}
