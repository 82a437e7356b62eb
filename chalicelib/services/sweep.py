"""Sweep: find every row and every dropped file that waits for a step, and see that it is taken.

Messages and events are only hints. Whatever was lost of them, the next sweep makes it good.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from chalicelib.domain.account import Account, AccountState
from chalicelib.domain.errors import CourierError, NotFoundError
from chalicelib.domain.identifiers import digest
from chalicelib.domain.ports import (
    Accounts,
    Batches,
    Clock,
    DropFolder,
    DroppedFile,
    Hints,
    Responses,
    Uploads,
)
from chalicelib.services.closing.reopen_account import ReopenAccount
from chalicelib.services.intake.receive_batch import ReceiveBatch
from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError
from chalicelib.services.intake.receive_upload import ReceiveUpload
from chalicelib.services.intake.take_in_drop import TakeInDrop
from chalicelib.services.worklist.keep_worklist import KeepWorklist

A_STEP_MAY_TAKE = timedelta(minutes=2)
"""What waits longer than this waits for a step that broke off or a hint that was lost."""


class NotSweptError(CourierError):
    """Everything else was swept; what is named could not be driven on and needs a person."""


@dataclass(frozen=True, slots=True)
class Sweep:
    accounts: Accounts
    batches: Batches
    clock: Clock
    drop_folder: DropFolder
    hints: Hints
    keep_worklist: KeepWorklist
    receive_batch: ReceiveBatch
    receive_upload: ReceiveUpload
    reopen_account: ReopenAccount
    responses: Responses
    take_in_drop: TakeInDrop
    uploads: Uploads

    def __call__(self) -> None:
        """Nothing that can't be driven on holds anything else up. Raises NotSweptError."""
        late = self.clock.now() - A_STEP_MAY_TAKE
        failed = [about for about, step in self._steps(late) if not _succeeds(step)]
        if failed:
            raise NotSweptError(", ".join(dict.fromkeys(failed)))

    def _steps(self, late: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
        """Each with the id of what it is about, the accounts themselves first."""
        yield "events", self.hints.publish
        accounts = self.accounts.all()
        account_ids = [account.account_id for account in accounts]
        for account in accounts:
            yield account.account_id, partial(self._see_to, account, late)
        for batch in self.batches.unplanned():
            if batch.received_at <= late:
                yield batch.batch_id, partial(self.receive_batch.resume, batch)
        for file in self.drop_folder.waiting(late):
            yield f"dropped file {digest(file.key)}", partial(self._take_in, file)
        for upload in self.uploads.awaiting():
            if upload.asked_at <= late:
                yield upload.upload_id, partial(self.receive_upload, upload.upload_id)
        for account_id in account_ids:
            yield account_id, partial(self.keep_worklist.try_all_again, account_id)

    def _see_to(self, account: Account, late: datetime) -> None:
        """A closed account is not visited, but what came is still applied."""
        if account.state is AccountState.CLOSING:
            self.reopen_account(account.account_id)
        if not account.is_closed:
            self.hints.visit(account.account_id)
        for response in self.responses.unapplied(account.account_id):
            if response.collected_at <= late:
                self.hints.apply(response.response_id)

    def _take_in(self, file: DroppedFile) -> None:
        """What still fits no account stays where it is, and is counted each time."""
        try:
            self.take_in_drop(file)
        except (UndeliverableDropError, NotFoundError):
            return


def _succeeds(step: Callable[[], object]) -> bool:
    try:
        step()
    except Exception:  # noqa: BLE001 - its words may quote a file; the id is told instead
        return False
    return True
