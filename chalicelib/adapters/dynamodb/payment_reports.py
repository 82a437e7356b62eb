"""Which files told of a payment: a partition for each mode and trace, whatever the account."""

from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.keys import payments as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import AccountMode
from chalicelib.domain.remittance import PaymentReport, Reports


def report_payment(table: Table, mode: AccountMode, report: PaymentReport) -> Reports:
    """One write decides who was the first; reading comes after it, so that of two payments that
    are reported at once at least one sees the other."""
    stored = table.put_if_absent(item(keys.first_report(mode, report), encode(report)))
    first = decode(PaymentReport, stored)
    if _place(first) != _place(report):
        table.put_if_absent(item(keys.later_report(mode, report), encode(report)))
    reports = reports_of(table, mode, report.trace)
    return Reports(
        first=first,
        other=tuple(each for each in reports if each.fingerprint != report.fingerprint),
    )


def reports_of(table: Table, mode: AccountMode, trace: str) -> tuple[PaymentReport, ...]:
    stored = table.query(keys.payment_reports(mode, trace))
    return tuple(sorted((decode(PaymentReport, one) for one in stored), key=_order))


def _place(report: PaymentReport) -> tuple[str, str]:
    return report.account_id, report.response_id


def _order(report: PaymentReport) -> tuple[object, ...]:
    return report.at, report.account_id, report.response_id
