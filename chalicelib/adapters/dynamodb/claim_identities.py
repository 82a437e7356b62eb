"""The identities of claims, an item each; the key holds a digest only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr, ConditionBase

from chalicelib.adapters.dynamodb.batch_get import get_all
from chalicelib.adapters.dynamodb.encoding import decode, encode, encode_instant
from chalicelib.adapters.dynamodb.keys import batches as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.adapters.dynamodb.transact import ConditionalPut, put_all_if
from chalicelib.domain.account import AccountMode
from chalicelib.domain.claim_identity import ClaimIdentity, Hold, Holder


@dataclass(frozen=True, slots=True)
class DynamoClaimIdentities:
    table: Table

    def holders(
        self, mode: AccountMode, identities: Collection[ClaimIdentity]
    ) -> Mapping[ClaimIdentity, Holder]:
        by_key = {keys.claim_identity(mode, each): each for each in identities}
        return {by_key[key]: decode(Holder, stored) for key, stored in get_all(self.table, by_key)}

    def take(self, mode: AccountMode, holds: Sequence[Hold]) -> bool:
        """In the order of the identities: of several who want some of the same, one gets all."""
        ordered = sorted(holds, key=lambda hold: hold.identity)
        return put_all_if(self.table, [_put(mode, hold) for hold in ordered])


def _put(mode: AccountMode, hold: Hold) -> ConditionalPut:
    row = item(keys.claim_identity(mode, hold.identity), encode(hold.holder))
    free: ConditionBase = Attr("pk").not_exists()
    allowed = free | Attr("claim_id").eq(hold.holder.claim_id)
    if hold.over is not None:
        allowed = allowed | (
            Attr("claim_id").eq(hold.over.claim_id)
            & Attr("since").eq(encode_instant(hold.over.since))
        )
    return ConditionalPut(row, allowed)
