"""The sandbox's time."""

import re
from datetime import UTC, datetime, timedelta
from threading import Lock

_DURATION = re.compile(r"(\d+)(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class SandboxClock:
    """Real time plus what was added to it; never runs backwards."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._lock = Lock()

    def now(self) -> datetime:
        """The present instant of the sandbox, aware UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Raises ValueError for a negative time."""
        if by < timedelta():
            raise ValueError("time does not run backwards")
        with self._lock:
            self._ahead += by


def parse_duration(text: str) -> timedelta:
    """`90s`, `15m`, `73h` or `8d`. Raises ValueError for anything else."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(f"not a duration such as 73h: {text}")
    number, unit = match.groups()
    return timedelta(**{_UNITS[unit]: int(number)})
