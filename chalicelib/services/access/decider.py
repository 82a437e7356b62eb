"""Who decides."""

from collections.abc import Set
from dataclasses import dataclass

from chalicelib.domain.identifiers import PracticeId


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: the prefix of an API key, and the practices that it is good for."""

    name: str
    practices: Set[PracticeId]
