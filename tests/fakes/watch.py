"""What the watch remembers and tells."""

from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.errors import NotToldError
from chalicelib.domain.identifiers import AccountId, EventId
from chalicelib.domain.lateness import Lateness
from chalicelib.domain.watch_event import EventState, WatchEvent
from tests.fakes.rows import Rows


class FakeWatchEvents:
    def __init__(self) -> None:
        self.rows: Rows[EventId, WatchEvent] = Rows("event")

    def add(self, event: WatchEvent) -> None:
        self.rows.put_if_absent(event.event_id, event)

    def untold(self) -> tuple[WatchEvent, ...]:
        found = (row for row in self.rows.all() if row.state is EventState.UNTOLD)
        return tuple(sorted(found, key=lambda row: (row.happened_at, row.event_id)))

    def advance(self, old: WatchEvent, new: WatchEvent) -> None:
        def still(present: WatchEvent) -> bool:
            return (present.state, present.tries) == (old.state, old.tries)

        self.rows.replace(old.event_id, new, still)


class FakeAccountWatches:
    def __init__(self) -> None:
        self.rows: Rows[AccountId, AccountWatch] = Rows("watch")

    def get(self, account_id: AccountId) -> AccountWatch:
        return self.rows.find(account_id) or AccountWatch(account_id)

    def advance(self, old: AccountWatch, new: AccountWatch) -> None:
        self.rows.put_if_absent(old.account_id, AccountWatch(old.account_id))
        self.rows.replace(old.account_id, new, lambda row: row.revision == old.revision)


class FakeLatenesses:
    def __init__(self) -> None:
        self.rows: Rows[tuple[AccountId, str], Lateness] = Rows("lateness")

    def get(self, account_id: AccountId, payer_id: str) -> Lateness:
        return self.rows.find((account_id, payer_id)) or Lateness(account_id, payer_id)

    def advance(self, old: Lateness, new: Lateness) -> None:
        key = old.account_id, old.payer_id
        self.rows.put_if_absent(key, Lateness(*key))
        self.rows.replace(key, new, lambda row: row.revision == old.revision)


class FakeAnnouncer:
    """`told` are the events that people have heard of, in order; `deaf` lets no message through."""

    def __init__(self) -> None:
        self.told: list[WatchEvent] = []
        self.deaf = False

    def announce(self, event: WatchEvent) -> None:
        if self.deaf:
            raise NotToldError
        self.told.append(event)
