"""An embedded AWS for the adapters: one per module, fresh stores for each test."""

from collections.abc import Iterator
from itertools import count

import pytest

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.table import Table
from infra.sandbox.embedded_aws.server import EmbeddedAws
from tests.contract.stores import create_bucket, create_table

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def aws() -> Iterator[None]:
    """While a module's tests run, boto3 finds an embedded AWS by the environment."""
    server = EmbeddedAws()
    endpoint = server.start()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", endpoint)
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        aws_clients.forget_clients()
        yield
        aws_clients.forget_clients()
    server.stop()


@pytest.fixture
def name() -> str:
    """A name that no other test has."""
    return f"test-{next(_NUMBERS)}"


@pytest.fixture
def table(aws: None, name: str) -> Table:
    return create_table(name)


@pytest.fixture
def bucket(aws: None, name: str) -> str:
    return create_bucket(name)
