"""The API in the sandbox: rates and latencies with one client and with several, and a cold start.

The embedded AWS, the API and its clients run in the same process on the same cores, so the rates
are a lower bound of our own; a deployed API runs a function of its own for each request at once.
"""

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from infra.bench.figures import Figure, at_most
from infra.bench.fresh_function import (
    FreshFunction,
    bare_function,
    fresh_function,
    unpacked_package,
)
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.sandbox import Sandbox

CLIENTS = (1, 8)
REQUESTS = 120
CLAIMS = 100
COLD_STARTS = 11
MOST_MS = 400
PATIENCE_SECONDS = 60

Request = Callable[[], int]
"""One request, which gives the status of its answer."""


def measure(requests: int = REQUESTS, cold_starts: int = COLD_STARTS) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(build_dir=Path(folder), pace=Pace().scaled(0)) as sandbox,
    ):
        batch_id = _answered_batch(sandbox)
        reads = _reads(sandbox, batch_id)
        return [
            *_rates(reads, requests),
            *_rates({"submit a batch of 1 claim": _submit(sandbox)}, requests // 2),
            *_cold_start(f"/v1/batches/{batch_id}", sandbox.addresses.api_key, cold_starts),
        ]


@dataclass(frozen=True, slots=True)
class _Load:
    """What so many clients saw: seconds of each request, and of all together."""

    latencies: list[float]
    seconds: float


def _reads(sandbox: Sandbox, batch_id: str) -> dict[str, Request]:
    account = {"account_id": sandbox.addresses.account_id}
    claims = sandbox.api.get(f"/v1/batches/{batch_id}/claims", limit="1").body["claims"]
    addresses: dict[str, tuple[str, dict[str, str]]] = {
        "a batch with its first 50 claims": (f"/v1/batches/{batch_id}", {}),
        f"a page of {CLAIMS} claims": (f"/v1/batches/{batch_id}/claims", {"limit": str(CLAIMS)}),
        "a claim with its timeline": (f"/v1/claims/{claims[0]['claim_id']}", {}),
        "responses of an account": ("/v1/responses", account),
        "worklist of an account": ("/v1/worklist", account),
    }

    def reading(path: str, query: dict[str, str]) -> Request:
        return lambda: sandbox.api.get(path, **query).status

    return {what: reading(*address) for what, address in addresses.items()}


def _submit(sandbox: Sandbox) -> Request:
    a, numbers = sandbox.addresses, itertools.count(1)

    def submit() -> int:
        content = _file(1, next(numbers))
        query = {"practice_id": a.practice_id, "account_id": a.account_id}
        return sandbox.api.post("/v1/batches", content, **query).status

    return submit


def _rates(requests: dict[str, Request], count: int) -> Iterator[Figure]:
    for what, request in requests.items():
        for clients in CLIENTS:
            load = _under_load(request, clients, count)
            title = f"{what}, {clients} client{'s' if clients > 1 else ''}"
            yield Figure(title, len(load.latencies) / load.seconds, "requests/s")
            yield Figure("  p50", 1000 * statistics.median(load.latencies), "ms")
            yield Figure("  p95", 1000 * statistics.quantiles(load.latencies, n=20)[-1], "ms")


def _under_load(request: Request, clients: int, count: int) -> _Load:
    def timed(_: int) -> float:
        began = time.perf_counter()
        status = request()
        if status >= 400:
            raise RuntimeError(f"answered with {status}")
        return time.perf_counter() - began

    timed(0)
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        latencies = list(pool.map(timed, range(count)))
    return _Load(latencies, time.perf_counter() - began)


def _cold_start(address: str, key: str, count: int) -> Iterator[Figure]:
    """Processor time, so that other work on the machine counts little; in turn with the floor."""
    with tempfile.TemporaryDirectory() as folder:
        package = unpacked_package(Path(folder))
        fresh_function([address], key, package)
        pairs = [
            (fresh_function([address], key, package), bare_function(package)) for _ in range(count)
        ]
    starts, floors = ([pair[side] for pair in pairs] for side in (0, 1))
    over = _median_over(starts)
    yield Figure(
        f"cold start and first read, median of {count}", over, "ms", at_most(MOST_MS, over)
    )
    yield from _laps(starts)
    yield Figure("  of that without any code of ours (the floor)", _median_over(floors), "ms")
    yield from _laps(floors)


def _median_over(starts: list[FreshFunction]) -> float:
    return statistics.median(start.over_interpreter for start in starts)


def _laps(starts: list[FreshFunction]) -> Iterator[Figure]:
    for lap in starts[0].laps:
        yield Figure(f"  {lap}", _median_lap(starts, lap), "ms")


def _median_lap(starts: list[FreshFunction], lap: str) -> float:
    return statistics.median(start.laps[lap] for start in starts)


def _answered_batch(sandbox: Sandbox) -> str:
    """A batch all of whose claims are paid."""
    a = sandbox.addresses
    query = {"practice_id": a.practice_id, "account_id": a.account_id}
    batch_id = str(sandbox.api.post("/v1/batches", _file(CLAIMS, 1), **query).body["batch_id"])
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        counts = sandbox.api.get(f"/v1/batches/{batch_id}").body["claims_by_status"]
        if counts.get("paid") == CLAIMS:
            return batch_id
        time.sleep(0.2)
    raise TimeoutError(f"the claims of {batch_id} were not paid")


def _file(claims: int, number: int) -> bytes:
    made = sample_claims(claims, first=number * 10_000)
    return claim_file(ClaimKind.PROFESSIONAL, made, interchange_control_number=number)
