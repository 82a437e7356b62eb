"""boto3 clients of the embedded AWS for the sandbox's own use."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

REGION = "us-east-1"
ACCOUNT_ID = "123456789012"


@dataclass(frozen=True)
class Clients:
    """Clients of the AWS at `endpoint_url`, each made when first used."""

    endpoint_url: str

    @cached_property
    def session(self) -> boto3.Session:
        """Carries credentials that no real AWS accepts."""
        return boto3.Session(
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",  # noqa: S106 - means nothing anywhere
            region_name=REGION,
        )

    @cached_property
    def cloudwatch(self) -> "CloudWatchClient":
        return self.session.client("cloudwatch", endpoint_url=self.endpoint_url)

    @cached_property
    def cognito(self) -> Any:  # noqa: ANN401 - its stubs are not installed for a few calls
        return self.session.client("cognito-idp", endpoint_url=self.endpoint_url)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self.session.client("dynamodb", endpoint_url=self.endpoint_url)

    @cached_property
    def events(self) -> "EventBridgeClient":
        return self.session.client("events", endpoint_url=self.endpoint_url)

    @cached_property
    def kms(self) -> "KMSClient":
        return self.session.client("kms", endpoint_url=self.endpoint_url)

    @cached_property
    def s3(self) -> "S3Client":
        return self.session.client("s3", endpoint_url=self.endpoint_url)

    @cached_property
    def secretsmanager(self) -> "SecretsManagerClient":
        return self.session.client("secretsmanager", endpoint_url=self.endpoint_url)

    @cached_property
    def sns(self) -> "SNSClient":
        return self.session.client("sns", endpoint_url=self.endpoint_url)

    @cached_property
    def sqs(self) -> "SQSClient":
        return self.session.client("sqs", endpoint_url=self.endpoint_url)
