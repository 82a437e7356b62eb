"""The two surroundings of the small job: everything faked, and everything real on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from chalicelib.adapters import aws_clients
from chalicelib.config import Settings
from chalicelib.domain.account import Account
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.wiring import AwsPorts, Ports
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, User
from infra.sandbox.clearinghouse.ledger import Receipt
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.builders import ACCOUNT, a_practice, an_account
from tests.contract.stores import create_bucket, create_table
from tests.fakes import FakeMeter, FixedClock
from tests.faults.months.simulated_server import SimulatedServer
from tests.faults.wires.small_job import TIMELINE
from tests.functional.courier import House

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

USER = User("sample", "right")
_NUMBERS = count(1)


class FakeSurroundings:
    """Fakes by port, and the clearinghouse in memory."""

    def __init__(self) -> None:
        self._house = House()
        self.clock = self._house.clock
        self._server = SimulatedServer((USER,), self.clock, TIMELINE)
        self.ports = replace(self._house.ports, mailboxes=self._server, prober=self._server)

    def turn(self) -> None:
        self._server.turn()

    def messages(self) -> tuple[list[AccountId], list[ResponseId]]:
        hints = self._house.hints
        taken = hints.visits, hints.responses
        hints.visits, hints.responses = [], []
        return taken

    def taken_up(self) -> tuple[Receipt, ...]:
        return self._server.office.ledger.receipts()

    def put_out(self) -> dict[str, bytes]:
        lying = self._server.outbound[USER.name]
        return {name: file.content for name, file in lying.items()}


@dataclass(frozen=True, slots=True)
class RealSurroundings:
    """Adapters over the embedded AWS and a real SFTP server, which take nothing from runs before.

    `queues` are asked by a client of their own, which no fault befalls.
    """

    clock: FixedClock
    ports: Ports
    clearinghouse: SimulatedClearinghouse
    queues: "SQSClient"
    settings: Settings
    folder: Path

    def turn(self) -> None:
        self.clearinghouse.step()

    def messages(self) -> tuple[list[AccountId], list[ResponseId]]:
        visits = self._take(self.settings.visit_queue_url, "account_id")
        responses = self._take(self.settings.response_queue_url, "response_id")
        return [*map(AccountId, visits)], [*map(ResponseId, responses)]

    def taken_up(self) -> tuple[Receipt, ...]:
        return self.clearinghouse.receipts()

    def put_out(self) -> dict[str, bytes]:
        folder = self.folder / "users" / USER.name / "outbound"
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def _take(self, queue: str, name: str) -> list[str]:
        taken: list[str] = []
        while messages := self._receive(queue):
            for receipt, body in messages:
                taken.append(json.loads(body)[name])
                self.queues.delete_message(QueueUrl=queue, ReceiptHandle=receipt)
        return taken

    def _receive(self, queue: str) -> list[tuple[str, str]]:
        answer = self.queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        return [(each["ReceiptHandle"], each["Body"]) for each in answer.get("Messages", [])]


class _Unmetered(AwsPorts):
    @cached_property
    def meter(self) -> FakeMeter:
        return FakeMeter()


@contextmanager
def real_surroundings(folder: Path) -> Iterator[RealSurroundings]:
    """Needs the embedded AWS; the clearinghouse keeps its files in the empty `folder`."""
    clock = FixedClock()
    config = ClearinghouseConfig((USER,), base_directory=folder, pace=TIMELINE, clock=clock.now)
    settings, queues = _settings(), boto3.client("sqs")
    ports = _Unmetered(settings, clock)
    with SimulatedClearinghouse(config) as clearinghouse:
        account = an_account(port=clearinghouse.port, host_key=clearinghouse.host_key)
        _open(ports, account)
        yield RealSurroundings(clock, ports, clearinghouse, queues, settings, folder)


def _open(ports: Ports, account: Account) -> None:
    ports.practices.add(a_practice())
    ports.accounts.add(account)
    ports.secrets.store(ACCOUNT, USER.password)


def _settings() -> Settings:
    name = f"job-{next(_NUMBERS)}"
    create_table(name)
    queues = [
        aws_clients.sqs().create_queue(QueueName=f"{name}-{kind}")["QueueUrl"]
        for kind in ("visits", "responses")
    ]
    return Settings(
        TABLE_NAME=name,
        TOKEN_ISSUER="https://issuer.example",
        TOKEN_CLIENT_ID="nobody",
        INTAKE_BUCKET=create_bucket(f"{name}-intake"),
        ARCHIVE_BUCKET=create_bucket(name),
        VISIT_QUEUE_URL=queues[0],
        RESPONSE_QUEUE_URL=queues[1],
        SECRET_PREFIX=f"{name}/",
        STAGE="test",
        EVENT_QUEUE_URL=aws_clients.sqs().create_queue(QueueName=f"{name}-events")["QueueUrl"],
        WEBHOOK_QUEUE_URL=aws_clients.sqs().create_queue(QueueName=f"{name}-hooks")["QueueUrl"],
        EVENT_TOPIC_ARN=aws_clients.sns().create_topic(Name=f"{name}-events")["TopicArn"],
        DATA_KEY_ARN="arn:aws:kms:us-east-1:123456789012:key/none",
        WEBHOOK_TARGETS="public",
        ALARM_TOPIC_ARN=aws_clients.sns().create_topic(Name=name)["TopicArn"],
    )
