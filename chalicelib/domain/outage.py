"""An outage: from the first visit that did not get through until all that it held is sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Problem(StrEnum):
    """Why a visit did not get through."""

    LOGIN_REFUSED = "login_refused"
    LOGIN_LATCHED = "login_latched"
    NO_PASSWORD = "no_password"  # noqa: S105 - a problem's name
    HOST_KEY_CHANGED = "host_key_changed"
    HOST_KEY_UNPINNED = "host_key_unpinned"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Outage:
    """`files_held` waited when a visit got through again, at `restored_at`; at `ended_at` none of
    them waited any more. Of an outage that comes back half-way, the greater number is told."""

    since: datetime
    problem: Problem
    restored_at: datetime | None = None
    files_held: int = 0
    ended_at: datetime | None = None

    def again(self, problem: Problem) -> "Outage":
        """Another visit failed before everything was sent: it is still the same outage."""
        return replace(self, problem=problem, restored_at=None)

    def restore(self, at: datetime, files_held: int) -> "Outage":
        """Nothing changes while it is restored already."""
        if self.restored_at is not None:
            return self
        return replace(self, restored_at=at, files_held=max(self.files_held, files_held))

    def end(self, at: datetime) -> "Outage":
        return replace(self, ended_at=at)

    def held(self, planned_at: datetime) -> bool:
        """Whether a file that was ready then had to wait for the outage's end."""
        return self.restored_at is not None and planned_at <= self.restored_at
