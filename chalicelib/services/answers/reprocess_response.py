"""Have a response applied once more, with what is known by then."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.errors import ConflictError, NotFetchedError, NotFoundError
from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.ports import Accounts, Hints, Responses
from chalicelib.domain.response import Response
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class ReprocessResponse:
    accounts: Accounts
    hints: Hints
    responses: Responses

    def __call__(self, response_id: ResponseId, reach: Reach) -> Response:
        """Put the response back among those that wait to be applied. Harmless however often: facts
        have ids of their content.

        Raises NotFoundError for what is out of reach, too, and NotFetchedError for a
        file that was listed but left at the clearinghouse.
        """
        response = self.responses.get(response_id)
        try:
            allowed_account(self.accounts, response.account_id, reach)
        except NotFoundError:
            raise NotFoundError("response", response_id) from None
        if not response.is_fetched:
            raise NotFetchedError(response_id)
        reopened = self._reopen(response)
        self.hints.apply(response_id)
        return reopened

    def _reopen(self, response: Response) -> Response:
        """The row first: should the hint be lost, the sweep finds the response."""
        while True:
            reopened = response.reopen()
            try:
                self.responses.advance(response, reopened)
            except ConflictError:
                # It was being applied this very moment, with what was known before.
                response = self.responses.get(response.response_id)
                continue
            return reopened
