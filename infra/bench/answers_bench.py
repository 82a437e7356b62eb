"""Answers: how long reading and applying large ones takes, and what a long listing costs.

Over the embedded AWS, which runs in the same process on the same cores: the seconds are an upper
bound of our own time, the calls are exact.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalicelib import wiring
from chalicelib.adapters.system_clock import SystemClock
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.config import load_settings
from chalicelib.domain.account import Account
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.identifiers import AccountId, PracticeId, ResponseId, response_id, sha256_of
from chalicelib.domain.lease import Lease
from chalicelib.domain.response import ListedFile, Response, ResponseState
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.visit.collect_responses import CollectResponses
from chalicelib.services.visit.errand import Errand
from infra.bench.answer_files import claim_acknowledgment, file_summary, remittance
from infra.bench.counted import counted
from infra.bench.figures import Figure
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.sandbox import Sandbox

CLAIMS = 5_000
LISTED, NEW = 10_000, 10
SILENT = Pace().scaled(1_000_000)
THEN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def measure() -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(build_dir=Path(folder), pace=SILENT) as sandbox,
    ):
        ports = wiring.AwsPorts(load_settings(), SystemClock())
        account = ports.accounts.get(AccountId(sandbox.addresses.account_id))
        practice_id = PracticeId(sandbox.addresses.practice_id)
        return [*_large_answers(ports, account, practice_id), *_long_listing(ports, account)]


def _large_answers(
    ports: wiring.Ports, account: Account, practice_id: PracticeId
) -> Iterator[Figure]:
    courier = wiring.Courier(ports)
    claims = sample_claims(CLAIMS, first=1)
    content = claim_file(ClaimKind.PROFESSIONAL, claims)
    handover = Handover(content, practice_id, account.account_id, IntakeSource.API)
    batch = courier.receive_batch(handover).batch
    (transmission,) = ports.transmissions.of_batch(batch.batch_id)
    numbers = [claim.patient_control_number for claim in claims]
    answers = {
        "File Summary": file_summary(numbers, transmission.file_name),
        "277CA": claim_acknowledgment(numbers),
        "835": remittance(claims),
    }
    for title, (name, answer) in answers.items():
        stored = _store(ports, account, name, answer)
        with counted() as spent:
            applied = courier.apply_response(stored)
        if (applied.state, applied.unmatched) != (ResponseState.APPLIED, 0):
            raise RuntimeError(f"not applied: {applied.state}, {applied.unmatched} unmatched")
        yield Figure(f"{title} of {CLAIMS:,} claims applied", spent.seconds, "s", "Lambda: 900 s")
        yield Figure("  calls of DynamoDB for it", spent.calls, "calls")


def _store(ports: wiring.Ports, account: Account, name: str, content: bytes) -> ResponseId:
    sha256, now = sha256_of(content), ports.clock.now()
    identifier = response_id(account.account_id, name, sha256, THEN)
    response = Response(
        identifier, account.account_id, name, len(content), sha256, THEN, collected_at=now
    )
    ports.archive.store_response(response, content)
    ports.responses.add(response)
    return identifier


def _long_listing(ports: wiring.Ports, account: Account) -> Iterator[Figure]:
    """The clearinghouse never tidies up: all but a few of the files were collected before."""
    files = [
        ListedFile(f"{number}.txt", 10, THEN + timedelta(minutes=10 * number))
        for number in range(LISTED)
    ]
    for file in files[:-NEW]:
        ports.responses.mark_seen(account.account_id, file, ResponseId("rsp_earlier"))
    mailbox = _Mailbox(files)
    collect = CollectResponses(
        ports.archive, ports.clock, ports.hints, ports.meter, ports.responses, ports.worklist
    )
    profile = profile_named(account.clearinghouse)
    end = ports.clock.now() + timedelta(hours=1)
    lease = Lease(account.account_id, "bench", 1, end)
    errand = Errand(account, profile, mailbox, lease, None, deliver_until=end, collect_until=end)
    with counted() as spent:
        collected = collect(errand).collected
    if (collected, mailbox.listings, mailbox.fetches) != (NEW, 1, NEW):
        raise RuntimeError(f"{mailbox.listings} listings, {mailbox.fetches} downloads")
    what = f"{LISTED:,} names listed, {NEW} of them new, collected"
    yield Figure(what, spent.seconds, "s")
    yield Figure("  calls of SFTP for it", mailbox.listings + mailbox.fetches, "calls")
    yield Figure("  calls of DynamoDB for it", spent.calls, "calls")


@dataclass(slots=True)
class _Mailbox:
    """A listing as long as one likes, counting what is asked of it."""

    files: list[ListedFile]
    listings: int = 0
    fetches: int = 0

    def listing(self, folder: str) -> tuple[ListedFile, ...]:
        self.listings += 1
        return tuple(self.files)

    def fetch(self, path: str) -> bytes:
        self.fetches += 1
        return path.encode()[:10].ljust(10)

    def put(self, path: str, content: bytes) -> None:
        raise NotImplementedError

    def size(self, path: str) -> int | None:
        raise NotImplementedError

    def rename(self, old: str, new: str) -> None:
        raise NotImplementedError

    def remove(self, path: str) -> None:
        raise NotImplementedError
