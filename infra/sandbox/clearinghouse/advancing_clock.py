"""A clock of its own for a clearinghouse that runs alone."""

from datetime import UTC, datetime, timedelta


class AdvancingClock:
    """Real time plus what was added to it; called, it tells the time (aware UTC)."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Raises ValueError for a negative time."""
        if by < timedelta():
            raise ValueError("time does not run backwards")
        self._ahead += by
