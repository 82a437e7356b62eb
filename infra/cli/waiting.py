"""Looking again and again, until the time is up."""

from dataclasses import dataclass
from math import inf

from infra.cli.exit_code import ExitCode
from infra.cli.session import Session
from infra.cli.trouble import StillWaitingTrouble, Trouble
from infra.cli.words import Told


@dataclass(slots=True)
class Waiting:
    """One for a command, however many things it waits for; `ends` by the session's `now`.

    `is_cut_off`: at the last look the API was out of reach.
    """

    session: Session
    ends: float = inf
    is_cut_off: bool = False

    @classmethod
    def begin(cls, session: Session) -> "Waiting":
        """As long as `--timeout` says; without it, for ever."""
        timeout: float | None = session.options.timeout
        return cls(session, inf if timeout is None else session.now() + timeout)

    def look(self, path: str, **query: str) -> Told | None:
        """None, nothing new, while the API is out of reach: who waits for days outlasts that.

        Raises the trouble that waiting does not mend.
        """
        try:
            told = self.session.api.get(path, **query)
        except Trouble as trouble:
            if trouble.exit_code is not ExitCode.UNREACHABLE:
                raise
            if not self.is_cut_off:
                self.session.terminal.note(f"{trouble.lines[0]} Waiting on.")
            self.is_cut_off = True
            return None
        self.is_cut_off = False
        return told

    def pause(self, seconds: float, *so_far: str) -> None:
        """Raises StillWaitingTrouble, with what is told `so_far`, when the time is up."""
        left = self.ends - self.session.now()
        if left <= 0:
            raise StillWaitingTrouble(*so_far)
        self.session.sleep(min(seconds, left))
