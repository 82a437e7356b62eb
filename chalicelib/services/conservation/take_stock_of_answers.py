"""Take stock of what the clearinghouse put out: a line for every file that was seen."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.conservation.answers import AnswerRecords, SeenFile, order_of, seen_line
from chalicelib.domain.conservation.line import Book, Line, Order
from chalicelib.domain.conservation.ordered_join import joined, keyed
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.ports import Responses
from chalicelib.domain.response import Response


@dataclass(frozen=True, slots=True)
class TakeStockOfAnswers:
    responses: Responses

    def __call__(
        self, account_id: AccountId, until: datetime, before: Iterable[Line]
    ) -> Iterator[tuple[Book, Line]]:
        """The lines of the book, in its order, of what was collected before `until`.

        `before` are the lines of the last statement.
        """
        for order, found in joined(
            keyed(self.responses.all_seen(account_id), order_of),
            keyed(self.responses.all_of(account_id), order_of),
            keyed(before, lambda line: line.order),
        ):
            records = self._settled(_records(order, found))
            if not _is_too_new(records, until):
                yield Book.SEEN, seen_line(records)

    def _settled(self, records: AnswerRecords) -> AnswerRecords:
        """The list may be a moment old: a response that is missing in it is read by its key."""
        if records.response is not None:
            return records
        try:
            return replace(records, response=self.responses.get(records.response_id))
        except NotFoundError:
            return records


def _is_too_new(records: AnswerRecords, until: datetime) -> bool:
    """What an earlier statement told stays, even if the clock of its drawer was ahead."""
    response = records.response
    return records.before is None and response is not None and response.collected_at >= until


def _records(order: Order, found: Collection[object]) -> AnswerRecords:
    at, response_id = order
    return AnswerRecords(
        at=at,
        response_id=ResponseId(response_id),
        seen=next((each for each in found if isinstance(each, SeenFile)), None),
        response=next((each for each in found if isinstance(each, Response)), None),
        before=next((each for each in found if isinstance(each, Line)), None),
    )
