"""The claims of one transaction set, each with the levels (loops 2000A, B, C) above it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from infra.sandbox.clearinghouse.arrivals import ArrivedClaim, ArrivedLine, Organization, Person
from infra.sandbox.clearinghouse.segments import Segment, component, element, first

BELOW = {"20": ("22", "23"), "22": ("23",)}
SERVICES = ("SV1", "SV2", "SV3")

Block = list[Segment]


def read_claims(segments: Sequence[Segment]) -> Iterator[ArrivedClaim]:
    """The claims in order; a claim runs from its CLM to the next CLM, HL or SE."""
    levels: dict[str, Block] = {}
    block: Block = []
    claim_at = 0
    for number, segment in enumerate(segments, start=1):
        if segment[0] in ("HL", "CLM", "SE"):
            if claim_at:
                yield _claim(levels, block, claim_at)
            claim_at = number if segment[0] == "CLM" else 0
            block = []
            if segment[0] == "HL":
                _enter_level(levels, element(segment, 3), block)
        block.append(segment)


def _enter_level(levels: dict[str, Block], level: str, block: Block) -> None:
    levels[level] = block
    for lower in BELOW.get(level, ()):
        levels.pop(lower, None)


def _claim(levels: dict[str, Block], block: Block, number: int) -> ArrivedClaim:
    clm = block[0]
    billing, subscribing = levels.get("20", []), levels.get("22", [])
    subscriber = _person(subscribing, "IL")
    service_lines = _service_lines(block)
    served = _dates(first(block, "DTP", "434", "472"))
    return ArrivedClaim(
        patient_control_number=element(clm, 1),
        charge=_amount(element(clm, 2)),
        place=element(clm, 5),
        segment_number=number,
        diagnosis=component(element(first(block, "HI"), 1), 2),
        billing_provider=_organization(billing, "85"),
        payer=_organization(subscribing, "PR"),
        subscriber=subscriber,
        patient=_patient(levels["23"], subscriber) if "23" in levels else subscriber,
        treating_npi=element(first(block, "NM1", "82", "71"), 9),
        served_from=served[0],
        served_to=served[-1],
        lines=tuple(_line(each) for each in service_lines),
    )


def _service_lines(block: Block) -> list[Block]:
    lines: list[Block] = []
    for segment in block:
        if segment[0] == "LX":
            lines.append([])
        if lines:
            lines[-1].append(segment)
    return lines


def _line(block: Block) -> ArrivedLine:
    service = next((segment for segment in block if segment[0] in SERVICES), ())
    institutional = bool(service) and service[0] == "SV2"
    shift = int(institutional)
    return ArrivedLine(
        procedure=element(service, 1 + shift),
        charge=_amount(element(service, 2 + shift)),
        served=_dates(first(block, "DTP", "472"))[0],
        reference=element(first(block, "REF", "6R"), 2),
        revenue_code=element(service, 1) if institutional else "",
    )


def _organization(block: Block, entity: str) -> Organization:
    name = first(block, "NM1", entity)
    full_name = " ".join(part for part in (element(name, 4), element(name, 3)) if part)
    tax_id = element(first(block, "REF", "EI", "SY"), 2) if entity == "85" else ""
    return Organization(full_name, element(name, 9), tax_id)


def _person(block: Block, entity: str) -> Person:
    name = first(block, "NM1", entity)
    born = _day(element(first(block, "DMG"), 2))
    return Person(element(name, 3), element(name, 4), element(name, 9), born)


def _patient(block: Block, subscriber: Person) -> Person:
    patient = _person(block, "QC")
    member_id = patient.member_id or subscriber.member_id
    return Person(patient.last_name, patient.first_name, member_id, patient.born)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def _dates(dtp: Segment) -> list[date | None]:
    return [_day(text) for text in element(dtp, 3).split("-")]


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
