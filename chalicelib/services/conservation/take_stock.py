"""Take stock of what was taken in and sent: a line for every batch and every file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from chalicelib.domain.account import Account
from chalicelib.domain.batch import Batch
from chalicelib.domain.conservation.intake import (
    BatchRecords,
    intake_line,
    order_of,
    sent_lines,
)
from chalicelib.domain.conservation.line import Book, Imbalance, Line, Order
from chalicelib.domain.conservation.ordered_join import joined, keyed
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import (
    BatchId,
    TransmissionId,
    batch_of_transmission,
)
from chalicelib.domain.ports import Batches, Claims, Tallies, Transmissions
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.tally import Tally, claims_by_status
from chalicelib.domain.transmission import Transmission

BookLine = tuple[Book, Line]


@dataclass(frozen=True, slots=True)
class TakeStock:
    batches: Batches
    claims: Claims
    tallies: Tallies
    transmissions: Transmissions

    def __call__(
        self, account: Account, until: str, intake: Iterable[Line], sent: Iterable[Line]
    ) -> Iterator[BookLine]:
        """The lines of both books, each in its order, of what was received before `until`.

        `intake` and `sent` are the lines of the last statement. The lists that are read may be a
        moment old; what does not balance is read again by its key before it is called so.
        """
        for order, found in joined(
            _until(until, keyed(self.batches.all_of(account), order_of)),
            _until(until, keyed(self.transmissions.all_of(account.account_id), order_of)),
            _until(until, keyed(self.tallies.all_of(account.account_id), order_of)),
            keyed(intake, _batch_of),
            keyed(sent, _batch_of),
        ):
            yield from self._lines(_records(order, found))

    def _lines(self, records: BatchRecords) -> list[BookLine]:
        lines = self._lines_as_read(records)
        if any(line.imbalance for _, line in lines):
            return self._lines_as_read(self._read_again(records))
        return lines

    def _lines_as_read(self, records: BatchRecords) -> list[BookLine]:
        intake = intake_line(records, self._claims_by_status(records))
        return [(Book.INTAKE, intake), *((Book.SENT, line) for line in sent_lines(records))]

    def _read_again(self, records: BatchRecords) -> BatchRecords:
        try:
            batch = self.batches.get(records.batch_id)
        except NotFoundError:
            batch = None
        return replace(
            records,
            batch=batch,
            transmissions=self.transmissions.of_batch(records.batch_id),
            tallies=self.tallies.of_batch(records.batch_id),
        )

    def _claims_by_status(self, records: BatchRecords) -> Counter[ClaimStatus]:
        """A page without a tally is one about whose claims nobody has said anything."""
        counts = claims_by_status(records.tallies)
        if records.batch is not None:
            untouched = self._untouched(records.batch, records)
            if untouched:
                counts[ClaimStatus.AWAITING] += untouched
        return counts

    def _untouched(self, batch: Batch, records: BatchRecords) -> int:
        tallied = {tally.page for tally in records.tallies}
        untouched = [(page, n) for page, n in enumerate(batch.page_sizes) if page not in tallied]
        if _was_counted(batch, records.intake_before):
            return sum(size for _, size in untouched)
        return sum(len(self.claims.page(batch.batch_id, page)) for page, _ in untouched)


def _was_counted(batch: Batch, before: Line | None) -> bool:
    """The claims themselves are counted once, when their batch first stands in a statement."""
    return (
        before is not None
        and before.claims == batch.claim_count
        and before.imbalance is not Imbalance.CLAIMS_DO_NOT_ADD_UP
    )


def _until(until: str, records: Iterable[tuple[Order, object]]) -> Iterator[tuple[Order, object]]:
    return takewhile(lambda record: record[0][0] < until, records)


def _batch_of(line: Line) -> Order:
    if line.line_id.startswith("trn_"):
        return line.at, batch_of_transmission(TransmissionId(line.line_id))
    return line.order


def _records(order: Order, found: Collection[object]) -> BatchRecords:
    at, batch_id = order
    lines = [each for each in found if isinstance(each, Line)]
    return BatchRecords(
        at=at,
        batch_id=BatchId(batch_id),
        batch=next((each for each in found if isinstance(each, Batch)), None),
        transmissions=tuple(each for each in found if isinstance(each, Transmission)),
        tallies=tuple(each for each in found if isinstance(each, Tally)),
        intake_before=next((line for line in lines if line.line_id == batch_id), None),
        sent_before=tuple(line for line in lines if line.line_id != batch_id),
    )
