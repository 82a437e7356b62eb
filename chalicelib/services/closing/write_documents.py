"""Write the documents about claims that are handed over into the archive."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.closing.handover_documents import HandOverDocument, handover_documents
from chalicelib.domain.closing.records import HandOverKind
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, ClosingArchive, Closures
from chalicelib.services.closing.begun_closure import check_begun, known_closure


@dataclass(frozen=True, slots=True)
class WriteDocuments:
    accounts: Accounts
    closing_archive: ClosingArchive
    closures: Closures

    def __call__(self, account_id: AccountId, reach: Reach) -> tuple[HandOverDocument, ...]:
        """As things stand now; the same rows give the same bytes under the same key.

        Raises NotFoundError where no closing was begun, AccountClosingError while the account is
        being closed, AccountClosedError after it.
        """
        check_begun(self.accounts, self.closures, account_id, reach)
        documents = self._now(account_id)
        for each in documents:
            self.closing_archive.store_handover(account_id, each.kind, each.content)
        return documents

    def one(
        self, account_id: AccountId, kind: HandOverKind, reach: Reach
    ) -> tuple[Account, HandOverDocument]:
        """To be downloaded, as things stand now, with the account.

        Raises NotFoundError where no closing was begun.
        """
        account, _ = known_closure(self.accounts, self.closures, account_id, reach)
        return account, next(each for each in self._now(account_id) if each.kind is kind)

    def _now(self, account_id: AccountId) -> tuple[HandOverDocument, ...]:
        return handover_documents(self.closures.records(account_id).handovers)
