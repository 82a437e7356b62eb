"""A client asks for a place for a large file, and later what became of it."""

from dataclasses import dataclass

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.account import Account
from chalicelib.domain.errors import AccountOfAnotherPracticeError, NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId, UploadId, new_upload_id
from chalicelib.domain.ports import Accounts, Clock, Entropy, PutAddress, UploadPlaces, Uploads
from chalicelib.domain.upload import Upload
from chalicelib.services.access.allowed_account import find_account


@dataclass(frozen=True, slots=True)
class Announced:
    """The file as it is announced; the digest in hexadecimal."""

    practice_id: PracticeId
    account_id: AccountId
    size: int
    content_sha256: str


@dataclass(frozen=True, slots=True)
class RequestUpload:
    accounts: Accounts
    clock: Clock
    entropy: Entropy
    places: UploadPlaces
    uploads: Uploads

    def __call__(self, announced: Announced, reach: Reach) -> tuple[Upload, PutAddress]:
        """The row first: the sweep looks after the file, whatever is lost.

        Raises NotFoundError for what is out of reach, AccountOfAnotherPracticeError.
        """
        account = self.accounts.get(announced.account_id)
        if announced.practice_id not in reach.practices or not reach.has_some_of(account):
            raise NotFoundError("account", announced.account_id)
        if announced.practice_id not in account.practice_ids:
            raise AccountOfAnotherPracticeError(announced.account_id)
        upload = Upload(
            upload_id=new_upload_id(self.entropy(16)),
            practice_id=announced.practice_id,
            account_id=announced.account_id,
            size=announced.size,
            content_sha256=announced.content_sha256,
            asked_at=self.clock.now(),
        )
        self.uploads.add(upload)
        return upload, self.places.address(upload)

    def show(self, upload_id: UploadId, reach: Reach) -> tuple[Account, Upload]:
        """With its account. Raises NotFoundError for what is out of reach, too."""
        upload = self.uploads.get(upload_id)
        account = find_account(self.accounts, upload, reach)
        if account is None:
            raise NotFoundError("upload", upload_id)
        return account, upload
