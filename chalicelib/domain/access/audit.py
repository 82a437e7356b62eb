"""The audit log: who did what to whose data, when, from where, and how it went."""

import re
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access.caller import CallerKind
from chalicelib.domain.identifiers import PracticeId, digest

_OURS = re.compile("[a-z]{3}_[a-z0-9]{26,40}(_[a-z0-9]{1,30}){0,2}")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`did` is method and path as declared; `subjects` are ids of ours, never what patients are
    called. `status` is that of the answer; None: it was begun, and the entry of its end follows."""

    request_id: str
    at: datetime
    principal_id: str
    kind: CallerKind
    did: str
    subjects: tuple[str, ...]
    practice_ids: tuple[PracticeId, ...]
    source: str
    status: int | None = None

    @property
    def entry_id(self) -> str:
        """The same end, or beginning, of the same request is one entry."""
        return "aud_" + digest(self.request_id, self.did, str(self.status), self.at.isoformat())


def is_id_of_ours(text: str) -> bool:
    """Whether it looks like one: a prefix, a digest, perhaps places in what the digest names.

    What a client sends in an id's place may be anybody's name.
    """
    return _OURS.fullmatch(text) is not None
