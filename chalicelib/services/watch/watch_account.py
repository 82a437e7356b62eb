"""Watch one account: does the clearinghouse still speak, are visits made, do logins work?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.events.about_accounts import account_event
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.outage import Problem
from chalicelib.domain.ports import Accounts, Clock, Notices, Responses, Transmissions
from chalicelib.services.diagnosis.remember_account import RememberAccount
from chalicelib.services.watch.watch_connection import UNREACHABLE_AFTER, WatchConnection

RECENT = 20

_HOST_KEY = {Problem.HOST_KEY_CHANGED, Problem.HOST_KEY_UNPINNED}


@dataclass(frozen=True, slots=True)
class AccountState:
    """`unvisited_for` is None while a problem of its own keeps visits away."""

    silent: bool
    refused: bool
    host_key_changed: bool
    unreachable: bool
    unvisited_for: timedelta | None


@dataclass(frozen=True, slots=True)
class WatchAccount:
    accounts: Accounts
    clock: Clock
    notices: Notices
    remember: RememberAccount
    responses: Responses
    transmissions: Transmissions
    watch_connection: WatchConnection

    def __call__(self, account: Account) -> AccountState:
        health, now = self.accounts.health(account.account_id), self.clock.now()
        silent_since = self._silent_since(account, now)
        self._note(account, silent_since)
        self.watch_connection(account, health)
        return AccountState(
            silent=silent_since is not None,
            refused=health.is_known_as_refused,
            host_key_changed=health.last_problem in _HOST_KEY,
            unreachable=_is_unreachable(health, now),
            unvisited_for=_unvisited_for(health, now),
        )

    def _silent_since(self, account: Account, now: datetime) -> datetime | None:
        """Since when answers are due and not one comes, if that is longer than is usual there."""
        unanswered = self.transmissions.unanswered(account.account_id)
        sent = [each.sent_at for each in unanswered if each.sent_at is not None]
        if not sent:
            return None
        recent = self.responses.of_account(account.account_id, RECENT, None).items
        heard = max((response.collected_at for response in recent), default=min(sent))
        since = max(heard, min(sent))
        silence = profile_named(account.clearinghouse).silence
        return since if now - since >= silence else None

    def _note(self, account: Account, silent_since: datetime | None) -> None:
        """The row keeps the first moment of a silence; events follow it, each once."""
        before = self.remember.watches.get(account.account_id)
        if before.silent_since is not None:
            self._tell(EventKind.ACCOUNT_SILENT, account, before.silent_since)
            if silent_since is None:
                self._tell(EventKind.ACCOUNT_HEARD, account, before.silent_since)
        after = self.remember(account.account_id, lambda watch: watch.note_silence(silent_since))
        if after.silent_since is not None and before.silent_since is None:
            self._tell(EventKind.ACCOUNT_SILENT, account, after.silent_since)

    def _tell(self, kind: EventKind, account: Account, began_at: datetime) -> None:
        profile = profile_named(account.clearinghouse)
        words = {
            EventKind.ACCOUNT_SILENT: "has not answered anything",
            EventKind.ACCOUNT_HEARD: "answers again, after silence",
        }[kind]
        summary = (
            f"{profile.title} {words} for account {account.account_id} "
            f"since {began_at:%Y-%m-%d %H:%M} UTC."
        )
        event = account_event(kind, account, began_at, self.clock.now(), summary)
        self.notices.add(notice_of(event))


def _is_unreachable(health: AccountHealth, now: datetime) -> bool:
    outage = health.outage
    if outage is None or health.last_problem is not Problem.UNREACHABLE:
        return False
    return now - outage.since >= UNREACHABLE_AFTER


def _unvisited_for(health: AccountHealth, now: datetime) -> timedelta | None:
    if health.last_problem is not None or health.last_visit_at is None:
        return None
    return now - health.last_visit_at
