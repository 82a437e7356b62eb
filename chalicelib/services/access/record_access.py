"""What a caller did is written down, for each practice that it was about."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain.access.audit import AuditEntry
from chalicelib.domain.access.caller import Caller
from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts, AuditLog, Clock


@dataclass(frozen=True, slots=True)
class Deed:
    """What an audit entry tells of, and the practices and accounts that are named in it. `accounts`
    are those that were read already."""

    request_id: str
    caller: Caller
    did: str
    subjects: tuple[str, ...]
    practice_ids: frozenset[PracticeId]
    account_ids: frozenset[AccountId]
    accounts: tuple[Account, ...]
    source: str
    status: int | None


@dataclass(frozen=True, slots=True)
class RecordAccess:
    accounts: Accounts
    audit_log: AuditLog
    clock: Clock

    def __call__(self, deed: Deed) -> None:
        """Where nothing is named that is within reach, all is taken that the caller may see."""
        reach = deed.caller.practices
        concerned = (deed.practice_ids.union(self._served(deed)) & reach) or reach
        self.audit_log.add(
            AuditEntry(
                request_id=deed.request_id,
                at=self.clock.now(),
                principal_id=deed.caller.principal_id,
                kind=deed.caller.kind,
                did=deed.did,
                subjects=deed.subjects,
                practice_ids=tuple(sorted(concerned)),
                source=deed.source,
                status=deed.status,
            )
        )

    def _served(self, deed: Deed) -> Iterator[PracticeId]:
        known = {account.account_id: account for account in deed.accounts}
        for account_id in deed.account_ids:
            with suppress(NotFoundError):
                account = known.get(account_id) or self.accounts.get(account_id)
                yield from account.practice_ids
