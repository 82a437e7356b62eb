"""Tallies: how many claims of each page of a batch stand where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode_instant, encode_instant
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.places import batches as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.tally import Tally


@dataclass(frozen=True, slots=True)
class DynamoTallies:
    table: Table

    def note(self, tally: Tally) -> None:
        fewer = Attr("facts_folded").lte(tally.facts_folded)
        self.table.put_if(_item(tally), Attr("pk").not_exists() | fewer)

    def of_batch(self, batch_id: BatchId) -> tuple[Tally, ...]:
        return tuple(map(_tally, self.table.query(keys.tallies(batch_id))))

    def all_of(self, account_id: AccountId) -> Iterator[Tally]:
        return map(_tally, self.table.queued(Index.LISTING, places.tallies(account_id)))


def _item(tally: Tally) -> Attributes:
    key = keys.tally(tally)
    attributes: Attributes = {
        "account_id": tally.account_id,
        "batch_id": tally.batch_id,
        "received_at": encode_instant(tally.received_at),
        "page": tally.page,
        "facts_folded": tally.facts_folded,
        "claims_by_status": {s.value: count for s, count in tally.claims_by_status.items()},
    }
    return item(key, attributes, places.of_tally(tally, key.sk))


def _tally(stored: Attributes) -> Tally:
    counts = cast(Mapping[str, int], stored["claims_by_status"])
    return Tally(
        account_id=AccountId(str(stored["account_id"])),
        batch_id=BatchId(str(stored["batch_id"])),
        received_at=decode_instant(str(stored["received_at"])),
        page=int(cast(int, stored["page"])),
        facts_folded=int(cast(int, stored["facts_folded"])),
        claims_by_status={ClaimStatus(status): int(count) for status, count in counts.items()},
    )
