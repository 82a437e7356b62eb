"""boto3 clients, each made once per process; region, credentials and endpoint are boto3's own.

Every function needs DynamoDB's. The others are made when something of them is first used: S3's
takes as long to make as DynamoDB's (70 ms), and most requests of the API need none of them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

_MAKING = Lock()
_TRIES = 6
_CONFIG = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": _TRIES},
    user_agent="claim-courier",
)
"""Without words of ours botocore looks up system and features again for each call, a fifth of the
processor time that it takes."""


@cache
def dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=_CONFIG)


@cache
def kms() -> "KMSClient":
    return boto3.client("kms", config=_CONFIG)


@cache
def s3() -> "S3Client":
    return cast("S3Client", _OnFirstUse(_made_for_s3))


def _made_for_s3() -> "S3Client":
    # Left to itself botocore presigns by version 2, which S3 refuses for what a key encrypts.
    client = boto3.client("s3", config=_CONFIG.merge(Config(signature_version="s3v4")))
    # The stubs know of hooks that return nothing only; botocore waits as long as this one says.
    pause = cast("Callable[..., None]", _pause_after_conflict)
    client.meta.events.register("needs-retry.s3.PutObject", pause)
    return client


@cache
def secrets_manager() -> "SecretsManagerClient":
    return cast(
        "SecretsManagerClient", _OnFirstUse(lambda: boto3.client("secretsmanager", config=_CONFIG))
    )


@cache
def sns() -> "SNSClient":
    return cast("SNSClient", _OnFirstUse(lambda: boto3.client("sns", config=_CONFIG)))


@cache
def sqs() -> "SQSClient":
    return cast("SQSClient", _OnFirstUse(lambda: boto3.client("sqs", config=_CONFIG)))


class _OnFirstUse:
    """Stands for a client that nothing has been asked of yet."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._client: object = None

    def __getattr__(self, name: str) -> object:
        # boto3's session must not make two clients at once (boto3, "Multithreading").
        with _MAKING:
            self._client = self._client or self._make()
        return getattr(self._client, name)


def _pause_after_conflict(
    response: "tuple[object, Mapping[str, Any]] | None", attempts: int, **_: object
) -> float | None:
    """Seconds until the same write is tried again, None for never.

    While another conditional write of the same key is under way, S3 answers 409 and asks to try
    again (S3 User Guide, "Conditional writes"); botocore knows no such rule.
    """
    parsed = response[1] if response else {}
    if parsed.get("Error", {}).get("Code") != "ConditionalRequestConflict" or attempts >= _TRIES:
        return None
    return float(0.05 * 2**attempts)


CLIENTS = (dynamodb, kms, s3, secrets_manager, sns, sqs)
"""All that there are."""


def forget_clients() -> None:
    """The next clients are made anew, for the environment as it is then."""
    for made in CLIENTS:
        made.cache_clear()
    boto3.DEFAULT_SESSION = None
