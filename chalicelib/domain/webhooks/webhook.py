"""A webhook: a client's endpoint that is told of events; a courtesy over the feed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import AccountMode
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import PracticeId, WebhookId

OLD_SECRET_LASTS = timedelta(hours=24)
"""After a rotation both secrets sign: no receiver has to change at the same second."""


LONGEST_ROUND = timedelta(minutes=15)
"""No run goes on for longer (AWS Lambda): whoever was at it has ended, or died, by then."""


class WebhookState(StrEnum):
    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"


class WhyDisabled(StrEnum):
    """`gone`: the endpoint answered 410; `failing`: the last try of some event failed."""

    GONE = "gone"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """A secret that only who may use the key can open; `ends_at` once another has followed it."""

    sealed: str
    made_at: datetime
    ends_at: datetime | None = None

    def signs(self, now: datetime) -> bool:
        return self.ends_at is None or now < self.ends_at


@dataclass(frozen=True, slots=True)
class Replay:
    """Events to be sent once more: those behind `after`, up to `until`."""

    after: int
    until: int


@dataclass(frozen=True, slots=True)
class Webhook:
    """`kinds` empty means all. `position` is the number of the last event for which a delivery is
    written down, or none is wanted. Until `quiet_until` nobody calls it: it has failed too often in
    a row; one that is deleted may still be called by who was at it then. `left_at` is when nothing
    was on its way to it any more. `revision` counts the changes, to tell races."""

    webhook_id: WebhookId
    url: str
    practice_ids: tuple[PracticeId, ...]
    modes: tuple[AccountMode, ...]
    kinds: tuple[EventKind, ...]
    created_at: datetime
    secrets: tuple[SealedSecret, ...]
    position: int
    replays: tuple[Replay, ...] = ()
    state: WebhookState = WebhookState.ENABLED
    why_disabled: WhyDisabled | None = None
    disabled_at: datetime | None = None
    quiet_until: datetime | None = None
    left_at: datetime | None = None
    revision: int = 0

    @property
    def is_enabled(self) -> bool:
        return self.state is WebhookState.ENABLED

    @property
    def reach(self) -> Reach:
        """It is told of what whoever registered it might know of, and never of more."""
        return Reach(frozenset(self.practice_ids), frozenset(self.modes))

    def may_hear(self, now: datetime) -> bool:
        """Enabled, and not to be left alone at this moment."""
        return self.is_enabled and self._is_quiet_no_more(now)

    def may_be_left(self, now: datetime) -> bool:
        """Deleted, so that nothing new gets on its way to it."""
        is_known = self.state is WebhookState.DELETED and self.left_at is None
        return is_known and self._is_quiet_no_more(now)

    def wants(self, kind: EventKind) -> bool:
        return not self.kinds or kind in self.kinds

    def secrets_that_sign(self, now: datetime) -> tuple[SealedSecret, ...]:
        """The newest first."""
        return tuple(secret for secret in reversed(self.secrets) if secret.signs(now))

    def rotate(self, secret: SealedSecret) -> "Webhook":
        """The present ones go on for a while, those that have ended are forgotten."""
        now = secret.made_at
        kept = tuple(
            replace(old, ends_at=old.ends_at or now + OLD_SECRET_LASTS)
            for old in self.secrets
            if old.signs(now)
        )
        return self._next(replace(self, secrets=(*kept, secret)))

    def go_on(self, position: int) -> "Webhook":
        return self._next(replace(self, position=position))

    def replay(self, replay: Replay) -> "Webhook":
        """What waits already does not wait twice."""
        if replay in self.replays:
            return self
        return self._next(replace(self, replays=(*self.replays, replay)))

    def replayed(self, up_to: int) -> "Webhook":
        """The first of the replays has come so far; at its end it is gone."""
        first, *others = self.replays
        rest = (Replay(up_to, first.until),) if up_to < first.until else ()
        return self._next(replace(self, replays=(*rest, *others)))

    def rest(self, until: datetime) -> "Webhook":
        return self._next(replace(self, quiet_until=until))

    def disable(self, why: WhyDisabled, at: datetime) -> "Webhook":
        return self._next(
            replace(self, state=WebhookState.DISABLED, why_disabled=why, disabled_at=at)
        )

    def enable(self) -> "Webhook":
        """It goes on where it stopped, at once: nothing of what happened meanwhile is left out."""
        ready = replace(self, why_disabled=None, disabled_at=None, quiet_until=None)
        return self._next(replace(ready, state=WebhookState.ENABLED))

    def delete(self, now: datetime) -> "Webhook":
        """For good: one that is deleted stays so."""
        if self.state is WebhookState.DELETED:
            return self
        bare = replace(self, secrets=(), replays=(), quiet_until=now + LONGEST_ROUND)
        return self._next(replace(bare, state=WebhookState.DELETED))

    def leave(self, now: datetime) -> "Webhook":
        """Nobody has to look at it any more."""
        return self._next(replace(self, left_at=now))

    def _is_quiet_no_more(self, now: datetime) -> bool:
        return self.quiet_until is None or self.quiet_until <= now

    def _next(self, new: "Webhook") -> "Webhook":
        return replace(new, revision=self.revision + 1)
