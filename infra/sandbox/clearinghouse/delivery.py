"""An answer on its way into a user's outbound."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """`at` is the instant from which it lies there; its modification time."""

    user: str
    name: str
    content: bytes
    at: datetime
