"""List what an account has in the archive, page by page: answers, ERA archive, batches."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.drill import Progress
from chalicelib.domain.era import ArchivedForm
from chalicelib.domain.ports import Batches, EraFiles, Responses, Transmissions
from chalicelib.services.drill.check_object import Subject

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """`after` is where to go on; None behind the last page."""

    subjects: tuple[Subject, ...]
    after: Progress | None


@dataclass(frozen=True, slots=True)
class ListObjects:
    batches: Batches
    era_files: EraFiles
    responses: Responses
    transmissions: Transmissions

    def __call__(self, account: Account, progress: Progress) -> Listed:
        """The lists, by number: responses, ERA archive, then the batches of each practice."""
        subjects, cursor = self._page(account, progress)
        if cursor is not None:
            return Listed(subjects, Progress(progress.list, cursor))
        following = progress.list + 1
        ended = following == 2 + len(account.practice_ids)
        return Listed(subjects, None if ended else Progress(following))

    def _page(self, account: Account, progress: Progress) -> tuple[tuple[Subject, ...], str | None]:
        if progress.list == 0:
            return self._answers(account, progress.cursor)
        if progress.list == 1:
            return self._eras(account, progress.cursor)
        return self._batches(account, progress)

    def _answers(
        self, account: Account, cursor: str | None
    ) -> tuple[tuple[Subject, ...], str | None]:
        """What was only listed and left at the clearinghouse is in no archive."""
        page = self.responses.of_account(account.account_id, A_PAGE, cursor)
        return tuple(each for each in page.items if each.is_fetched), page.next_cursor

    def _eras(self, account: Account, cursor: str | None) -> tuple[tuple[Subject, ...], str | None]:
        """Month by month; the cursor is the month and the last key that was listed."""
        month, _, after = (cursor or "").partition("|")
        forms = (form for form in self._forms(account, month) if form.key > after)
        found = list(islice(forms, A_PAGE + 1))
        shown = found[:A_PAGE]
        last = f"{shown[-1].month}|{shown[-1].key}" if len(found) > A_PAGE else None
        return tuple(shown), last

    def _forms(self, account: Account, first_month: str) -> Iterator[ArchivedForm]:
        """By key, which begins with the month."""
        for month in self.era_files.months(account.account_id):
            if month.month >= first_month:
                forms = self.era_files.of_month(account.account_id, month.month)
                yield from sorted(forms, key=lambda form: form.key)

    def _batches(
        self, account: Account, progress: Progress
    ) -> tuple[tuple[Subject, ...], str | None]:
        practice_id = account.practice_ids[progress.list - 2]
        page = self.batches.of_practice(practice_id, A_PAGE, progress.cursor)
        subjects: list[Subject] = []
        for batch in page.items:
            if batch.account_id == account.account_id:
                subjects += [batch, *self.transmissions.of_batch(batch.batch_id)]
        return tuple(subjects), page.next_cursor
