"""List what was collected from an account, understood or not."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFetchedError, NotFoundError
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Archive, Responses
from chalicelib.domain.response import Response
from chalicelib.domain.wanted import ALL_RESPONSES, WantedResponses
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class ShowResponses:
    """Responses speak of all practices of an account; only who may see them all may see one. It is
    given with that account."""

    accounts: Accounts
    archive: Archive
    responses: Responses

    def __call__(self, response_id: ResponseId, reach: Reach) -> tuple[Account, Response]:
        """Raises NotFoundError for what is out of reach, too."""
        response = self.responses.get(response_id)
        try:
            account = allowed_account(self.accounts, response.account_id, reach)
        except NotFoundError as error:
            raise NotFoundError("response", response_id) from error
        return account, response

    def content(self, response_id: ResponseId, reach: Reach) -> bytes:
        """The file byte for byte as it was collected. Raises NotFoundError, and NotFetchedError for
        one that was left at the clearinghouse."""
        _, response = self(response_id, reach)
        if not response.is_fetched:
            raise NotFetchedError(response_id)
        return self.archive.response(response)

    def list(
        self,
        account_id: AccountId,
        reach: Reach,
        limit: int,
        cursor: str | None,
        wanted: WantedResponses = ALL_RESPONSES,
    ) -> tuple[Account, Page[Response]]:
        """Newest first. Raises NotFoundError, and ValueError on a cursor that is not ours."""
        account = allowed_account(self.accounts, account_id, reach)
        return account, self.responses.of_account(account_id, limit, cursor, wanted)
