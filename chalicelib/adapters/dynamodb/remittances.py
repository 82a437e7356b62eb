"""Remittances: a row, and beside it the claim payments in items of many."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import payments as keys
from chalicelib.adapters.dynamodb.packing import pack, unpack
from chalicelib.adapters.dynamodb.payment_reports import report_payment, reports_of
from chalicelib.adapters.dynamodb.places import era as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import AccountId, ClaimId, RemittanceId
from chalicelib.domain.paging import Page
from chalicelib.domain.remittance import ClaimPayment, PaymentReport, Remittance, Reports, Wanted

PAYMENTS_PER_ITEM = 100

_PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class DynamoRemittances:
    """The first report of a payment stays; the same payment reported again changes nothing."""

    table: Table

    def add(self, remittance: Remittance) -> Remittance:
        """The row comes last: where it stands, the payments are complete."""
        standing = self.find(remittance.advice.remittance_id)
        if standing is not None:
            return standing
        self.table.put_all(_payment_items(remittance))
        without = replace(remittance, advice=replace(remittance.advice, payments=()))
        key = keys.remittance(remittance.advice.remittance_id)
        row = item(key, encode(without), places.of_remittance(without))
        return decode(Remittance, self.table.put_if_absent(row))

    def find(self, remittance_id: RemittanceId) -> Remittance | None:
        stored = self.table.get(keys.remittance(remittance_id))
        return None if stored is None else decode(Remittance, stored)

    def get(self, remittance_id: RemittanceId) -> Remittance:
        stored = self.table.get(keys.remittance(remittance_id))
        remittance = found(Remittance, stored, "remittance", remittance_id)
        payments = tuple(self._payments(remittance))
        return replace(remittance, advice=replace(remittance.advice, payments=payments))

    def report(self, mode: AccountMode, report: PaymentReport) -> Reports:
        return report_payment(self.table, mode, report)

    def reports_of(self, mode: AccountMode, trace: str) -> tuple[PaymentReport, ...]:
        return reports_of(self.table, mode, trace)

    def tie(self, remittance_id: RemittanceId, position: int, claim_id: ClaimId) -> None:
        """A row of its own, so that pages of payments are never written again."""
        key = keys.tied_payment(remittance_id, position)
        self.table.put_if_absent(item(key, {"position": position, "claim_id": claim_id}))

    def of_account(
        self, account_id: AccountId, wanted: Wanted, limit: int, cursor: str | None
    ) -> Page[Remittance]:
        since, until = wanted.since or date.min, wanted.until or date.max
        shown, next_cursor = self.table.page(
            Index.LISTING,
            places.remittances(account_id),
            limit,
            cursor,
            between=(since.isoformat(), f"{until.isoformat()}~"),
            wanted=lambda stored: wanted.is_payer_of(decode(Remittance, stored)),
        )
        return Page(tuple(decode(Remittance, one) for one in shown), next_cursor)

    def all_of(self, account_id: AccountId) -> Iterator[Remittance]:
        listed = self.table.queued(Index.LISTING, places.remittances(account_id))
        return (decode(Remittance, one) for one in listed)

    def _payments(self, remittance: Remittance) -> Iterator[ClaimPayment]:
        remittance_id = remittance.advice.remittance_id
        later = {
            int(str(stored["position"])): ClaimId(str(stored["claim_id"]))
            for stored in self.table.query(keys.tied_payments(remittance_id))
        }
        for stored in self.table.query(keys.payments(remittance_id, remittance.response_id)):
            for payment in unpack(ClaimPayment, stored[_PAYMENTS]):
                yield replace(payment, claim_id=payment.claim_id or later.get(payment.position))


def _payment_items(remittance: Remittance) -> Iterator[Attributes]:
    advice = remittance.advice
    for start in range(0, len(advice.payments), PAYMENTS_PER_ITEM):
        key = keys.payments(advice.remittance_id, remittance.response_id, f"{start:07d}")
        some = advice.payments[start : start + PAYMENTS_PER_ITEM]
        yield item(key, {_PAYMENTS: pack(some)})
