"""The closing of accounts: a row for each, and what people put on record beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode, encode_instant
from chalicelib.adapters.dynamodb.keys import closing as keys
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.closing.records import Enrolment, Export, HandOver, Records, Signature
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class DynamoClosures:
    table: Table

    def begin(self, closure: Closure) -> Closure:
        return decode(Closure, self.table.put_if_absent(_item(closure)))

    def find(self, account_id: AccountId) -> Closure | None:
        stored = self.table.get(keys.closure(account_id))
        return None if stored is None else decode(Closure, stored)

    def advance(self, old: Closure, new: Closure) -> None:
        if not self.table.put_if(_item(new), Attr("state").eq(old.state)):
            raise ConflictError(f"The closing of {old.account_id} has gone on meanwhile.")

    def sign(self, signature: Signature, instead_of: Signature | None = None) -> Signature:
        key = keys.closing_record(signature.account_id, Prefix.SIGNATURE, signature.item)
        row = item(key, encode(signature))
        if instead_of is not None:
            still = Attr("at").eq(encode_instant(instead_of.at))
            if self.table.put_if(row, still):
                return signature
        return decode(Signature, self.table.put_if_absent(row))

    def hand_over(self, handovers: Iterable[HandOver]) -> None:
        self.table.put_all(
            item(keys.closing_record(each.account_id, Prefix.HANDOVER, each.claim_id), encode(each))
            for each in handovers
        )

    def enrol(self, enrolment: Enrolment) -> None:
        key = keys.closing_record(enrolment.account_id, Prefix.ENROLMENT, enrolment.payer_id)
        self.table.put(item(key, encode(enrolment)))

    def add_export(self, export: Export) -> Export:
        key = keys.closing_record(
            export.account_id, Prefix.PORTAL_EXPORT, export.kind, export.sha256
        )
        return decode(Export, self.table.put_if_absent(item(key, encode(export))))

    def records(self, account_id: AccountId) -> Records:
        return Records(
            signatures=self._all(Signature, account_id, Prefix.SIGNATURE),
            handovers=self._all(HandOver, account_id, Prefix.HANDOVER),
            enrolments=self._all(Enrolment, account_id, Prefix.ENROLMENT),
            exports=self._all(Export, account_id, Prefix.PORTAL_EXPORT),
        )

    def _all(self, kind: type[Record], account_id: AccountId, prefix: Prefix) -> tuple[Record, ...]:
        stored = self.table.query(keys.closing_record(account_id, prefix))
        return tuple(decode(kind, one) for one in stored)


def _item(closure: Closure) -> Attributes:
    return item(keys.closure(closure.account_id), encode(closure))
