from collections.abc import Iterator

import pytest

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.embedded_aws.server import EmbeddedAws


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    """A fresh embedded AWS for the tests of one module."""
    aws = EmbeddedAws()
    yield Clients(aws.start())
    aws.stop()
