"""Facts: what one source says of one page of claims, or of one transmission, is one item."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import encode
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.keys.prefix import Key
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import BatchId, TransmissionId, digest

BYTES_PER_ITEM = 300_000
"""Of JSON before it is packed; DynamoDB takes 400 KB, and what does not compress must fit too."""

_FACTS = "facts"


@dataclass(frozen=True, slots=True)
class DynamoFacts:
    table: Table

    def add_about_claims(
        self, batch_id: BatchId, page: int, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        self._add(lambda part: keys.claim_facts(batch_id, page, content_sha256, part), facts)

    def add_about_transmission(
        self, transmission_id: TransmissionId, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        self._add(
            lambda part: keys.transmission_facts(transmission_id, content_sha256, part), facts
        )

    def about_claims(self, batch_id: BatchId, page: int) -> tuple[Fact, ...]:
        return self._facts(keys.claim_facts(batch_id, page))

    def about_transmission(self, transmission_id: TransmissionId) -> tuple[Fact, ...]:
        return self._facts(keys.transmission_facts(transmission_id))

    def _add(self, key: Callable[[str], Key], facts: Sequence[Fact]) -> None:
        """The same facts fall into the same items again, so that a repetition finds them there.

        A repetition that knows more, because more could be tied, adds what is not there yet.
        """
        for part, some in enumerate(_parts(facts)):
            new = item(key(f"{part:03d}"), {_FACTS: pack(some)})
            if self.table.put_if_absent(new) != new:
                self._add_missing(key, some)

    def _add_missing(self, key: Callable[[str], Key], facts: Sequence[Fact]) -> None:
        known = {fact.fact_id for fact in self._facts(key(""))}
        missing = [fact for fact in facts if fact.fact_id not in known]
        if missing:
            later = "later-" + digest(*(fact.fact_id for fact in missing))
            self.table.put_if_absent(item(key(later), {_FACTS: pack(missing)}))

    def _facts(self, key: Key) -> tuple[Fact, ...]:
        """Each once: two who added what was missing at the same time may have written it twice."""
        by_id: dict[str, Fact] = {}
        for stored in self.table.query(key):
            for fact in unpack(Fact, stored[_FACTS]):
                by_id.setdefault(fact.fact_id, fact)
        return tuple(by_id.values())


def _parts(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    part: list[Fact] = []
    size = 0
    for fact in facts:
        length = len(json.dumps(encode(fact)))
        if part and size + length > BYTES_PER_ITEM:
            yield part
            part, size = [], 0
        part.append(fact)
        size += length
    if part:
        yield part
