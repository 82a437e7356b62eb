"""Schemathesis calls every route well and badly: no 500, no answer that is undescribed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, SerializationContext

import app
from chalicelib.entry.http.openapi.document import api_document
from infra.sandbox.local_api import serve_api
from tests.builders import PRACTICE
from tests.fakes import FakeCounters
from tests.functional.courier import House
from tests.functional.recorded_examples import live_through

DESCRIPTION = schemathesis.openapi.from_dict(api_document())
# A method that no path has is answered by API Gateway, as a path that does not exist. And what is
# well-formed may still be refused: a cursor that nobody gave, a decision about nothing.
NOT_ASKED = [
    schemathesis.checks.unsupported_method,
    schemathesis.checks.positive_data_acceptance,
]


@schemathesis.serializer("application/edi-x12", "application/x12")
def claim_file(_context: SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    key: str


class NeverMany(FakeCounters):
    """Bad keys are shown on purpose here, more than anybody may show."""

    def add(self, name: str, amount: int, until: datetime) -> int:
        return amount


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """An API behind which the story of the examples has happened."""
    house = House()
    house.counters = NeverMany()
    live_through(house)
    server = serve_api(app.app, 0)
    yield Served(server.url, house.courier.onboard.api_key((PRACTICE,)))
    server.stop()


@DESCRIPTION.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described(case: Case[Any], served: Served) -> None:
    case.call_and_validate(
        base_url=served.url,
        headers={"Authorization": f"Bearer {served.key}"},
        excluded_checks=NOT_ASKED,
    )
