"""What holds for all tests of faults."""

from collections.abc import Iterator
from functools import cache

import pytest

from chalicelib.services.intake import receive_batch
from chalicelib.x12.claim_file import check_claim_file
from tests.functional.courier import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/faults/" in str(item.path):
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(scope="session", autouse=True)
def _each_file_is_checked_once() -> Iterator[None]:
    """Checking is a function of the bytes, and takes half the time of thousands of jobs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receive_batch, "check_claim_file", cache(check_claim_file))
        yield
