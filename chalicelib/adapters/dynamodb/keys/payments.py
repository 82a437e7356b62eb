"""Payments, the claims that each pays, and who told of them."""

from chalicelib.adapters.dynamodb.keys.prefix import ANY, Key, Prefix
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import RemittanceId, ResponseId
from chalicelib.domain.remittance import PaymentReport


def remittance(remittance_id: RemittanceId) -> Key:
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.REMITTANCE)


def payments(remittance_id: RemittanceId, response_id: ResponseId, *page: str) -> Key:
    """Under the response that told of them, so that two reports of one payment never mix."""
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.PAYMENTS.of(response_id, *(page or ANY)))


def tied_payments(remittance_id: RemittanceId) -> Key:
    """What the keys of all payments that were tied later begin with."""
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.TIED.of(*ANY))


def tied_payment(remittance_id: RemittanceId, position: int) -> Key:
    return Key(Prefix.REMITTANCE.of(remittance_id), Prefix.TIED.of(f"{position:07d}"))


def payment_reports(mode: AccountMode, trace: str) -> Key:
    """The partition of all reports of payments under a trace to accounts of this mode."""
    return Key(Prefix.PAYMENT.of(mode, trace), "")


def first_report(mode: AccountMode, report: PaymentReport) -> Key:
    return Key(payment_reports(mode, report.trace).pk, report.fingerprint)


def later_report(mode: AccountMode, report: PaymentReport) -> Key:
    place = f"{report.fingerprint}#{report.account_id}#{report.response_id}"
    return Key(payment_reports(mode, report.trace).pk, place)
