"""The log of events: fakes, or adapters over a table of their own."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb.feed import DynamoFeed
from chalicelib.adapters.dynamodb.followers import DynamoFollowers
from chalicelib.adapters.dynamodb.notices import DynamoNotices
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.events.notice import Notice
from chalicelib.domain.ports import Feed, Followers, Notices
from tests.builders import an_event, later
from tests.fakes import FakeFeed, FakeFollowers, FakeNotices


@dataclass(frozen=True, slots=True)
class EventLog:
    notices: Notices
    feed: Feed
    followers: Followers

    def everything(self) -> list[str]:
        """The ids of all events, in the feed's order."""
        return [told.event.event_id for told in self.feed.after(0, 100_000)]


def fake_log() -> EventLog:
    notices = FakeNotices()
    return EventLog(notices, FakeFeed(notices), FakeFollowers())


def dynamo_log(table: Table) -> EventLog:
    return EventLog(DynamoNotices(table), DynamoFeed(table), DynamoFollowers(table))


def a_notice(number: int = 1, events: int = 1) -> Notice:
    """The only one of series `number`, that many minutes after MORNING."""
    told = tuple(an_event(number * 1_000 + each) for each in range(events))
    return Notice(f"series-{number}", 1, later(minutes=number), told)
