"""A visit: take the account's lease, connect once, deliver, collect, leave."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account, Credential
from chalicelib.domain.errors import (
    HostKeyChangedError,
    LoginRefusedError,
    MailboxError,
)
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, Clock, Entropy, Leases, Mailboxes, Meter, Secrets
from chalicelib.services.collect_responses import CollectResponses
from chalicelib.services.deliver_transmissions import DeliverTransmissions

LEASE = timedelta(minutes=15)
"""As long as a Lambda can live: after a crash the account is free again when it must have ended."""


class VisitOutcome(StrEnum):
    DONE = "done"
    BUSY = "busy"
    LOGIN_REFUSED = "login_refused"
    LOGIN_LATCHED = "login_latched"
    HOST_KEY_CHANGED = "host_key_changed"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Visit:
    """`failed_transfers` are files that could not be put or fetched and wait for the next visit."""

    outcome: VisitOutcome
    sent: int = 0
    collected: int = 0
    failed_transfers: int = 0


@dataclass(frozen=True, slots=True)
class VisitClearinghouse:
    accounts: Accounts
    clock: Clock
    collect: CollectResponses
    deliver: DeliverTransmissions
    entropy: Entropy
    leases: Leases
    mailboxes: Mailboxes
    meter: Meter
    secrets: Secrets

    def __call__(self, account_id: AccountId) -> Visit:
        """Visit one account. A failure is an outcome, noted on the account's health; the schedule
        brings the next visit. Raises NotFoundError for an unknown account.
        """
        account = self.accounts.get(account_id)
        holder = self.entropy(16).hex()
        now = self.clock.now()
        if not self.leases.take(account_id, holder, now, now + LEASE):
            return Visit(VisitOutcome.BUSY)
        try:
            visit = self._visit(account)
        finally:
            self.leases.release(account_id, holder)
        self.meter.count(f"Visit.{visit.outcome}", account_id=account_id)
        return visit

    def _visit(self, account: Account) -> Visit:
        credential = self.secrets.credential(account.account_id)
        health = self.accounts.health(account.account_id)
        if not health.may_log_in(credential.version):
            return Visit(VisitOutcome.LOGIN_LATCHED)
        try:
            visit = self._exchange(account, credential)
        except LoginRefusedError:
            outcome = VisitOutcome.LOGIN_REFUSED
            noted = health.refused(self.clock.now(), outcome, credential.version)
        except HostKeyChangedError:
            outcome = VisitOutcome.HOST_KEY_CHANGED
            noted = health.failed(self.clock.now(), outcome)
        except MailboxError:
            outcome = VisitOutcome.UNREACHABLE
            noted = health.failed(self.clock.now(), outcome)
        else:
            self.accounts.note_health(health.visited(self.clock.now()))
            return visit
        self.accounts.note_health(noted)
        return Visit(outcome)

    def _exchange(self, account: Account, credential: Credential) -> Visit:
        profile = profile_named(account.clearinghouse)
        with self.mailboxes.connect(account, credential) as mailbox:
            sent, unsent = self.deliver(account, profile, mailbox)
            collected, uncollected = self.collect(account, profile, mailbox)
        return Visit(VisitOutcome.DONE, sent, collected, unsent + uncollected)
