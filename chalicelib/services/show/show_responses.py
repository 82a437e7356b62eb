"""List what was collected from an account, understood or not, and what was paid."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.era import EraForm
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, RemittanceId
from chalicelib.domain.paging import Page
from chalicelib.domain.ports import Accounts, Archive, Remittances, Responses
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import Response
from chalicelib.services.access.allowed_account import allowed_account


@dataclass(frozen=True, slots=True)
class RemittanceView:
    """`text_key` is None while no readable text lies beside the raw 835."""

    remittance: Remittance
    text_key: str | None


@dataclass(frozen=True, slots=True)
class ShowResponses:
    """Responses speak of all practices of an account; only who may see them all may see one."""

    accounts: Accounts
    archive: Archive
    remittances: Remittances
    responses: Responses

    def list(
        self, account_id: AccountId, reach: Reach, limit: int, cursor: str | None
    ) -> Page[Response]:
        """Newest first. Raises NotFoundError, and ValueError on a cursor that is not ours."""
        allowed_account(self.accounts, account_id, reach)
        return self.responses.of_account(account_id, limit, cursor)

    def remittance(self, remittance_id: RemittanceId, reach: Reach) -> RemittanceView:
        """Raises NotFoundError for what is out of reach, too."""
        remittance = self.remittances.get(remittance_id)
        try:
            allowed_account(self.accounts, remittance.account_id, reach)
        except NotFoundError as error:
            raise NotFoundError("remittance", remittance_id) from error
        text_key = str(PurePosixPath(remittance.raw_key).with_suffix(f".{EraForm.TEXT}"))
        return RemittanceView(remittance, text_key if self.archive.has(text_key) else None)
