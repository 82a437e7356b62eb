"""What clients have asked under keys of their own."""

from chalicelib.domain.keyed_request import KeyedRequest
from tests.fakes.rows import Rows


class FakeKeyedRequests:
    def __init__(self) -> None:
        self.rows: Rows[str, KeyedRequest] = Rows("keyed request")

    def add(self, request: KeyedRequest) -> KeyedRequest:
        return self.rows.put_if_absent(request.name, request)

    def advance(self, old: KeyedRequest, new: KeyedRequest) -> None:
        self.rows.replace(old.name, new, lambda present: present.run == old.run)
