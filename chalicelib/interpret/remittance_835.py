"""835: what was paid for each claim, and with which payment."""

from collections.abc import Iterator

from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.domain.fact import ClaimReference, Payment, Statement
from chalicelib.domain.identifiers import RemittanceId, remittance_id
from chalicelib.domain.remittance import ClaimPayment, RemittanceAdvice
from chalicelib.interpret.payment_identity import fingerprint
from chalicelib.interpret.payment_outcome import outcome_of
from chalicelib.x12 import remittance_835 as x12
from chalicelib.x12.balance_835 import out_of_balance


def read_remittance_835(source: Source) -> Reading:
    """One advice per transaction set; one statement per CLP, whose place is its segment number."""
    remittances = x12.read_remittances(source.content)
    if not remittances:
        raise UnreadableResponseError("The file holds no 835.")
    named = []
    for each in remittances:
        content_print = fingerprint(each, source.content)
        named.append((remittance_id(source.account_id, content_print), content_print, each))
    return Reading(
        statements=tuple(
            statement
            for identifier, _, each in named
            for statement in _about_claims(identifier, each)
        ),
        remittances=tuple(_advice(*each) for each in named),
    )


def _about_claims(identifier: RemittanceId, remittance: x12.Remittance) -> Iterator[Statement]:
    providers = tuple(filter(None, (remittance.payee_npi, remittance.payee_tax_id)))
    for claim in remittance.claims:
        yield Statement(
            position=claim.segment_number,
            kind=outcome_of(claim),
            about=ClaimReference(claim.patient_control_number, providers=providers),
            effective_on=remittance.paid_on or remittance.produced_on,
            codes=_reasons(claim),
            payer_claim_control_number=claim.payer_claim_control_number,
            payment=_payment_of(identifier, claim),
            charge=abs(claim.charge),
            service_on=claim.service_from,
        )


def _payment_of(identifier: RemittanceId, claim: x12.ClaimPayment) -> Payment:
    amounts = claim.charge, claim.paid, claim.patient_responsibility
    return Payment(identifier, claim.position, *amounts)


def _reasons(claim: x12.ClaimPayment) -> tuple[str, ...]:
    """Adjustment reasons such as CO-45 and remark codes such as N130, each once."""
    adjustments = list(claim.adjustments)
    remarks: list[str] = []
    for service in claim.services:
        adjustments += service.adjustments
        remarks += service.remark_codes
    reasons = (f"{each.group_code}-{each.reason_code}" for each in adjustments)
    return tuple(dict.fromkeys((*reasons, *remarks)))


def _advice(
    identifier: RemittanceId, content_print: str, remittance: x12.Remittance
) -> RemittanceAdvice:
    return RemittanceAdvice(
        remittance_id=identifier,
        fingerprint=content_print,
        trace_number=remittance.trace_number,
        originator=remittance.payer_originator_id,
        payer_name=remittance.payer_name,
        payer_identifier=remittance.payer_id or remittance.payer_originator_id,
        payee_name=remittance.payee_name,
        payee_npi=remittance.payee_npi,
        payee_tax_id=remittance.payee_tax_id,
        method=remittance.method,
        amount=remittance.amount,
        paid_on=remittance.paid_on,
        claim_count=len(remittance.claims),
        imbalances=len(out_of_balance(remittance)),
        payments=tuple(_payment(claim) for claim in remittance.claims),
    )


def _payment(claim: x12.ClaimPayment) -> ClaimPayment:
    return ClaimPayment(
        position=claim.position,
        patient_control_number=claim.patient_control_number,
        status_code=claim.status_code,
        charge=claim.charge,
        paid=claim.paid,
        patient_responsibility=claim.patient_responsibility,
        payer_claim_control_number=claim.payer_claim_control_number,
    )
