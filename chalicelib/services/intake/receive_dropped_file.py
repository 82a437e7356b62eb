"""Take in a claim file that was dropped into the intake bucket."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.domain.account import Account
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import BatchOfAnotherPracticeError, CourierError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Accounts, DropFolder, DroppedFile
from chalicelib.interpret.claim_file import modes_named
from chalicelib.services.intake.receive_batch import Handover, Receipt, ReceiveBatch
from chalicelib.x12.claim_file import MOST_BYTES


class UndeliverableDropError(CourierError):
    """A dropped object for which no account can be told; the object stays where it is."""


@dataclass(frozen=True, slots=True)
class ReceiveDroppedFile:
    accounts: Accounts
    drop_folder: DropFolder
    receive_batch: ReceiveBatch

    def __call__(self, file: DroppedFile) -> Receipt:
        """Take in `drop/<practice>/[<account>/]<any name>`.

        Without an account in the key, the practice's only account takes it; where there are
        several, the one whose mode the file's own ISA15 names. The object's own name is never
        used, logged or kept: clients put patients' names in it.
        Raises UndeliverableDropError, and NotFoundError when the object is gone.
        """
        content = self._content(file)
        practice_id, account = self._addressee(PurePosixPath(file.key).parts[1:-1], content)
        handover = Handover(content, practice_id, account.account_id, IntakeSource.DROP_FOLDER)
        try:
            return self.receive_batch(handover)
        except BatchOfAnotherPracticeError as error:
            raise UndeliverableDropError(str(error)) from None

    def _content(self, file: DroppedFile) -> bytes:
        """Not read when it is larger than any claim file may be."""
        if self.drop_folder.size(file) > MOST_BYTES:
            raise UndeliverableDropError(f"A dropped file has more than {MOST_BYTES:,} bytes.")
        return self.drop_folder.read(file)

    def _addressee(self, folders: tuple[str, ...], content: bytes) -> tuple[PracticeId, Account]:
        if not folders:
            raise UndeliverableDropError("A dropped file lies in no practice's folder.")
        practice_id = PracticeId(folders[0])
        accounts = [a for a in self.accounts.all() if practice_id in a.practice_ids]
        if len(folders) > 1:
            named = AccountId(folders[1])
            accounts = [account for account in accounts if account.account_id == named]
        if len(accounts) > 1:
            modes = modes_named(content)
            accounts = [account for account in accounts if account.mode in modes]
        if len(accounts) != 1:
            raise UndeliverableDropError(
                f"{len(accounts)} accounts fit a dropped file; exactly one must. Name the account "
                "as a folder below the practice's."
            )
        return practice_id, accounts[0]
