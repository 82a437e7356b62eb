"""Watch an account's connection: what keeps visits from getting through, and that they do again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.account_watch import Trouble
from chalicelib.domain.events.about_accounts import account_event
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.outage import Problem
from chalicelib.domain.ports import Clock, Notices
from chalicelib.services.diagnosis.remember_account import RememberAccount

UNREACHABLE_AFTER = timedelta(minutes=30)
"""One failed visit is nothing: the next one comes in five minutes."""

_KINDS = {
    Problem.LOGIN_REFUSED: EventKind.CONNECTION_LOCKED,
    Problem.LOGIN_LATCHED: EventKind.CONNECTION_LOCKED,
    Problem.NO_PASSWORD: EventKind.CONNECTION_LOCKED,
    Problem.HOST_KEY_CHANGED: EventKind.CONNECTION_HOST_KEY_CHANGED,
    Problem.HOST_KEY_UNPINNED: EventKind.CONNECTION_HOST_KEY_CHANGED,
    Problem.UNREACHABLE: EventKind.CONNECTION_DEGRADED,
}


@dataclass(frozen=True, slots=True)
class WatchConnection:
    clock: Clock
    notices: Notices
    remember: RememberAccount

    def __call__(self, account: Account, health: AccountHealth) -> None:
        """The row keeps what was told last; what is told anew is written down before it."""
        now, told = self.clock.now(), self.remember.watches.get(account.account_id).trouble
        present = _trouble(health, told, now)
        if present == told:
            return
        if told is not None and (present is None or present.since != told.since):
            self._tell(EventKind.CONNECTION_RESTORED, account, told.since)
        if present is not None:
            self._tell(present.kind, account, present.since)
        self.remember(account.account_id, lambda watch: watch.note_trouble(present))

    def _tell(self, kind: EventKind, account: Account, began_at: datetime) -> None:
        event = account_event(kind, account, began_at, self.clock.now())
        self.notices.add(notice_of(event))


def _trouble(health: AccountHealth, told: Trouble | None, now: datetime) -> Trouble | None:
    """A network that fails for a moment is no trouble, and ends none of the same outage."""
    outage = health.outage
    if outage is None or outage.restored_at is not None:
        return None
    if outage.problem is Problem.UNREACHABLE and now - outage.since < UNREACHABLE_AFTER:
        return told if told is not None and told.since == outage.since else None
    return Trouble(_KINDS[outage.problem], outage.since)
