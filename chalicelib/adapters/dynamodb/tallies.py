"""Tallies: how many claims of each page of a batch stand where."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.identifiers import BatchId
from chalicelib.domain.status import ClaimStatus


@dataclass(frozen=True, slots=True)
class DynamoTallies:
    table: Table

    def note(
        self,
        batch_id: BatchId,
        page: int,
        facts_folded: int,
        claims_by_status: Mapping[ClaimStatus, int],
    ) -> None:
        counts = {status.value: count for status, count in claims_by_status.items()}
        new = item(
            keys.tally(batch_id, page), {"facts_folded": facts_folded, "claims_by_status": counts}
        )
        self.table.put_if(new, Attr("pk").not_exists() | Attr("facts_folded").lte(facts_folded))

    def of_batch(self, batch_id: BatchId) -> Counter[ClaimStatus]:
        total: Counter[ClaimStatus] = Counter()
        for stored in self.table.query(keys.tallies(batch_id)):
            counts = cast(Mapping[str, int], stored["claims_by_status"])
            total.update({ClaimStatus(status): int(count) for status, count in counts.items()})
        return total
