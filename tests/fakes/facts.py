"""Facts and tallies."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import AccountId, BatchId, TransmissionId
from chalicelib.domain.tally import Tally
from tests.fakes.rows import Rows

Place = tuple[str, int]


class FakeFacts:
    """Facts lie by place (a page of a batch, or a transmission) and by the source's digest."""

    def __init__(self) -> None:
        self.rows: Rows[tuple[Place, str], tuple[Fact, ...]] = Rows("facts")

    def add_about_claims(
        self, batch_id: BatchId, page: int, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        self._add((batch_id, page), content_sha256, facts)

    def add_about_transmission(
        self, transmission_id: TransmissionId, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        self._add((transmission_id, 0), content_sha256, facts)

    def about_claims(self, batch_id: BatchId, page: int) -> tuple[Fact, ...]:
        return self._at((batch_id, page))

    def about_transmission(self, transmission_id: TransmissionId) -> tuple[Fact, ...]:
        return self._at((transmission_id, 0))

    def _add(self, place: Place, content_sha256: str, facts: Sequence[Fact]) -> None:
        """A fact that is there already stays as it is."""
        with self.rows.lock:
            known = self.rows.by_key.get((place, content_sha256), ())
            ids = {fact.fact_id for fact in known}
            missing = tuple(fact for fact in facts if fact.fact_id not in ids)
            self.rows.by_key[place, content_sha256] = known + missing

    def _at(self, place: Place) -> tuple[Fact, ...]:
        with self.rows.lock:
            found = [facts for key, facts in self.rows.by_key.items() if key[0] == place]
        return tuple(fact for facts in found for fact in facts)


class FakeTallies:
    def __init__(self) -> None:
        self.noted: dict[tuple[BatchId, int], Tally] = {}
        self._lock = Lock()

    def note(self, tally: Tally) -> None:
        with self._lock:
            before = self.noted.get((tally.batch_id, tally.page))
            if before is None or tally.facts_folded >= before.facts_folded:
                self.noted[tally.batch_id, tally.page] = tally

    def of_batch(self, batch_id: BatchId) -> tuple[Tally, ...]:
        return self._where(lambda tally: tally.batch_id == batch_id)

    def all_of(self, account_id: AccountId) -> Iterator[Tally]:
        return iter(self._where(lambda tally: tally.account_id == account_id))

    def _where(self, wanted: Callable[[Tally], bool]) -> tuple[Tally, ...]:
        with self._lock:
            found = filter(wanted, self.noted.values())
            return tuple(sorted(found, key=lambda t: (t.received_at, t.batch_id, t.page)))
