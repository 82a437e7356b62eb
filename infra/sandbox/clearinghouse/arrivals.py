"""What an arrived 837 file says, as far as its answers need it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from infra.sandbox.clearinghouse.submitter import Submitter


@dataclass(frozen=True, slots=True)
class Person:
    last_name: str
    first_name: str
    member_id: str
    born: date | None


@dataclass(frozen=True, slots=True)
class Organization:
    """A billing provider (NPI, Tax ID) or a payer (payer id, no Tax ID)."""

    name: str
    identifier: str
    tax_id: str = ""


@dataclass(frozen=True, slots=True)
class ArrivedLine:
    """`procedure` is a composite such as `HC:99213`; `reference` is REF*6R."""

    procedure: str
    charge: Decimal
    served: date | None
    reference: str
    revenue_code: str


@dataclass(frozen=True, slots=True)
class ArrivedClaim:
    """`segment_number` counts CLM's place from ST = 1; `place` is CLM05 (`11:B:1`)."""

    patient_control_number: str
    charge: Decimal
    place: str
    segment_number: int
    diagnosis: str
    billing_provider: Organization
    payer: Organization
    subscriber: Person
    patient: Person
    treating_npi: str
    served_from: date | None
    served_to: date | None
    lines: tuple[ArrivedLine, ...]

    @property
    def dependent(self) -> bool:
        return self.patient != self.subscriber


@dataclass(frozen=True, slots=True)
class ArrivedSet:
    """`segment_count` is counted here; `stated_count` is SE01; `reference` is BHT03."""

    control_number: str
    trailer_control_number: str
    guide: str
    reference: str
    segment_count: int
    stated_count: str
    claims: tuple[ArrivedClaim, ...]


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """One interchange with one functional group: elements by their X12 names."""

    usage_indicator: str
    receiver_id: str
    interchange_control_number: str
    interchange_trailer_control_number: str
    stated_groups: str
    interchange_date: str
    interchange_time: str
    sender_id: str
    group_control_number: str
    group_trailer_control_number: str
    stated_sets: str
    guide: str
    submitter_name: str
    sets: tuple[ArrivedSet, ...]

    @property
    def submitter(self) -> Submitter:
        return Submitter(self.submitter_name, self.sender_id, self.usage_indicator)

    @property
    def claims(self) -> tuple[ArrivedClaim, ...]:
        return tuple(claim for each in self.sets for claim in each.claims)
