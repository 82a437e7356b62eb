"""Remittances and the ERA archive as the API shows them."""

from datetime import date, datetime

from chalicelib.domain.era import EraMonth
from chalicelib.domain.remittance import ClaimPayment, PaymentReport, Remittance
from chalicelib.entry.http.money import Money
from chalicelib.entry.model import Model
from chalicelib.services.era.request_export import ExportView
from chalicelib.services.show.show_remittances import RemittanceView


class ClaimPaymentOut(Model):
    position: int
    claim_id: str | None
    patient_control_number: str
    status_code: str
    charge: Money
    paid: Money
    patient_responsibility: Money
    payer_claim_control_number: str | None

    @classmethod
    def of(cls, payment: ClaimPayment) -> "ClaimPaymentOut":
        return cls.model_validate(payment, from_attributes=True)


class RemittanceSummaryOut(Model):
    """A payment without its claim payments. `linked_to` is the same payment in another account,
    where it came first and is to be posted."""

    remittance_id: str
    account_id: str
    response_id: str
    origin: str
    trace_number: str
    payer_name: str
    payer_identifier: str
    payee_name: str
    payee_npi: str | None
    method: str
    amount: Money
    paid_on: date | None
    claim_count: int
    balanced: bool
    linked_to: str | None
    month: str
    received_at: datetime
    archived_at: datetime
    raw_key: str
    raw_sha256: str

    @classmethod
    def of(cls, remittance: Remittance) -> "RemittanceSummaryOut":
        return cls.model_validate(_told(remittance))


class RemittancesOut(Model):
    remittances: tuple[RemittanceSummaryOut, ...]
    next_cursor: str | None = None


class PaymentReportOut(Model):
    account_id: str
    remittance_id: str
    response_id: str
    raw_key: str
    at: datetime

    @classmethod
    def of(cls, report: PaymentReport) -> "PaymentReportOut":
        return cls.model_validate(report, from_attributes=True)


class RemittanceOut(RemittanceSummaryOut):
    """`linked` are further files that tell of the same payment; `conflicting` tell of another one
    with its payer and number. `text_is_own` when the text is the clearinghouse's own."""

    text_key: str | None
    text_sha256: str | None
    text_is_own: bool | None
    imbalances: int
    linked: tuple[PaymentReportOut, ...]
    conflicting: tuple[PaymentReportOut, ...]
    payments: tuple[ClaimPaymentOut, ...]

    @classmethod
    def of_view(cls, view: RemittanceView) -> "RemittanceOut":
        advice, text = view.remittance.advice, view.text
        return cls(
            **_told(view.remittance),
            text_key=text.key if text else None,
            text_sha256=text.sha256 if text else None,
            text_is_own=text.is_own if text else None,
            imbalances=advice.imbalances,
            linked=tuple(map(PaymentReportOut.of, view.linked)),
            conflicting=tuple(map(PaymentReportOut.of, view.conflicting)),
            payments=tuple(ClaimPaymentOut.of(payment) for payment in advice.payments),
        )


class DownloadOut(Model):
    """`url` is good for some minutes, for whoever has it."""

    account_id: str
    remittance_id: str
    url: str


class EraMonthOut(Model):
    """`manifest` counts the month's manifests; `complete` when the newest tells all of it."""

    month: str
    manifest: int
    manifest_sha256: str | None
    complete: bool

    @classmethod
    def of(cls, month: EraMonth) -> "EraMonthOut":
        return cls(
            month=month.month,
            manifest=month.manifest,
            manifest_sha256=month.manifest_sha256 or None,
            complete=month.is_described,
        )


class EraMonthsOut(Model):
    months: tuple[EraMonthOut, ...]


class ExportOut(Model):
    """`url` is where the ZIP is downloaded, good for some minutes; null until it is built. `reason`
    says why it `failed`: `cold` (objects lie in Deep Archive, restore them first) or `too_large`
    (more than one ZIP can hold)."""

    export_id: str
    account_id: str
    month: str
    state: str
    requested_at: datetime
    built_at: datetime | None
    manifest: int | None
    manifest_sha256: str | None
    sha256: str | None
    size: int | None
    reason: str | None
    url: str | None

    @classmethod
    def of(cls, view: ExportView) -> "ExportOut":
        export = view.export
        return cls(
            export_id=export.export_id,
            account_id=export.account_id,
            month=export.month,
            state=export.state,
            requested_at=export.requested_at,
            built_at=export.built_at,
            manifest=export.manifest,
            manifest_sha256=export.manifest_sha256,
            sha256=export.sha256,
            size=export.size,
            reason=export.reason,
            url=view.address,
        )


def _told(remittance: Remittance) -> dict[str, object]:
    advice = remittance.advice
    return {
        "remittance_id": advice.remittance_id,
        "account_id": remittance.account_id,
        "response_id": remittance.response_id,
        "origin": remittance.origin,
        "trace_number": advice.trace_number,
        "payer_name": advice.payer_name,
        "payer_identifier": advice.payer_identifier,
        "payee_name": advice.payee_name,
        "payee_npi": advice.payee_npi,
        "method": advice.method,
        "amount": advice.amount,
        "paid_on": advice.paid_on,
        "claim_count": advice.claim_count,
        "balanced": advice.is_balanced,
        "linked_to": remittance.linked_to,
        "month": remittance.month,
        "received_at": remittance.received_at,
        "archived_at": remittance.archived_at,
        "raw_key": remittance.raw_key,
        "raw_sha256": remittance.raw_sha256,
    }
