"""Callers: a machine with a key, or a person."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.access.reach import NOWHERE, Reach
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import PracticeId


class CallerKind(StrEnum):
    """`EMERGENCY` is a person who has broken the glass."""

    KEY = "key"
    PERSON = "person"
    EMERGENCY = "emergency"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Caller:
    """`principal_id` is the id of the key or of the user. `name` signs what the caller decides: the
    beginning of the key, or the user's id."""

    principal_id: str
    kind: CallerKind
    name: str
    scopes: frozenset[Scope]
    reach: Reach

    @property
    def practices(self) -> frozenset[PracticeId]:
        return self.reach.practices

    def may(self, scope: Scope | None) -> bool:
        return scope is None or scope in self.scopes


NOBODY = Caller("", CallerKind.NOBODY, "", frozenset(), NOWHERE)
"""Who reads what all may read."""
