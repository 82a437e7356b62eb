"""Somebody breaks the glass: for some hours they see and decide everything, and all are told."""

from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.access.caller import Caller, CallerKind
from chalicelib.domain.access.user import Emergency, User
from chalicelib.domain.errors import BeyondReachError, ConflictError, NotFoundError
from chalicelib.domain.events.about_people import emergency_event
from chalicelib.domain.events.notice import notice_of
from chalicelib.domain.identifiers import UserId
from chalicelib.domain.ports import Clock, Hints, Meter, Notices, Users

LONGEST = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class OpenEmergency:
    clock: Clock
    hints: Hints
    meter: Meter
    notices: Notices
    users: Users

    def __call__(self, opener: Caller, length: timedelta, reason: str) -> User:
        """The event is a row, and counted, before anything is opened: no glass breaks silently.

        Raises BeyondReachError for a key: only a person answers for this.
        """
        if opener.kind is CallerKind.KEY:
            raise BeyondReachError("A person opens an emergency, and answers for it; no key does.")
        now = self.clock.now()
        who = UserId(opener.principal_id)
        self.notices.add(notice_of(emergency_event(who, now, now + min(length, LONGEST))))
        self.hints.publish()
        self.meter.count("EmergenciesOpened")
        emergency = Emergency(now, now + min(length, LONGEST), reason)
        while True:
            user = self.users.find(who)
            if user is None:
                raise NotFoundError("user", who)
            try:
                return self.users.advance(user, replace(user, emergency=emergency))
            except ConflictError:
                continue
