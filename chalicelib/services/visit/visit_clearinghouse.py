"""A visit: take the account's lease, connect once, deliver, collect, leave."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.errors import (
    ConflictError,
    HostKeyChangedError,
    LeaseLostError,
    LoginLatchedError,
    LoginRefusedError,
    MailboxError,
    NoPasswordError,
)
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Problem
from chalicelib.domain.ports import (
    Accounts,
    Clock,
    Entropy,
    Hints,
    Leases,
    Mailbox,
    Meter,
    Transmissions,
)
from chalicelib.domain.transmission import Transmission
from chalicelib.services.visit.collect_responses import Collection, CollectResponses
from chalicelib.services.visit.deliver_transmissions import DeliverTransmissions, Delivery
from chalicelib.services.visit.errand import Errand
from chalicelib.services.visit.fenced_mailbox import FencedMailbox
from chalicelib.services.visit.health_notes import HealthNotes
from chalicelib.services.visit.log_in import LogIn
from chalicelib.services.visit.look_for_doubtful import LookForDoubtful

LEASE = timedelta(minutes=15)
"""As long as a Lambda can live: after a crash the account is free again when it must have ended."""

DELIVER_FOR = timedelta(minutes=8)
COLLECT_UNTIL = timedelta(minutes=12)
"""After the beginning of a visit; a file begun then has three minutes before the lease ends."""

CLOCKS_DIFFER = timedelta(seconds=1)
"""By so much the clocks of two functions may disagree."""


class VisitOutcome(StrEnum):
    """`overtaken`: another visitor, or a person, took over in the middle; nothing more was done."""

    DONE = "done"
    BUSY = "busy"
    NOT_NEEDED = "not_needed"
    BACKING_OFF = "backing_off"
    CLOSED = "closed"
    OVERTAKEN = "overtaken"
    LOGIN_REFUSED = "login_refused"
    LOGIN_LATCHED = "login_latched"
    NO_PASSWORD = "no_password"  # noqa: S105 - an outcome's name
    HOST_KEY_CHANGED = "host_key_changed"
    HOST_KEY_UNPINNED = "host_key_unpinned"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Visit:
    """`failed_transfers` are files that could not be put or fetched and wait for the next visit;
    `next_in` is when that is wanted, None where the schedule is soon enough."""

    outcome: VisitOutcome
    sent: int = 0
    collected: int = 0
    failed_transfers: int = 0
    next_in: timedelta | None = None


@dataclass(frozen=True, slots=True)
class VisitClearinghouse:
    accounts: Accounts
    clock: Clock
    collect: CollectResponses
    deliver: DeliverTransmissions
    entropy: Entropy
    hints: Hints
    leases: Leases
    log_in: LogIn
    look_for_doubtful: LookForDoubtful
    meter: Meter
    transmissions: Transmissions

    def __call__(self, account_id: AccountId, asked_at: datetime | None = None) -> Visit:
        """Visit one account, unless a good visit has begun since it was `asked_at`.

        A failure is an outcome, noted on the account's health; the schedule brings the next visit.
        Raises NotFoundError for an unknown account.
        """
        account = self.accounts.get(account_id)
        visit = self._visit(account, asked_at)
        self.meter.count(f"Visit.{visit.outcome}", account_id=account_id)
        return visit

    def _visit(self, account: Account, asked_at: datetime | None) -> Visit:
        if not account.is_open:
            return Visit(VisitOutcome.CLOSED)
        health, began = self.accounts.health(account.account_id), self.clock.now()
        if _is_answered(asked_at, health):
            return Visit(VisitOutcome.NOT_NEEDED)
        if health.is_backing_off(began):
            return Visit(VisitOutcome.BACKING_OFF)
        holder = self.entropy(16).hex()
        lease = self.leases.take(account.account_id, holder, began, began + LEASE)
        if lease is None:
            self.leases.knock(account.account_id)
            return Visit(VisitOutcome.BUSY)
        return self._under_lease(account, lease, began)

    def _under_lease(self, account: Account, lease: Lease, began: datetime) -> Visit:
        try:
            visit = self._or_problem(account, lease, began)
        finally:
            knocked = self.leases.release(lease)
        if knocked and visit.next_in is None:
            visit = replace(visit, next_in=timedelta())
        if visit.next_in is not None:
            self.hints.visit(account.account_id, visit.next_in)
        return visit

    def _or_problem(self, account: Account, lease: Lease, began: datetime) -> Visit:
        """Health is read again: it may have changed before the lease was taken."""
        notes = HealthNotes(self.accounts, lease, self.accounts.health(account.account_id))
        try:
            try:
                return self._exchange(account, notes, began)
            except MailboxError as error:
                problem = _problem(error, account)
                self._note_problem(notes, problem, error)
                return Visit(VisitOutcome(problem))
        except (LeaseLostError, ConflictError):
            return Visit(VisitOutcome.OVERTAKEN)

    def _exchange(self, account: Account, notes: HealthNotes, began: datetime) -> Visit:
        with ExitStack() as connection:
            mailbox = self.log_in(account, notes, connection)
            waiting = self.transmissions.waiting(account.account_id)
            if notes.present.outage is not None:
                notes.note(notes.present.restored(self.clock.now(), len(waiting)))
            errand = self._errand(account, mailbox, notes, began)
            looked = self.look_for_doubtful(errand)
            delivery = self._deliver(errand, waiting, notes.present)
            collection = self.collect(errand)
            delivery = self._try_set_aside(errand, delivery)
        if looked.seen + delivery.sent:
            self.hints.publish()
        if looked.doubtful:
            self.meter.count("DoubtfulFiles", looked.doubtful, account.account_id)
        self._note_visit(notes, began, delivery, errand)
        return Visit(
            VisitOutcome.DONE,
            looked.seen + delivery.sent,
            collection.collected,
            delivery.failed + collection.failed,
            _next_in(delivery, collection, errand),
        )

    def _errand(
        self, account: Account, mailbox: Mailbox, notes: HealthNotes, began: datetime
    ) -> Errand:
        return Errand(
            account=account,
            profile=profile_named(account.clearinghouse),
            mailbox=FencedMailbox(mailbox, self.leases, notes.lease),
            lease=notes.lease,
            outage=notes.present.outage,
            deliver_until=began + DELIVER_FOR,
            collect_until=began + COLLECT_UNTIL,
        )

    def _deliver(
        self, errand: Errand, waiting: tuple[Transmission, ...], health: AccountHealth
    ) -> Delivery:
        if not health.may_deliver(self.clock.now()):
            return Delivery(0, 0, waiting, (), more=bool(waiting))
        return self.deliver(errand, waiting)

    def _try_set_aside(self, errand: Errand, delivery: Delivery) -> Delivery:
        """Last, because it may well break the connection; counted before, because it may."""
        if not delivery.aside:
            return delivery
        self.meter.count("FilesSetAside", len(delivery.aside), errand.account.account_id)
        return self.deliver.try_set_aside(errand, delivery)

    def _note_visit(
        self, notes: HealthNotes, began: datetime, delivery: Delivery, errand: Errand
    ) -> None:
        now, outage = self.clock.now(), errand.outage
        held = [t for t in delivery.left if outage is not None and outage.held(t.planned_at)]
        visited = notes.present.visited(began, now, all_sent=not held)
        if delivery.more and delivery.sent:
            visited = replace(visited, next_delivery_at=now + errand.profile.pace.pause)
        notes.note(visited)
        if visited.password_is_old(now):
            self.meter.count("OldPasswords", account_id=errand.account.account_id)

    def _note_problem(self, notes: HealthNotes, problem: Problem, error: MailboxError) -> None:
        now, present = self.clock.now(), notes.present
        if isinstance(error, HostKeyChangedError):
            notes.note(present.saw_host_key(now, problem, error.shown))
        elif problem is Problem.UNREACHABLE:
            lot = int.from_bytes(self.entropy(4), "big") / 2**32
            notes.note(present.unreachable(now, lot))
        elif problem is not Problem.LOGIN_LATCHED or not present.is_known_as_refused:
            notes.note(present.failed(now, problem))


def _is_answered(asked_at: datetime | None, health: AccountHealth) -> bool:
    began = health.last_good_visit_began_at
    return asked_at is not None and began is not None and asked_at + CLOCKS_DIFFER < began


def _next_in(delivery: Delivery, collection: Collection, errand: Errand) -> timedelta | None:
    if delivery.more:
        return errand.profile.pace.pause
    return timedelta() if collection.more else None


def _problem(error: MailboxError, account: Account) -> Problem:
    if isinstance(error, LoginRefusedError):
        return Problem.LOGIN_REFUSED
    if isinstance(error, LoginLatchedError):
        return Problem.LOGIN_LATCHED
    if isinstance(error, NoPasswordError):
        return Problem.NO_PASSWORD
    if isinstance(error, HostKeyChangedError):
        return Problem.HOST_KEY_CHANGED if account.host_key else Problem.HOST_KEY_UNPINNED
    return Problem.UNREACHABLE
