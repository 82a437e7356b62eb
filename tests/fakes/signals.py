"""Secrets, hints and the meter: small ports that tests look into."""

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.account import Credential, Credentials
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, ResponseId, WebhookId
from tests.builders import MORNING


class FakeSecrets:
    """Every stored password is a new version, as in the real store."""

    def __init__(self) -> None:
        self.by_account: dict[AccountId, Credentials] = {}
        self._stored = 0

    def credentials(self, account_id: AccountId) -> Credentials:
        try:
            return self.by_account[account_id]
        except KeyError:
            raise NotFoundError("password of account", account_id) from None

    def store(self, account_id: AccountId, password: str) -> None:
        self._stored += 1
        new = Credential(password, f"version-{self._stored}", MORNING)
        known = self.by_account.get(account_id)
        self.by_account[account_id] = Credentials(known.current, new) if known else Credentials(new)

    def promote(self, account_id: AccountId, credentials: Credentials) -> None:
        present = self.by_account[account_id]
        if credentials.pending is not None and present.current == credentials.current:
            newer = present.pending if present.pending != credentials.pending else None
            self.by_account[account_id] = Credentials(credentials.pending, newer)


class FakeHints:
    """Records the hints in `visits` and `responses`; `waits` are those of the visits, `publishes`
    counts those about events, `deliveries` are those about webhooks, each with its wait."""

    def __init__(self) -> None:
        self.visits: list[AccountId] = []
        self.waits: list[timedelta] = []
        self.responses: list[ResponseId] = []
        self.publishes = 0
        self.deliveries: list[tuple[WebhookId, timedelta]] = []

    def visit(self, account_id: AccountId, after: timedelta = timedelta()) -> None:
        self.visits.append(account_id)
        self.waits.append(after)

    def apply(self, response_id: ResponseId) -> None:
        self.responses.append(response_id)

    def deliver(self, webhook_id: WebhookId, after: timedelta = timedelta()) -> None:
        self.deliveries.append((webhook_id, after))

    def publish(self) -> None:
        self.publishes += 1


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
