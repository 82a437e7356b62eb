import pytest

from tests.functional.courier import House


@pytest.fixture
def house() -> House:
    return House()
