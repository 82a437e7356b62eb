"""A file put at an address, over real HTTP."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from infra.cli.request import X12, Body
from infra.cli.trouble import Trouble, UnreachableTrouble
from infra.cli.upload import upload
from tests.loopback import Answering, serving


@dataclass(slots=True)
class Store:
    """Takes what is put there, and answers with `status`."""

    url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()

    class Handler(Answering):
        def respond(self) -> None:
            store.headers = {name.lower(): value for name, value in self.headers.items()}
            store.content = self.body()
            self.answer(store.status)

    with serving(Handler) as url:
        store.url = f"{url}/uploads/upl_1"
        yield store


HEADERS = {
    "Content-Type": "application/edi-x12",
    "x-amz-checksum-sha256": "c",
    "Content-Length": "8",
}


def test_it_goes_with_the_headers_that_were_given_and_no_key(store: Store) -> None:
    gone: list[int] = []
    upload(store.url, HEADERS, Body(b"ISA*00*~", X12, gone.append))
    assert store.content == b"ISA*00*~"
    assert HEADERS.items() >= {name: store.headers[name.lower()] for name in HEADERS}.items()
    assert "authorization" not in store.headers
    assert gone[-1] == 8


@pytest.mark.parametrize(("status", "trouble"), [(503, UnreachableTrouble), (403, Trouble)])
def test_a_bad_answer_is_trouble(store: Store, status: int, trouble: type[Trouble]) -> None:
    store.status = status
    with pytest.raises(Trouble) as told:
        upload(store.url, HEADERS, Body(b"ISA*00*~", X12))
    assert type(told.value) is trouble
