"""The sandbox's time. `python -m infra.sandbox.clock 73h` lets it pass in a running sandbox."""

import argparse
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from urllib.error import URLError

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


def main() -> None:
    """Advances the clock of the sandbox that runs from this folder."""
    from infra.sandbox.control import ControlClient

    parser = argparse.ArgumentParser(prog="python -m infra.sandbox.clock", description=__doc__)
    parser.add_argument("duration", type=parse_duration, help="90s, 15m, 73h or 8d")
    parser.add_argument("--build", type=Path, default=Path("build"), help="the sandbox's folder")
    arguments = parser.parse_args()
    try:
        print(ControlClient.of(arguments.build).advance(arguments.duration).isoformat())
    except (FileNotFoundError, ConnectionError, URLError):
        parser.exit(1, f"no sandbox runs that writes to {arguments.build}\n")


if __name__ == "__main__":
    main()
