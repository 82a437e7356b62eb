"""Facts: what one source says of one page of claims, or of one transmission, is one item."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import Key
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import BatchId, TransmissionId

BYTES_PER_ITEM = 300_000
"""DynamoDB takes 400 KB; the rest covers that its own measure differs a little from ours."""


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
        """The same facts fall into the same items again, so that a repetition finds them there."""
        for part, encoded in enumerate(_parts(facts)):
            self.table.put_if_absent(item(key(f"{part:03d}"), {"facts": encoded}))

    def _facts(self, key: Key) -> tuple[Fact, ...]:
        items = (cast(Sequence[Attributes], stored["facts"]) for stored in self.table.query(key))
        return tuple(decode(Fact, encoded) for facts in items for encoded in facts)


def _parts(facts: Sequence[Fact]) -> Iterator[list[Attributes]]:
    part: list[Attributes] = []
    size = 0
    for encoded in map(encode, facts):
        size += len(json.dumps(encoded))
        if part and size > BYTES_PER_ITEM:
            yield part
            part, size = [], len(json.dumps(encoded))
        part.append(encoded)
    if part:
        yield part
