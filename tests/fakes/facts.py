"""Facts and tallies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock

from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import BatchId, TransmissionId
from chalicelib.domain.status import ClaimStatus
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
        self.noted: dict[tuple[BatchId, int], tuple[int, Counter[ClaimStatus]]] = {}
        self._lock = Lock()

    def note(
        self,
        batch_id: BatchId,
        page: int,
        facts_folded: int,
        claims_by_status: Mapping[ClaimStatus, int],
    ) -> None:
        with self._lock:
            folded_before, _ = self.noted.get((batch_id, page), (0, None))
            if facts_folded >= folded_before:
                self.noted[batch_id, page] = (facts_folded, Counter(claims_by_status))

    def of_batch(self, batch_id: BatchId) -> Counter[ClaimStatus]:
        with self._lock:
            found = [counts for key, (_, counts) in self.noted.items() if key[0] == batch_id]
        return sum(found, Counter())
