"""Take in a remittance file that was dropped into the intake bucket."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Accounts, DropFolder, DroppedFile
from chalicelib.domain.response import ResponseOrigin
from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError
from chalicelib.services.intake.receive_remittance_file import (
    FileReceipt,
    ReceiveRemittanceFile,
    RemittanceFile,
)


@dataclass(frozen=True, slots=True)
class ReceiveDroppedRemittance:
    accounts: Accounts
    drop_folder: DropFolder
    receive: ReceiveRemittanceFile

    def __call__(self, file: DroppedFile) -> FileReceipt:
        """Take in `drop-era/<account>/<any name>`.

        Raises UndeliverableDropError, and NotFoundError when the object is gone.
        """
        account_id = self._addressee(file)
        content = self.drop_folder.read(file)
        name = PurePosixPath(file.key).name
        return self.receive(RemittanceFile(content, account_id, name, ResponseOrigin.DROPPED))

    def _addressee(self, file: DroppedFile) -> AccountId:
        """Not read when it is larger than any answer of the account's clearinghouse may be."""
        folders = PurePosixPath(file.key).parts[1:-1]
        if not folders:
            raise UndeliverableDropError("A dropped remittance file lies in no account's folder.")
        try:
            account = self.accounts.get(AccountId(folders[0]))
        except NotFoundError:
            raise UndeliverableDropError("There is no such account.") from None
        largest = profile_named(account.clearinghouse).largest_response
        if self.drop_folder.size(file) > largest:
            raise UndeliverableDropError(f"A dropped file has more than {largest:,} bytes.")
        return account.account_id
