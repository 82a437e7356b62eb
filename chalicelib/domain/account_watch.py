"""What the watch remembers about an account from one round to the next."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.diagnosis import Diagnosis
from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class AccountWatch:
    """`silent_since` is set while the clearinghouse says nothing though files were sent.

    `first_refused_version` is the version of the secret with which the login was first refused
    since it last worked: when a newer one is refused as well, the password is not the cause.
    `diagnosis` is the latest. `revision` counts the changes, to tell races.
    """

    account_id: AccountId
    silent_since: datetime | None = None
    first_refused_version: str | None = None
    diagnosis: Diagnosis | None = None
    revision: int = 0

    def note_refusal(self, version: str | None) -> "AccountWatch":
        """`version` None: the login works, or nobody knows better."""
        if version is not None and self.first_refused_version is not None:
            return self
        return replace(self, first_refused_version=version)

    def note_silence(self, since: datetime | None) -> "AccountWatch":
        return replace(self, silent_since=since)

    def note_diagnosis(self, diagnosis: Diagnosis) -> "AccountWatch":
        return replace(self, diagnosis=diagnosis)

    def next(self) -> "AccountWatch":
        return replace(self, revision=self.revision + 1)
