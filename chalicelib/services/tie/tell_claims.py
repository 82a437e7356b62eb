"""Tell what the facts of a page of claims say: each piece of news once, whoever records it."""

from dataclasses import dataclass

from chalicelib.domain.batch import Batch
from chalicelib.domain.events.about_claims import claim_events
from chalicelib.domain.events.notice import EVENTS_AT_MOST, Notice
from chalicelib.domain.fact import Fact
from chalicelib.domain.ports import Clock, Notices


@dataclass(frozen=True, slots=True)
class TellClaims:
    clock: Clock
    notices: Notices

    def __call__(self, batch: Batch, page: int, facts: tuple[Fact, ...]) -> None:
        """`facts` are all that are known of the page, so what a process left untold that died is
        told here, too. The page's own series of notices says what was told before; of two who add
        to it at the same moment one has the number, and the other looks again.
        """
        events, series = claim_events(batch, facts), f"{batch.batch_id}#{page}"
        while events:
            before = self.notices.of_series(series)
            told = {event.event_id for notice in before for event in notice.events}
            news = tuple(event for event in events if event.event_id not in told)
            if not news:
                return
            now = self.clock.now()
            notice = Notice(series, len(before) + 1, now, news[:EVENTS_AT_MOST])
            if self.notices.add(notice).events == news:
                return
