"""What a visit notes about its account's health, each note made to the one before."""

from dataclasses import dataclass

from chalicelib.domain.health import AccountHealth
from chalicelib.domain.lease import Lease
from chalicelib.domain.ports import Accounts


@dataclass(slots=True)
class HealthNotes:
    """`present` is the health as this visit knows it."""

    accounts: Accounts
    lease: Lease
    present: AccountHealth

    def note(self, new: AccountHealth) -> None:
        """Raises ConflictError when somebody else has changed the health meanwhile, LeaseLostError
        when another visitor has taken the account over."""
        self.present = self.accounts.change_health(self.present, new, self.lease)
