"""What differs between 837P, 837I and 837D: the guide, and loops 2300 to 2400 of a claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from infra.samples.claims import SampleClaim
from infra.samples.parties import CLINICIANS, Clinician

DIAGNOSES = ("I10", "E119", "J020", "M5450", "Z0000")
PROCEDURES = ("G0438", "G0439", "G0442", "G0444", "G0447")
DENTAL_PROCEDURES = ("D0120", "D0140", "D1110")
REVENUE_CODES = ("0300", "0450", "0510")


class ClaimKind(StrEnum):
    PROFESSIONAL = "837P"
    INSTITUTIONAL = "837I"
    DENTAL = "837D"


GUIDES = {
    ClaimKind.PROFESSIONAL: "005010X222A1",
    ClaimKind.INSTITUTIONAL: "005010X223A2",
    ClaimKind.DENTAL: "005010X224A2",
}


@dataclass(frozen=True, slots=True)
class ClaimInPlace:
    """A claim with its number in the file (from 1), which chooses its codes, and its date."""

    claim: SampleClaim
    number: int
    served: date

    @property
    def clinician(self) -> Clinician:
        return CLINICIANS[self.number % len(CLINICIANS)]

    @property
    def diagnosis(self) -> str:
        return DIAGNOSES[self.number % len(DIAGNOSES)]

    def code(self, codes: tuple[str, ...], line: int) -> str:
        return codes[(self.number + line) % len(codes)]


def claim_segments(kind: ClaimKind, placed: ClaimInPlace) -> Iterator[str]:
    """Loop 2300 with its 2310 and 2400, as segments with `*` and `:` and no terminator."""
    claim = placed.claim
    yield from HEADS[kind](placed)
    for line, charge in enumerate(claim.line_charges, start=1):
        yield f"LX*{line}"
        yield SERVICES[kind](placed, line, charge)
        yield f"DTP*472*D8*{placed.served:%Y%m%d}"
        yield f"REF*6R*{claim.patient_control_number}L{line}"


def _office_head(placed: ClaimInPlace) -> Iterator[str]:
    claim, clinician = placed.claim, placed.clinician
    yield f"CLM*{claim.patient_control_number}*{claim.charge}***11:B:1*Y*A*Y*Y"
    yield f"HI*ABK:{placed.diagnosis}"
    yield _name("82", clinician)
    yield f"PRV*PE*PXC*{clinician.taxonomy}"


def _professional_service(placed: ClaimInPlace, line: int, charge: Decimal) -> str:
    return f"SV1*HC:{placed.code(PROCEDURES, line)}*{charge}*UN*1***1"


def _institutional_head(placed: ClaimInPlace) -> Iterator[str]:
    claim = placed.claim
    yield f"CLM*{claim.patient_control_number}*{claim.charge}***13:A:1**A*Y*Y"
    yield f"DTP*434*RD8*{placed.served:%Y%m%d}-{placed.served:%Y%m%d}"
    yield "CL1*3*1*01"
    yield f"HI*ABK:{placed.diagnosis}"
    yield _name("71", placed.clinician)


def _institutional_service(placed: ClaimInPlace, line: int, charge: Decimal) -> str:
    revenue = placed.code(REVENUE_CODES, line)
    return f"SV2*{revenue}*HC:{placed.code(PROCEDURES, line)}*{charge}*UN*1"


def _dental_service(placed: ClaimInPlace, line: int, charge: Decimal) -> str:
    return f"SV3*AD:{placed.code(DENTAL_PROCEDURES, line)}*{charge}****1"


def _name(entity: str, clinician: Clinician) -> str:
    return f"NM1*{entity}*1*{clinician.last_name}*{clinician.first_name}****XX*{clinician.npi}"


HEADS = {
    ClaimKind.PROFESSIONAL: _office_head,
    ClaimKind.INSTITUTIONAL: _institutional_head,
    ClaimKind.DENTAL: _office_head,
}
SERVICES = {
    ClaimKind.PROFESSIONAL: _professional_service,
    ClaimKind.INSTITUTIONAL: _institutional_service,
    ClaimKind.DENTAL: _dental_service,
}
