"""Visits in the sandbox: one with nothing to do, catching up after an outage, and refused logins.

The embedded AWS and the simulated clearinghouse run in the same process on the same cores, so the
seconds are an upper bound of our own time; the calls are exact.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from chalicelib import wiring
from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.config import load_settings
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.health import LOGINS_ALLOWED, LONGEST_WAIT
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.services.intake.receive_batch import Handover
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from infra.bench import transfer_rates
from infra.bench.counted import Spent, counted
from infra.bench.figures import Figure
from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.clearinghouse.ledger import Deed
from infra.sandbox.sandbox import Sandbox

BATCHES = 200
IDLE_VISITS = 20
VISITORS, VISITS_EACH = 8, 10
PATIENCE_SECONDS = 300
SILENT = Pace().scaled(1_000_000)
"""No file is taken and nothing is answered while we measure."""


def measure() -> list[Figure]:
    """The uploads when the sandbox is gone: its threads would slow only one of the two down."""
    return [*_in_the_sandbox(), *transfer_rates.measure()]


def _in_the_sandbox() -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox(build_dir=Path(folder), pace=SILENT) as sandbox,
    ):
        ports = wiring.AwsPorts(load_settings(), sandbox.world.clock)
        bench = _Bench(sandbox, wiring.Courier(ports), AccountId(sandbox.addresses.account_id))
        return [*bench.idle_visits(), *bench.catch_up(), *bench.refused_logins()]


class _Bench:
    """The sandbox's own schedules go on beside what is measured."""

    def __init__(self, sandbox: Sandbox, courier: wiring.Courier, account_id: AccountId) -> None:
        self._sandbox = sandbox
        self._courier = courier
        self._account_id = account_id

    def idle_visits(self) -> Iterator[Figure]:
        spent = [self._idle_visit() for _ in range(IDLE_VISITS)]
        milliseconds = statistics.median(each.seconds for each in spent) * 1000
        yield Figure("visit with nothing to do, median", milliseconds, "ms")
        yield Figure("  calls of DynamoDB for it", max(each.calls for each in spent), "calls")
        secrets = max(each.secret_calls for each in spent)
        yield Figure("  calls of Secrets Manager for it", secrets, "calls")

    def catch_up(self) -> Iterator[Figure]:
        clearinghouse, clock = self._sandbox.clearinghouse, self._sandbox.world.clock
        clearinghouse.refuse_connections(True)
        for number in range(1, BATCHES + 1):
            self._hand_in(number)
        logins = self._logins()
        # As after a long outage: nobody has to wait for the next try any more.
        clock.advance(LONGEST_WAIT)
        clearinghouse.refuse_connections(False)
        began = time.perf_counter()
        self._until_sent(BATCHES)
        seconds = time.perf_counter() - began
        visits = self._logins() - logins
        pace = f"{OFFICE_ALLY.pace.files} a visit, a minute's pause between is not counted"
        yield Figure(f"{BATCHES} waiting batches sent after an outage", seconds, "s", pace)
        yield Figure("  logins for it", visits, "logins")

    def refused_logins(self) -> Iterator[Figure]:
        """Many visitors at once with a password that was changed."""
        clearinghouse, user = self._sandbox.clearinghouse, self._sandbox.addresses.sftp_user
        clearinghouse.set_password(user, "changed overnight")
        with ThreadPoolExecutor(VISITORS) as pool:
            visits = [pool.submit(self._visit_often) for _ in range(VISITORS)]
        for visit in visits:
            visit.result()
        refused = clearinghouse.logins[user].refused
        if refused > LOGINS_ALLOWED:
            raise RuntimeError(f"{refused} logins were refused")
        what = f"refused logins in {VISITORS * VISITS_EACH} visits, {VISITORS} at once"
        yield Figure(what, refused, "logins", f"at most {LOGINS_ALLOWED}")

    def _idle_visit(self) -> Spent:
        """Until one was not in the way of the sandbox's own."""
        while True:
            with counted() as spent:
                visit = self._courier.visit_clearinghouse(self._account_id)
            if visit.outcome is VisitOutcome.DONE:
                return spent
            time.sleep(0.1)

    def _visit_often(self) -> None:
        for _ in range(VISITS_EACH):
            self._courier.visit_clearinghouse(self._account_id)

    def _hand_in(self, number: int) -> None:
        claims = sample_claims(1, first=number)
        content = claim_file(ClaimKind.PROFESSIONAL, claims, interchange_control_number=number)
        practice_id = PracticeId(self._sandbox.addresses.practice_id)
        handover = Handover(content, practice_id, self._account_id, IntakeSource.API)
        self._courier.receive_batch(handover)

    def _until_sent(self, files: int) -> None:
        """Lets the pauses between visits pass at once; never the time of a visit under way, which
        would lose its lease on a slow machine."""
        pause = OFFICE_ALLY.pace.pause + timedelta(seconds=1)
        deadline, sent = time.monotonic() + PATIENCE_SECONDS, 0
        while time.monotonic() < deadline:
            now_sent = self._names_put()
            if now_sent >= files:
                return
            if now_sent == sent and not self._somebody_visits():
                self._sandbox.world.clock.advance(pause)
            sent = now_sent
            time.sleep(1)
        raise TimeoutError(f"{sent} of {files} files were sent")

    def _names_put(self) -> int:
        """How many final names were given; raises where one was given twice."""
        transfers = self._sandbox.clearinghouse.transfers()
        names = [each.new_path for each in transfers if each.deed is Deed.RENAMED]
        if len(set(names)) != len(names):
            raise RuntimeError("a file was sent twice")
        return len(names)

    def _somebody_visits(self) -> bool:
        user = self._sandbox.addresses.sftp_user
        return self._sandbox.clearinghouse.connections[user].open_now > 0

    def _logins(self) -> int:
        return self._sandbox.clearinghouse.logins[self._sandbox.addresses.sftp_user].accepted
