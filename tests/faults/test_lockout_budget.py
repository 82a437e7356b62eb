"""A changed password, and every call that can go wrong meanwhile: two logins are refused at most.

Then a person stores the new password, and everything ends as if nothing had been.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.services.visit.visit_clearinghouse import LEASE, VisitOutcome
from tests.builders import ACCOUNT
from tests.faults.fault import Fault, Mode, ProcessDiedError, faults_at
from tests.faults.job import Job, World
from tests.faults.outcome import violations
from tests.faults.recorder import DiesAfter, recorded_courier
from tests.faults.report import Part
from tests.functional.courier import House

LOCKED_ROUNDS = 4
VISITING = frozenset({"accounts", "hints", "leases", "mailboxes", "mailbox", "secrets"})


class LockedJob(Job):
    """`locked_calls` were made before the new password was stored."""

    locked_calls: tuple[str, ...] = ()

    def run(self) -> "LockedJob":
        self.house.server.password = "new"
        while self.rounds < LOCKED_ROUNDS:
            self.round()
        self.locked_calls = tuple(self.recorder.calls)
        self.house.secrets.store(ACCOUNT, "new")
        super().run()
        return self


@cache
def undisturbed() -> LockedJob:
    return LockedJob(World.HINTS_DELIVERED).run()


def test_the_budget_is_used_up_and_not_exceeded() -> None:
    job = undisturbed()
    assert job.house.server.refused == LOGINS_ALLOWED
    assert job.house.meter.total("Visit.login_latched") > 0
    assert violations(job, job) == []


@pytest.mark.parametrize("mode", Mode)
def test_no_call_that_goes_wrong_costs_a_login_beyond_the_budget(mode: Mode) -> None:
    faults = [
        (call, fault)
        for number, call in visiting_calls()
        for fault in faults_at(number, call, mode)
    ]
    broken = [
        f"{call}: {fault}: {violation}"
        for call, fault in faults
        for violation in violations(locked(fault), undisturbed())
    ]
    tell(mode, len(faults), broken)


def test_a_visitor_who_wakes_up_late_costs_no_login_beyond_the_budget() -> None:
    numbers = [number for number, _ in visiting_calls()]
    jobs = [LockedJob(World.HINTS_DELIVERED, overtaken_at=[number]).run() for number in numbers]
    broken = [violation for job in jobs for violation in violations(job, undisturbed())]
    tell("overtaken", len(jobs), broken)


def test_visits_that_die_with_the_right_password_do_not_close_the_account(house: House) -> None:
    for _ in range(LOGINS_ALLOWED + 1):
        with pytest.raises(ProcessDiedError):
            recorded_courier(house.ports, DiesAfter("mailbox.listing")).visit_clearinghouse(ACCOUNT)
        house.clock.advance(LEASE)
    assert house.visit().outcome is VisitOutcome.DONE


def visiting_calls() -> Iterator[tuple[int, str]]:
    """Those by which a login passes; what befalls the others has no part in it."""
    for number, call in enumerate(undisturbed().locked_calls, 1):
        if call.partition(".")[0] in VISITING:
            yield number, call


def locked(fault: Fault) -> LockedJob:
    return LockedJob(World.HINTS_DELIVERED, fault).run()


def tell(mode: str, runs: int, broken: list[str]) -> None:
    Part("Lockout budget", mode, runs, broken).write()
    assert runs
    assert not broken, "\n".join(broken)
