"""What holds for all tests of faults."""

from collections.abc import Iterator

import pytest

from tests.faults.pure_results import keep_pure_results
from tests.functional.courier import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/faults/" in str(item.path):
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(scope="session", autouse=True)
def _each_file_is_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        keep_pure_results(patch)
        yield
