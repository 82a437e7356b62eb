"""The worklist."""

from collections.abc import Callable, Iterable

from chalicelib.domain.errors import ConflictError, ResolvedAlreadyError
from chalicelib.domain.identifiers import AccountId, WorkItemId
from chalicelib.domain.paging import Page
from chalicelib.domain.worklist import Awaited, WorkItem, WorkState
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeWorklist:
    def __init__(self) -> None:
        self.rows: Rows[WorkItemId, WorkItem] = Rows("work item")

    def add(self, items: Iterable[WorkItem]) -> int:
        return sum(self.rows.put_if_absent(item.item_id, item) is item for item in items)

    def get(self, item_id: WorkItemId) -> WorkItem:
        return self.rows.get(item_id)

    def resolve(self, old: WorkItem, new: WorkItem) -> None:
        try:
            self.rows.replace(old.item_id, new, lambda present: present.state is old.state)
        except ConflictError:
            raise ResolvedAlreadyError(old.item_id) from None

    def of_source(self, account_id: AccountId, source: str) -> tuple[WorkItem, ...]:
        return self._where(account_id, lambda item: item.source == source)

    def awaiting(self, account_id: AccountId, awaited: Awaited) -> tuple[WorkItem, ...]:
        return self._where(account_id, lambda item: (item.awaits or ("", ""))[0] == awaited)

    def open_ones(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[WorkItem]:
        found = self._where(account_id, lambda item: item.state is WorkState.OPEN)
        placed = [(f"{item.first_seen_at.isoformat()}#{item.item_id}", item) for item in found]
        return rows.page_of(placed, account_id, limit, cursor)

    def _where(
        self, account_id: AccountId, wanted: Callable[[WorkItem], bool]
    ) -> tuple[WorkItem, ...]:
        found = (item for item in self.rows.all() if item.account_id == account_id)
        return tuple(filter(wanted, found))
