"""List what an account has in the archive, page by page.

Every list is one of the table's own, so that a page costs a call or two, whatever it shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.drill import Progress
from chalicelib.domain.era import ArchivedForm
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import Batches, EraFiles, Responses, Transmissions
from chalicelib.services.drill.check_object import Subject

A_PAGE = 100

FIRST_OF_BATCHES = 4
"""The number of the list of the first practice's batches."""

Some = tuple[tuple[Subject, ...], str | None]
"""A page, and where to go on in the same list."""


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
        """The lists, by number: responses, ERA archive, transmissions that no outage held back, and
        those that one did, then the batches of each practice."""
        subjects, cursor = self._page(account, progress)
        if cursor is not None:
            return Listed(subjects, Progress(progress.list, cursor))
        following = progress.list + 1
        ended = following == FIRST_OF_BATCHES + len(account.practice_ids)
        return Listed(subjects, None if ended else Progress(following))

    def _page(self, account: Account, progress: Progress) -> Some:
        account_id, cursor = account.account_id, progress.cursor
        match progress.list:
            case 0:
                return self._answers(account_id, cursor)
            case 1:
                return self._eras(account_id, cursor)
            case 2:
                sent = self.transmissions.unheld(account_id, A_PAGE, cursor)
                return sent.items, sent.next_cursor
            case 3:
                sent = self.transmissions.held(account_id, A_PAGE, cursor)
                return sent.items, sent.next_cursor
        practice_id = account.practice_ids[progress.list - FIRST_OF_BATCHES]
        return self._batches(account_id, practice_id, cursor)

    def _answers(self, account_id: AccountId, cursor: str | None) -> Some:
        """What was only listed and left at the clearinghouse is in no archive."""
        page = self.responses.of_account(account_id, A_PAGE, cursor)
        return tuple(each for each in page.items if each.is_fetched), page.next_cursor

    def _eras(self, account_id: AccountId, cursor: str | None) -> Some:
        """Month by month; the cursor is the month and the place of the last form."""
        month, _, after = (cursor or "").partition("|")
        found = list(islice(self._forms(account_id, month, after), A_PAGE + 1))
        shown = found[:A_PAGE]
        last = f"{shown[-1].month}|{shown[-1].place}" if len(found) > A_PAGE else None
        return tuple(shown), last

    def _forms(self, account_id: AccountId, first: str, after: str) -> Iterator[ArchivedForm]:
        """Of each month no more than a page shows."""
        for each in self.era_files.months(account_id):
            if each.month >= first:
                behind = after if each.month == first else ""
                yield from self.era_files.following(account_id, each.month, behind, A_PAGE + 1)

    def _batches(self, account_id: AccountId, practice_id: PracticeId, cursor: str | None) -> Some:
        page = self.batches.of_practice(practice_id, A_PAGE, cursor)
        return tuple(each for each in page.items if each.account_id == account_id), page.next_cursor
