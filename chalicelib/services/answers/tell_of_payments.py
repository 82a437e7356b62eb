"""What an archived 835 brings is told: each piece of news once, however often its file is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.events.about_accounts import remittance_event, response_event
from chalicelib.domain.events.event import Event, EventKind
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.ports import Clock, Hints, Notices
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import Response


@dataclass(frozen=True, slots=True)
class TellOfPayments:
    clock: Clock
    hints: Hints
    notices: Notices

    def __call__(
        self, account: Account, remittance: Remittance, is_again: bool, contradicts: bool
    ) -> None:
        """`is_again`: another file told of the payment before. `contradicts`: payments with other
        content have its trace."""
        for event in self._news(account, remittance, is_again, contradicts):
            self.notices.add(notice_of(event))
        self.hints.publish()

    def of_a_name_used_again(self, account: Account, response: Response) -> None:
        """Another 835 had the file's name before."""
        event = response_event(EventKind.ERA_CONFLICT, account, response, self.clock.now())
        self.notices.add(notice_of(event))
        self.hints.publish()

    def _news(
        self, account: Account, remittance: Remittance, is_again: bool, contradicts: bool
    ) -> Iterator[Event]:
        now, file = self.clock.now(), remittance.response_id
        if is_again:
            linked = EventKind.ERA_DUPLICATE_LINKED
            yield remittance_event(linked, account, remittance, now, occasion=file)
        else:
            yield remittance_event(EventKind.ERA_ARCHIVED, account, remittance, now)
        if any(payment.claim_id is None for payment in remittance.advice.payments):
            unmatched = EventKind.ERA_UNMATCHED
            yield remittance_event(unmatched, account, remittance, now, occasion=file)
        if contradicts and not is_again:
            yield remittance_event(EventKind.ERA_CONFLICT, account, remittance, now)
