"""The time and chance of a process."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware UTC."""


class Entropy(Protocol):
    def __call__(self, size: int) -> bytes:
        """`size` random bytes."""
