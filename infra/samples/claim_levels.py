"""The hierarchical levels above a claim: billing provider, subscriber, patient (2000A, B, C)."""

from collections.abc import Iterator

from infra.samples.claim_kinds import ClaimInPlace, ClaimKind, claim_segments
from infra.samples.parties import Person, Practice, person

OFFICE_ALLY = "330897513"
HOME_TOWN = "N4*ANYTOWN*GA*30101"


def submitter_segments(practice: Practice) -> Iterator[str]:
    """Loops 1000A and 1000B."""
    yield f"NM1*41*2*{practice.name}*****46*{practice.tax_id}"
    yield "PER*IC*PAT SAMPLE*TE*5555550100"
    yield f"NM1*40*2*OFFICE ALLY*****46*{OFFICE_ALLY}"


def billing_provider_segments(practice: Practice) -> Iterator[str]:
    """Loop 2000A, always HL 1 of its transaction set."""
    yield "HL*1**20*1"
    yield f"NM1*85*2*{practice.name}*****XX*{practice.npi}"
    yield "N3*100 MAIN ST"
    yield "N4*ANYTOWN*GA*301010001"
    yield f"REF*EI*{practice.tax_id}"


def subscriber_segments(kind: ClaimKind, placed: ClaimInPlace, level: int) -> Iterator[str]:
    """Loop 2000B as HL `level`, and 2000C as the next one when the patient is a dependent."""
    claim = placed.claim
    subscriber = person(placed.number)
    yield f"HL*{level}*1*22*{int(claim.dependent)}"
    yield f"SBR*P*{'' if claim.dependent else '18'}*******CI"
    yield _named("IL", subscriber, f"****MI*{claim.payer.member_prefix}{placed.number:07d}")
    yield from _address_and_birth(subscriber)
    yield f"NM1*PR*2*{claim.payer.name}*****PI*{claim.payer.payer_id}"
    if claim.dependent:
        yield from _dependent(placed.number, level + 1)
    yield from claim_segments(kind, placed)


def _dependent(number: int, level: int) -> Iterator[str]:
    patient = person(number + 1_000)
    yield f"HL*{level}*{level - 1}*23*0"
    yield "PAT*19"
    yield _named("QC", patient)
    yield from _address_and_birth(patient)


def _named(entity: str, who: Person, identification: str = "") -> str:
    return f"NM1*{entity}*1*{who.last_name}*{who.first_name}{identification}"


def _address_and_birth(who: Person) -> Iterator[str]:
    yield f"N3*{who.street}"
    yield HOME_TOWN
    yield f"DMG*D8*{who.born:%Y%m%d}*{who.sex}"
