"""Looking again and again, until the time is up."""

from dataclasses import dataclass
from math import inf

from infra.cli.session import Session
from infra.cli.trouble import StillWaitingTrouble


@dataclass(frozen=True, slots=True)
class Waiting:
    """One for a command, however many things it waits for; `ends` by the session's `now`."""

    session: Session
    ends: float

    @classmethod
    def begin(cls, session: Session) -> "Waiting":
        """As long as `--timeout` says; without it, for ever."""
        timeout: float | None = session.options.timeout
        return cls(session, inf if timeout is None else session.now() + timeout)

    def pause(self, seconds: float, *so_far: str) -> None:
        """Raises StillWaitingTrouble, with what is told `so_far`, when the time is up."""
        left = self.ends - self.session.now()
        if left <= 0:
            raise StillWaitingTrouble(*so_far)
        self.session.sleep(min(seconds, left))
