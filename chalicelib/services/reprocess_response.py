"""Apply a response once more, with what is known today."""

from collections.abc import Set
from dataclasses import dataclass

from chalicelib.domain.errors import ConflictError, NotFetchedError, NotFoundError
from chalicelib.domain.identifiers import PracticeId, ResponseId
from chalicelib.domain.ports import Accounts, Responses
from chalicelib.domain.response import Response
from chalicelib.services.allowed_account import allowed_account
from chalicelib.services.apply_response import ApplyResponse


@dataclass(frozen=True, slots=True)
class ReprocessResponse:
    accounts: Accounts
    apply: ApplyResponse
    responses: Responses

    def __call__(self, response_id: ResponseId, practices: Set[PracticeId]) -> Response:
        """Harmless however often: facts have ids of their content.

        Raises NotFoundError for what is not of these practices, too, and NotFetchedError for a
        file that was listed but left at the clearinghouse.
        """
        response = self.responses.get(response_id)
        try:
            allowed_account(self.accounts, response.account_id, practices)
        except NotFoundError:
            raise NotFoundError("response", response_id) from None
        if not response.is_fetched:
            raise NotFetchedError(response_id)
        self._reopen(response)
        return self.apply(response_id)

    def _reopen(self, response: Response) -> None:
        """Should it break off now, the sweep finds the response and finishes it."""
        try:
            self.responses.advance(response, response.reopen())
        except ConflictError:
            # Somebody else is at it this very moment.
            return
