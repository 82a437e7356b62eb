"""Survey what came back: unread, undecided, and the 835s in the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from chalicelib.domain.closing.survey import AnswersSurveyed
from chalicelib.domain.era import ArchivedForm, EraForm, files_of
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import EraFiles, Responses, Worklist
from chalicelib.domain.remittance import Remittance
from chalicelib.domain.response import Response, ResponseKind, ResponseOrigin, ResponseState

_LISTED = 100


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    era_files: EraFiles
    responses: Responses
    worklist: Worklist

    def __call__(
        self, account_id: AccountId, remittances: Iterable[Remittance], since: date
    ) -> AnswersSurveyed:
        """`remittances` are all of the account."""
        responses = tuple(self.responses.all_of(account_id))
        eras = [each for each in responses if each.kind is ResponseKind.REMITTANCE_835]
        by_visit = [e for e in eras if e.origin is ResponseOrigin.COLLECTED]
        months = self.era_files.months(account_id)
        by_month = [self.era_files.of_month(account_id, each.month) for each in months]
        forms = tuple(chain.from_iterable(by_month))
        archived = {each.sha256 for each in forms if each.form is EraForm.RAW}
        return AnswersSurveyed(
            eras=len(eras),
            months=months,
            unarchived=(
                *(e.response_id for e in eras if e.content_sha256 not in archived),
                *(each.month for each in months if not each.is_described),
            ),
            one_form=tuple(each for some in by_month for each in _alone(some)),
            undecided=tuple(self._undecided(account_id, responses)),
            payers=frozenset(_payer(each) for each in remittances if each.day >= since),
            last_at=max((each.collected_at for each in responses), default=None),
            last_archived_at=max((each.archived_at for each in forms), default=None),
            last_era_at=max((each.collected_at for each in by_visit), default=None),
        )

    def _undecided(self, account_id: AccountId, responses: tuple[Response, ...]) -> Iterator[str]:
        for each in responses:
            if each.state is ResponseState.STORED:
                yield each.response_id
        cursor: str | None = None
        while True:
            page = self.worklist.open_ones(account_id, _LISTED, cursor)
            yield from (item.item_id for item in page.items)
            cursor = page.next_cursor
            if cursor is None:
                return


def _payer(remittance: Remittance) -> str:
    """Where the 835 names none, the payment stands for it."""
    return remittance.advice.payer_identifier or remittance.advice.remittance_id


def _alone(forms: tuple[ArchivedForm, ...]) -> Iterator[str]:
    for file in files_of(forms):
        only = file.raw or file.text
        if only is not None and (file.raw is None or file.text is None):
            yield only.response_id
