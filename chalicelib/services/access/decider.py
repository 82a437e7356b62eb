"""Who decides."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: the beginning of an API key or a user's id, and what they may know of."""

    name: str
    reach: Reach
