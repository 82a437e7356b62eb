"""The real flow, step by step: batches from hand-over to paid, and what stands without any."""

import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib import wiring
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import BatchId, PracticeId
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.onboard import Login
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.pumps.events import scheduled_event
from infra.sandbox.sandbox import SFTP_USER, Sandbox
from infra.scale.capacity import ItemsBefore
from infra.scale.cost import DRAW, DRILL, ROUNDS
from infra.scale.counted import Counted, counting
from infra.scale.item_size import item_size

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

# So slow that no schedule comes round while the flow is counted: every step is taken on purpose.
SLOW = 0.01
PATIENCE_SECONDS = 300
SETTLED_SECONDS = 1.5
WAITING: list["QueueAttributeNameType"] = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
]
MORE_ACCOUNTS = 10


@dataclass(frozen=True, slots=True)
class Carried:
    """What `claims` claims in batches of equal size cost, and what they leave behind in bytes."""

    claims: int
    batches: int
    work: Counted
    table_bytes: int
    archive_bytes: int
    archive_objects: int


@dataclass(frozen=True, slots=True)
class Idle:
    """One visit and one publishing that find nothing; one round of each schedule, with one account
    and with eleven."""

    visit: Counted
    publishing: Counted
    rounds: dict[int, Counted]


def carry(batches: int, claims_each: int) -> Carried:
    """Hands in batches one after the other and follows them until all claims are paid."""
    with tempfile.TemporaryDirectory() as folder, _sandbox(folder) as sandbox:
        steps = Steps(sandbox)
        steps.until_quiet()
        with counting(steps.before) as work:
            for number in range(1, batches + 1):
                batch_id = steps.hand_in(number, claims_each)
                steps.follow(batch_id, claims_each)
        objects = steps.archive_sizes()
        return Carried(
            claims=batches * claims_each,
            batches=batches,
            work=work,
            table_bytes=steps.table_bytes(),
            archive_bytes=sum(objects),
            archive_objects=len(objects),
        )


def idle() -> Idle:
    """With one answered batch behind it."""
    with tempfile.TemporaryDirectory() as folder, _sandbox(folder) as sandbox:
        steps = Steps(sandbox)
        steps.until_quiet()
        batch_id = steps.hand_in(1, 10)
        steps.follow(batch_id, 10)
        with counting(steps.before) as visit:
            steps.visit()
        with counting(steps.before) as publishing:
            steps.publish()
        rounds = {1: steps.rounds()}
        steps.open_more_accounts(MORE_ACCOUNTS)
        rounds[1 + MORE_ACCOUNTS] = steps.rounds()
        return Idle(visit, publishing, rounds)


def _sandbox(folder: str) -> Sandbox:
    return Sandbox(build_dir=Path(folder), pace=Pace().scaled(0), speed=SLOW)


@dataclass(frozen=True, slots=True)
class Steps:
    """Each ends when nothing is under way any more."""

    sandbox: Sandbox

    @property
    def before(self) -> ItemsBefore:
        return ItemsBefore(self.sandbox.world.clients.dynamodb)

    def hand_in(self, number: int, claims: int) -> BatchId:
        a = self.sandbox.addresses
        made = sample_claims(claims, first=number * 10_000)
        content = claim_file(ClaimKind.PROFESSIONAL, made, interchange_control_number=number)
        query = {"practice_id": a.practice_id, "account_id": a.account_id}
        reply = self.sandbox.api.post("/v1/batches", content, **query)
        self.until_quiet()
        return BatchId(reply.body["batch_id"])

    def follow(self, batch_id: BatchId, claims: int) -> None:
        """Visits, each after the clearinghouse has answered, until all claims are paid."""
        while not self.all_paid(batch_id, claims):
            self._until_answered()
            self.visit()

    def visit(self) -> None:
        """As the sweep asks for it."""
        self._hint("VisitQueue", f'{{"account_id": "{self.sandbox.addresses.account_id}"}}')

    def publish(self) -> None:
        """As every sweep and every watch asks for it."""
        self._hint("EventQueue", "{}")

    def all_paid(self, batch_id: BatchId, claims: int) -> bool:
        """Asked of the use case, not of the API: nobody's request is counted for it."""
        reach = Reach(frozenset({PracticeId(self.sandbox.addresses.practice_id)}))
        view = wiring.courier().show_batch(batch_id, reach)
        return view.claims_by_status.get(ClaimStatus.PAID) == claims

    def rounds(self) -> Counted:
        """One of each schedule. What it asks of the queues is left out; so are the night's
        statements and the month's drills, which are over when the round begins."""
        self._come_round((DRAW, DRILL))
        with counting(self.before) as counted:
            self._come_round(ROUNDS)
        self.until_quiet()
        return counted

    def open_more_accounts(self, number: int) -> None:
        a, onboard = self.sandbox.addresses, wiring.courier().onboard
        for each in range(number):
            login = Login(a.sftp_host, a.sftp_port, f"user{each}", "x", self._host_key())
            onboard.account(
                (PracticeId(a.practice_id),), "office_ally", AccountMode.TEST, "123456789", login
            )

    def until_quiet(self) -> None:
        queues = [
            self.sandbox.world.provisioned.ref(q)
            for q in ("VisitQueue", "ResponseQueue", "EventQueue")
        ]
        _wait(lambda: not any(map(self._waiting, queues)))

    def table_bytes(self) -> int:
        """Of all items, and of their copies in the indexes."""
        table = self.sandbox.world.provisioned.ref("Table")
        pages = self.sandbox.world.clients.dynamodb.get_paginator("scan").paginate(TableName=table)
        items = [item for page in pages for item in page["Items"]]
        copies = [item for item in items for index in ("work", "listing") if index in item]
        return sum(map(item_size, items)) + sum(map(item_size, copies))

    def archive_sizes(self) -> list[int]:
        bucket = self.sandbox.addresses.archive_bucket
        pages = self.sandbox.world.clients.s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket
        )
        return [found["Size"] for page in pages for found in page.get("Contents", ())]

    def _hint(self, queue: str, body: str) -> None:
        url = self.sandbox.world.provisioned.ref(queue)
        self.sandbox.world.clients.sqs.send_message(QueueUrl=url, MessageBody=body)
        self.until_quiet()

    def _come_round(self, handlers: Collection[str]) -> None:
        world = self.sandbox.world
        for function in world.provisioned.functions:
            if function.handler in handlers:
                event = scheduled_event(function.name, world.clock.now())
                world.functions.invoke(function, event)

    def _until_answered(self) -> None:
        """The clearinghouse has put nothing out for a while."""
        outbound = self.sandbox.clearinghouse.outbound
        before, now = [""], outbound(SFTP_USER)
        while now != before:
            time.sleep(SETTLED_SECONDS)
            before, now = now, outbound(SFTP_USER)

    def _host_key(self) -> str:
        return self.sandbox.clearinghouse.host_key

    def _waiting(self, queue: str) -> int:
        attributes = self.sandbox.world.clients.sqs.get_queue_attributes(
            QueueUrl=queue, AttributeNames=WAITING
        )["Attributes"]
        return sum(map(int, attributes.values()))


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the flow does not come to rest")
        time.sleep(0.05)
