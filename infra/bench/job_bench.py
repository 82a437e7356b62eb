"""The main job in the sandbox: how long accepting and carrying a batch takes.

The embedded AWS and the simulated clearinghouse run in the same process on the same cores, so the
figures are an upper bound of our own time.
"""

import resource
import statistics
import tempfile
import time
from pathlib import Path

from infra.bench.figures import Figure
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.sandbox import Sandbox

LARGE = 5_000
SMALL_RUNS = 20
PATIENCE_SECONDS = 300
IN_ORDER = Pace().scaled(0.2)
"""Soon, and yet one after the other, as a clearinghouse answers."""


def measure() -> list[Figure]:
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(build_dir=Path(folder), pace=IN_ORDER) as sandbox,
    ):
        ready = time.perf_counter() - began
        small = [_accept(sandbox, _file(1, number))[1] for number in range(1, SMALL_RUNS + 1)]
        content = _file(LARGE, SMALL_RUNS + 1)
        began = time.perf_counter()
        batch_id, accepted = _accept(sandbox, content)
        _wait_for(sandbox, batch_id, {"accepted"}, {})
        to_accepted = time.perf_counter() - began
        _wait_for(sandbox, batch_id, {"accepted"}, {"paid": LARGE})
        to_paid = time.perf_counter() - began
        _no_failures(sandbox)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure("sandbox ready", ready, "s"),
        Figure("API accepts a file of 1 claim, median", statistics.median(small), "s"),
        Figure(f"API accepts a file of {LARGE:,} claims", accepted, "s", "API Gateway: 29 s"),
        Figure(f"{LARGE:,} claims from hand-over to accepted", to_accepted, "s", "under 60 s"),
        Figure(f"{LARGE:,} claims from hand-over to paid", to_paid, "s"),
        Figure("peak memory, the embedded AWS included", peak, "MiB"),
    ]


def _file(claims: int, control_number: int) -> bytes:
    made = sample_claims(claims, first=control_number * 10_000)
    return claim_file(ClaimKind.PROFESSIONAL, made, interchange_control_number=control_number)


def _accept(sandbox: Sandbox, content: bytes) -> tuple[str, float]:
    a = sandbox.addresses
    began = time.perf_counter()
    reply = sandbox.api.post(
        "/v1/batches", content, practice_id=a.practice_id, account_id=a.account_id
    )
    seconds = time.perf_counter() - began
    if reply.status != 202 or reply.body["status"] == "refused":
        raise RuntimeError(f"not accepted: {reply.status} {reply.body}")
    return str(reply.body["batch_id"]), seconds


def _wait_for(sandbox: Sandbox, batch_id: str, statuses: set[str], claims: dict[str, int]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        batch = sandbox.api.get(f"/v1/batches/{batch_id}").body
        counts = batch["claims_by_status"]
        if batch["status"] in statuses and claims.items() <= counts.items():
            return
        time.sleep(0.2)
    raise TimeoutError(f"{batch_id} did not get there")


def _no_failures(sandbox: Sandbox) -> None:
    for failure in sandbox.world.functions.failures:
        raise RuntimeError(f"{failure.function} failed:\n{failure.trace}")
