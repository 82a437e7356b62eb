"""Reads loop 2100 of an 835: one claim payment with its service payments."""

from collections.abc import Iterator
from datetime import date

from chalicelib.x12.loops import (
    ABSENT,
    Loop,
    find,
    find_value,
    split_before,
    split_components,
)
from chalicelib.x12.money_835 import read_money
from chalicelib.x12.remittance import Adjustment, ClaimPayment, Patient, ServicePayment
from chalicelib.x12.segments import Segment
from chalicelib.x12.supplemental_835 import read_claim_remarks, read_supplemental_amounts
from chalicelib.x12.values import read_date

_SERVICES = frozenset({"CLP", "SVC"})
_REASONS_AT = range(2, 20, 3)


def read_claim_payment(loop: Loop, component: str, position: int) -> ClaimPayment:
    """CLP and what follows it. Raises UnreadableInterchange when an amount cannot be read."""
    claim, *lines = split_before(loop, _SERVICES)
    clp = claim[0]
    services = tuple(_read_service(line, component) for line in lines)
    days = list(_days(claim, "232", "233")) or list(_service_days(services))
    return ClaimPayment(
        position=position,
        segment_number=clp.number,
        patient_control_number=clp[1],
        status_code=clp[2],
        charge=read_money(clp[3]),
        paid=read_money(clp[4]),
        patient_responsibility=read_money(clp[5]),
        filing_indicator=clp[6],
        payer_claim_control_number=clp[7] or None,
        service_from=min(days, default=None),
        service_to=max(days, default=None),
        adjustments=tuple(_read_adjustments(claim)),
        services=services,
        patient=_read_patient(claim),
        amounts=tuple(read_supplemental_amounts(claim)),
        remark_codes=tuple(read_claim_remarks(claim)),
    )


def _read_patient(claim: Loop) -> Patient:
    name = find(claim, "NM1", "QC") or ABSENT
    return Patient(name[3], name[4], name[9] or find_value(claim, "NM1", "IL", 9) or "")


def _read_service(loop: Loop, component: str) -> ServicePayment:
    svc = loop[0]
    qualifier, code, *modifiers = split_components(svc[1], component)
    days = list(_days(loop, "472", "150", "151"))
    return ServicePayment(
        procedure_qualifier=qualifier,
        procedure_code=code,
        modifiers=tuple(modifier for modifier in modifiers[:4] if modifier),
        charge=read_money(svc[2]),
        paid=read_money(svc[3]),
        adjustments=tuple(_read_adjustments(loop)),
        service_from=min(days, default=None),
        service_to=max(days, default=None),
        line_reference=find_value(loop, "REF", "6R", 2),
        remark_codes=tuple(lq[2] for lq in _all(loop, "LQ", "HE")),
        amounts=tuple(read_supplemental_amounts(loop)),
    )


def _read_adjustments(loop: Loop) -> Iterator[Adjustment]:
    """CAS: a group code, then up to six times reason, amount and quantity."""
    for cas in (segment for segment in loop if segment.id == "CAS"):
        for at in _REASONS_AT:
            if cas[at] or cas[at + 1]:
                yield Adjustment(cas[1], cas[at], read_money(cas[at + 1]))


def _days(loop: Loop, *qualifiers: str) -> Iterator[date]:
    for qualifier in qualifiers:
        for dtm in _all(loop, "DTM", qualifier):
            day = read_date(dtm[2])
            if day is not None:
                yield day


def _service_days(services: tuple[ServicePayment, ...]) -> Iterator[date]:
    for service in services:
        yield from (day for day in (service.service_from, service.service_to) if day is not None)


def _all(loop: Loop, segment_id: str, qualifier: str) -> Iterator[Segment]:
    return (segment for segment in loop if segment.id == segment_id and segment[1] == qualifier)
