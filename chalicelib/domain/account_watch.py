"""What the watch remembers about an account from one round to the next."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.diagnosis import Diagnosis
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept visits away when it was last looked at, and since when."""

    kind: EventKind
    since: datetime


@dataclass(frozen=True, slots=True)
class AccountWatch:
    """`silent_since` is set while the clearinghouse says nothing though files were sent.

    `trouble` is what clients were told of the connection last. `diagnosis` is the latest that
    somebody asked for. `revision` counts the changes, to tell races.
    """

    account_id: AccountId
    silent_since: datetime | None = None
    diagnosis: Diagnosis | None = None
    revision: int = 0
    trouble: Trouble | None = None

    def note_silence(self, since: datetime | None) -> "AccountWatch":
        """A silence keeps its first moment; None: somebody speaks."""
        return replace(self, silent_since=since and (self.silent_since or since))

    def note_trouble(self, trouble: Trouble | None) -> "AccountWatch":
        return replace(self, trouble=trouble)

    def note_diagnosis(self, diagnosis: Diagnosis) -> "AccountWatch":
        return replace(self, diagnosis=diagnosis)

    def next(self) -> "AccountWatch":
        return replace(self, revision=self.revision + 1)
