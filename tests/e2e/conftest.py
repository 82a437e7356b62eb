"""A whole sandbox: the deployed template on the embedded AWS, real SFTP, real HTTP."""

import time
from collections.abc import Callable, Iterator

import pytest

from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.sandbox import Sandbox

QUICK = Pace().scaled(0.2)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One for a module; its tests don't disturb each other's batches."""
    with Sandbox(build_dir=tmp_path_factory.mktemp("build"), pace=QUICK) as sandbox:
        yield sandbox


def eventually(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it comes true within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False
