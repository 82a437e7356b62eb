"""Follow the feed: what happened within the caller's reach, in order, without a gap."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import BeyondTheFeedError
from chalicelib.domain.events.event import Told
from chalicelib.domain.ports import Accounts, Feed
from chalicelib.services.access.event_sight import EventSight

AT_ONCE = 500
LOOKED_THROUGH = 5_000
"""Events of anybody's in one request; whoever has more before them asks again from there."""


@dataclass(frozen=True, slots=True)
class Followed:
    """`after` is where to go on; it moves over what is of others, too. `more` lies behind it."""

    events: tuple[Told, ...]
    after: int
    more: bool


@dataclass(frozen=True, slots=True)
class FollowEvents:
    accounts: Accounts
    feed: Feed

    def __call__(self, after: int, limit: int, reach: Reach) -> Followed:
        """At most `limit` of the events behind `after` that are within reach.

        Raises BeyondTheFeedError for a number that no event has had.
        """
        last = self.feed.last()
        if after > last:
            raise BeyondTheFeedError(after)
        sees, seen = EventSight(self.accounts, reach), list[Told]()
        end = min(last, after + LOOKED_THROUGH)
        while after < end and len(seen) < limit:
            for told in self.feed.after(after, min(AT_ONCE, end - after)):
                if len(seen) == limit:
                    break
                after = told.seq
                if sees(told.event):
                    seen.append(told)
        return Followed(tuple(seen), after, after < last)
