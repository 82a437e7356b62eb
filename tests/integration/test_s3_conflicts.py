"""S3 answers 409 while another conditional write of the same key is under way."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters import aws_clients
from chalicelib.adapters.s3_archive import S3Archive
from tests.builders import a_batch
from tests.loopback import Answering, serving

_CONFLICT = b"<Error><Code>ConditionalRequestConflict</Code><Message>again</Message></Error>"


@contextmanager
def an_s3_in_conflict(monkeypatch: pytest.MonkeyPatch, times: int) -> Iterator[list[int]]:
    """An S3 that answers 409 so many times, then keeps the object; yields its answers so far."""
    answers: list[int] = []

    class Handler(Answering):
        def respond(self) -> None:
            self.body()
            status = 409 if len(answers) < times else 200
            answers.append(status)
            self.answer(status, _CONFLICT if status == 409 else b"")

    with serving(Handler) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", url)
        aws_clients.forget_clients()
        try:
            yield answers
        finally:
            aws_clients.forget_clients()


def test_a_write_in_conflict_is_tried_again(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with an_s3_in_conflict(monkeypatch, times=2) as answers:
        S3Archive(aws_clients.s3(), "archive").store_original(a_batch().batch_id, b"ISA")
    assert answers == [409, 409, 200]


def test_a_conflict_without_end_is_raised(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with an_s3_in_conflict(monkeypatch, times=99) as answers, pytest.raises(ClientError):
        S3Archive(aws_clients.s3(), "archive").store_original(a_batch().batch_id, b"ISA")
    assert answers == [409] * 6
