"""Secrets, hints and the meter: small ports that tests look into."""

from dataclasses import dataclass

from chalicelib.domain.account import Credential
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, ResponseId


class FakeSecrets:
    """Every stored password is a new version, as in the real store."""

    def __init__(self) -> None:
        self.credentials: dict[AccountId, Credential] = {}
        self._stored = 0

    def credential(self, account_id: AccountId) -> Credential:
        try:
            return self.credentials[account_id]
        except KeyError:
            raise NotFoundError("password of account", account_id) from None

    def store(self, account_id: AccountId, password: str) -> None:
        self._stored += 1
        self.credentials[account_id] = Credential(password, f"version-{self._stored}")


class FakeHints:
    """Records the hints in `visits` and `responses`."""

    def __init__(self) -> None:
        self.visits: list[AccountId] = []
        self.responses: list[ResponseId] = []

    def visit(self, account_id: AccountId) -> None:
        self.visits.append(account_id)

    def apply(self, response_id: ResponseId) -> None:
        self.responses.append(response_id)


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    value: float
    account_id: AccountId | None = None


class FakeMeter:
    """Records gauges and counts, in order."""

    def __init__(self) -> None:
        self.gauges: list[Measured] = []
        self.counts: list[Measured] = []

    def gauge_seconds(self, name: str, value: float, account_id: AccountId | None = None) -> None:
        self.gauges.append(Measured(name, value, account_id))

    def count(self, name: str, value: int = 1, account_id: AccountId | None = None) -> None:
        self.counts.append(Measured(name, value, account_id))

    def total(self, name: str) -> float:
        """The sum of all counts of a name, over all accounts."""
        return sum(measured.value for measured in self.counts if measured.name == name)
