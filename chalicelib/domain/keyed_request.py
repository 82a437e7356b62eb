"""A request that a client has named by a key of its own, so that it may safely send it again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

KEPT = timedelta(hours=24)
"""How long an answer is repeated; behind that the request is a new one."""

MAY_TAKE = timedelta(minutes=1)
"""An answer takes half a minute at most (API Gateway gives up then): who takes longer is gone."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """As it went out. `body` is None where an answer holds a secret, which is shown once."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """`name` is a digest of the key and of who sent it, `fingerprint` one of all that was asked.

    `busy_until` is when whoever answers it must be gone. `run` is another for every try, and tells
    races. The row may outlive `kept_until`, which alone decides.
    """

    name: str
    fingerprint: str
    run: str
    busy_until: datetime
    kept_until: datetime
    answer: GivenAnswer | None = None

    def answered(self, answer: GivenAnswer) -> "KeyedRequest":
        return replace(self, answer=answer)

    def given_up(self, now: datetime) -> "KeyedRequest":
        """The same request may be sent again at once."""
        return replace(self, busy_until=now)

    def forgotten(self, now: datetime) -> "KeyedRequest":
        """Nothing was done: the key is as good as new."""
        return replace(self, busy_until=now, kept_until=now)


def new_request(name: str, fingerprint: str, run: str, now: datetime) -> KeyedRequest:
    """One that is being answered from now on."""
    return KeyedRequest(name, fingerprint, run, now + MAY_TAKE, now + KEPT)
