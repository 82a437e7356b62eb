"""What the watch remembers."""

from chalicelib.domain.account_watch import AccountWatch
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lateness import Lateness
from tests.fakes.rows import Rows


class FakeAccountWatches:
    def __init__(self) -> None:
        self.rows: Rows[AccountId, AccountWatch] = Rows("watch")

    def get(self, account_id: AccountId) -> AccountWatch:
        return self.rows.find(account_id) or AccountWatch(account_id)

    def advance(self, old: AccountWatch, new: AccountWatch) -> None:
        self.rows.put_if_absent(old.account_id, AccountWatch(old.account_id))
        self.rows.replace(old.account_id, new, lambda row: row.revision == old.revision)


class FakeLatenesses:
    def __init__(self) -> None:
        self.rows: Rows[tuple[AccountId, str], Lateness] = Rows("lateness")

    def get(self, account_id: AccountId, payer_id: str) -> Lateness:
        return self.rows.find((account_id, payer_id)) or Lateness(account_id, payer_id)

    def advance(self, old: Lateness, new: Lateness) -> None:
        key = old.account_id, old.payer_id
        self.rows.put_if_absent(key, Lateness(*key))
        self.rows.replace(key, new, lambda row: row.revision == old.revision)
