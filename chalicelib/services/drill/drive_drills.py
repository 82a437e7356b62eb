"""Drive the drills: begin the month's, go on with those that run, keep what came of them.

Each step is a page, and how far it came is in the drill's row before the next: whoever dies in the
middle leaves no more than one page to be read again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from chalicelib.domain.account import Account
from chalicelib.domain.drill import Drill, Progress, monthly_drill_id
from chalicelib.domain.drill_report import drill_report
from chalicelib.domain.errors import ConflictError, CourierError, NotFoundError
from chalicelib.domain.identifiers import AccountId, DrillId, sha256_of
from chalicelib.domain.ports import Accounts, Clock, ClosingArchive, Drills, Entropy, Meter
from chalicelib.observability import log_failure
from chalicelib.services.drill.check_object import CheckObject, identifier_of
from chalicelib.services.drill.list_objects import ListObjects

METRIC = "ArchiveVerificationFailures"

BEGIN_NO_MORE_AFTER = timedelta(minutes=8)
"""Of the function's fifteen: a page of a hundred objects is read in far less than the rest."""

BY_SCHEDULE = "schedule"


class DrillsNotDrivenError(CourierError):
    """Every other drill went on; those of these accounts failed."""


@dataclass(frozen=True, slots=True)
class DriveDrills:
    accounts: Accounts
    check: CheckObject
    clock: Clock
    closing_archive: ClosingArchive
    drills: Drills
    entropy: Entropy
    list_objects: ListObjects
    meter: Meter

    def __call__(self) -> None:
        """What the time does not suffice for goes on in the next round.

        The figure of what did not pass is told in every round, if only as none: its absence is an
        alarm of its own. Raises DrillsNotDrivenError.
        """
        until = self.clock.now() + BEGIN_NO_MORE_AFTER
        failed = [each for each, step in self._steps(until) if not _succeeds(each, step)]
        self.meter.count(METRIC, 0)
        if failed:
            raise DrillsNotDrivenError(", ".join(dict.fromkeys(failed)))

    def _steps(self, until: datetime) -> Iterator[tuple[AccountId, Callable[[], None]]]:
        for account in self.accounts.all():
            yield account.account_id, partial(self._begin_months_drill, account)
        for drill in self.drills.running():
            yield drill.account_id, partial(self._drive, drill.drill_id, until)

    def _begin_months_drill(self, account: Account) -> None:
        now = self.clock.now()
        identifier = monthly_drill_id(account.account_id, f"{now:%Y-%m}")
        try:
            self.drills.get(identifier)
        except NotFoundError:
            seed = self.entropy(16).hex()
            self.drills.add(Drill(identifier, account.account_id, now, BY_SCHEDULE, seed))

    def _drive(self, drill_id: DrillId, until: datetime) -> None:
        """As far as the time suffices; a drill that another driver has taken on meanwhile is left
        to it."""
        drill = self.drills.get(drill_id)
        account = self.accounts.get(drill.account_id)
        try:
            while drill.progress is not None:
                if self.clock.now() >= until:
                    return
                drill = self._do_page(drill, account, drill.progress)
            if drill.ended_at is None:
                self._end(drill)
        except ConflictError:
            return

    def _do_page(self, drill: Drill, account: Account, progress: Progress) -> Drill:
        listed = self.list_objects(account, progress)
        chosen = drill.chosen(map(identifier_of, listed.subjects))
        subjects = [each for each in listed.subjects if identifier_of(each) in chosen]
        done = drill.go_on(map(self.check, subjects), listed.after)
        self.drills.advance(drill, done)
        return done

    def _end(self, drill: Drill) -> None:
        """The report follows from the row: whoever comes again writes the same bytes."""
        report = drill_report(drill)
        self.closing_archive.store_report(drill, report)
        # Before the row says so: a process that dies between the two counts again, not never.
        self.meter.count(METRIC, drill.failed, drill.account_id)
        self.drills.advance(drill, drill.end(self.clock.now(), sha256_of(report)))


def _succeeds(account_id: AccountId, step: Callable[[], None]) -> bool:
    """One account's failure holds up no other's."""
    try:
        step()
    except Exception as error:  # noqa: BLE001 - it is told, and the others go on
        log_failure("drill not driven", error, account_id=account_id)
        return False
    return True
