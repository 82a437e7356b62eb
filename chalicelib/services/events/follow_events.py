"""Follow the feed: what happened to the caller's practices, in order, without a gap."""

from collections.abc import Set
from dataclasses import dataclass

from chalicelib.domain.errors import BeyondTheFeedError
from chalicelib.domain.events.event import Told
from chalicelib.domain.identifiers import PracticeId
from chalicelib.domain.ports import Feed

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
    feed: Feed

    def __call__(self, after: int, limit: int, practices: Set[PracticeId]) -> Followed:
        """At most `limit` of the events behind `after` that concern nobody but these practices.

        Raises BeyondTheFeedError for a number that no event has had.
        """
        last = self.feed.last()
        if after > last:
            raise BeyondTheFeedError(after)
        seen: list[Told] = []
        end = min(last, after + LOOKED_THROUGH)
        while after < end and len(seen) < limit:
            for told in self.feed.after(after, min(AT_ONCE, end - after)):
                if len(seen) == limit:
                    break
                after = told.seq
                if told.event.concerns_only(practices):
                    seen.append(told)
        return Followed(tuple(seen), after, after < last)
