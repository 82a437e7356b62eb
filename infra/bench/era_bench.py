"""The ERA archive: importing a month of 835s, describing and exporting it, reading all of it back.

Over the embedded AWS, which runs in the same process on the same cores: the seconds are an upper
bound of our own time, the calls are exact. The claims that are paid are on the books, so that every
payment is tied.
"""

import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path

from chalicelib import wiring
from chalicelib.adapters.system_clock import SystemClock
from chalicelib.config import load_settings
from chalicelib.domain.access.reach import Reach
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.identifiers import AccountId, PracticeId, ResponseId
from chalicelib.domain.response import ResponseOrigin, ResponseState
from chalicelib.services.access.decider import Decider
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.intake.receive_remittance_file import RemittanceFile
from chalicelib.verify.era_files import months_in
from chalicelib.verify.era_month import verify_month
from infra.bench.answer_files import remittance
from infra.bench.counted import Spent, counted
from infra.bench.figures import Figure
from infra.bench.no_hints import NoHints
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.samples.claims import SampleClaim
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.sandbox import Sandbox

FILES, PAYMENTS = 1_000, 10
CLAIMS_PER_BATCH = 5_000
STILL = 0.01
"""No schedule of the sandbox comes due again meanwhile, or it would take the same work."""
SILENT = Pace().scaled(1_000_000)
MONTH = "2026-03"


class _Alone(wiring.AwsPorts):
    """Nobody else hears of the work."""

    @cached_property
    def hints(self) -> NoHints:
        return NoHints()


def measure(files: int = FILES) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(build_dir=Path(folder), pace=SILENT, speed=STILL) as sandbox,
    ):
        ports = _Alone(load_settings(), SystemClock())
        account_id = AccountId(sandbox.addresses.account_id)
        claims = sample_claims(files * PAYMENTS, first=1)
        _hand_in(ports, account_id, PracticeId(sandbox.addresses.practice_id), claims)
        return [
            *_imported(ports, account_id, _month(claims), files),
            *_described(ports, account_id, files),
            *_drilled(ports, account_id),
            *_verified(sandbox, files, Path(folder) / "era"),
            Figure("peak memory, embedded AWS included", _peak(), "MiB"),
        ]


def _hand_in(
    ports: wiring.Ports,
    account_id: AccountId,
    practice_id: PracticeId,
    claims: Sequence[SampleClaim],
) -> None:
    courier = wiring.Courier(ports)
    for number, start in enumerate(range(0, len(claims), CLAIMS_PER_BATCH), start=1):
        some = claims[start : start + CLAIMS_PER_BATCH]
        content = claim_file(ClaimKind.PROFESSIONAL, some, interchange_control_number=number)
        courier.receive_batch(Handover(content, practice_id, account_id, IntakeSource.API))


def _month(claims: Sequence[SampleClaim]) -> bytes:
    """A ZIP with an 835 for every few claims, each a payment of its own."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, start in enumerate(range(0, len(claims), PAYMENTS)):
            some = claims[start : start + PAYMENTS]
            _, content = remittance(some, first=start % CLAIMS_PER_BATCH + 1)
            name = f"{1598700000 + number}_ERA_835_5010_20260320.835"
            archive.writestr(name, content.replace(b"*EFT900*", b"*EFT%06d*" % number))
    return packed.getvalue()


def _imported(
    ports: wiring.Ports, account_id: AccountId, month: bytes, files: int
) -> Iterator[Figure]:
    courier = wiring.Courier(ports)
    file = RemittanceFile(month, account_id, "month.zip", ResponseOrigin.UPLOADED)
    with counted() as unpacked:
        parent = courier.receive_remittance_file(file).response
        courier.apply_response(parent.response_id)
    members = [
        each.response_id
        for each in ports.responses.unapplied(account_id)
        if each.parent_id == parent.response_id
    ]
    if len(members) != files:
        raise RuntimeError(f"{len(members)} members instead of {files}")
    with counted() as applied:
        for member in members:
            _apply(courier, member)
    yield from _spent(f"month ZIP of {files:,} 835s kept and unpacked", unpacked)
    yield from _spent(f"{files:,} 835s ({files * PAYMENTS:,} claim payments) applied", applied)
    rate = files / (unpacked.seconds + applied.seconds)
    yield Figure("  files a second, one after the other", rate, "files/s")


def _apply(courier: wiring.Courier, member: ResponseId) -> None:
    applied = courier.apply_response(member)
    if (applied.state, applied.unmatched) != (ResponseState.APPLIED, 0):
        raise RuntimeError(f"not applied: {applied.state}, {applied.unmatched} unmatched")


def _described(ports: wiring.Ports, account_id: AccountId, files: int) -> Iterator[Figure]:
    courier = wiring.Courier(ports)
    reach = Reach(frozenset(ports.accounts.get(account_id).practice_ids))
    with counted() as described:
        courier.keep_era_archive()
    courier.request_export(account_id, MONTH, reach)
    with counted() as exported:
        courier.keep_era_archive()
    yield from _spent(f"manifest of {files:,} files", described)
    yield from _spent("ZIP of the month", exported)


def _drilled(ports: wiring.Ports, account_id: AccountId) -> Iterator[Figure]:
    """The whole archive, as it has to be before an account is closed."""
    courier = wiring.Courier(ports)
    reach = Reach(frozenset(ports.accounts.get(account_id).practice_ids))
    asked = courier.request_drill(account_id, Decider("bench", reach)).drill_id
    with counted() as drilled:
        courier.drive_drills()
    drill = ports.drills.get(asked)
    if not drill.has_passed or drill.unbalanced:
        raise RuntimeError(f"the drill has not passed: {drill.failures}")
    yield from _spent(f"restore drill of all {drill.checked:,} objects", drilled)
    yield Figure("  objects a second", drill.checked / drilled.seconds, "objects/s")


def _verified(sandbox: Sandbox, files: int, folder: Path) -> Iterator[Figure]:
    """The whole archive, copied as `aws s3 sync` would, then checked offline."""
    s3, bucket = sandbox.world.clients.s3, sandbox.addresses.archive_bucket
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="era/"):
        for listed in page.get("Contents", []):
            target = folder / listed["Key"].removeprefix("era/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(s3.get_object(Bucket=bucket, Key=listed["Key"])["Body"].read())
    began = time.process_time()
    verdicts = [verify_month(month) for _, month in months_in(folder)]
    seconds = time.process_time() - began
    if any(verdict.findings for verdict in verdicts):
        raise RuntimeError("the archive is not what it was")
    if sum(verdict.payments for verdict in verdicts) != files:
        raise RuntimeError("payments are missing")
    yield Figure("verification of the whole archive, offline", seconds, "s of processor time")
    yield Figure("  files a second, text included", 2 * files / seconds, "files/s")


def _spent(what: str, spent: Spent) -> Iterator[Figure]:
    yield Figure(what, spent.seconds, "s")
    yield Figure("  calls of DynamoDB for it", spent.calls, "calls")
    yield Figure("  calls of S3 for it", spent.object_calls, "calls")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
