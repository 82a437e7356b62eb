"""What is known of one claim while its segments stream by."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from chalicelib.x12.findings import At, Rule
from chalicelib.x12.segments import Segment


@dataclass(slots=True)
class PartyFacts:
    """The levels above a claim: billing provider, subscriber, patient.

    `level` is HL03 of the innermost one. `subscriber_is_patient` is whether SBR02 is 18, None
    before SBR. `born` is that of the subscriber or, below it, of the patient. `subscriber_has`
    holds the ids of NM1, N3, N4 and DMG as far as they came in 2010BA.
    """

    level: str = ""
    billing_npi: str = ""
    billing_tax_id: str = ""
    payer_id: str = ""
    payer: Segment | None = None
    subscriber_is_patient: bool | None = None
    subscriber_has: set[str] = field(default_factory=set)
    born: date | None = None


@dataclass(slots=True)
class ClaimFacts:
    """One claim. `charge` is CLM02, `charges` the sum of its lines, None where one cannot be read.

    `facility` and `causes` are the components of CLM05 and CLM11. `references` and `dates` hold
    the qualifiers of REF and DTP in loop 2300, `diagnoses` counts the diagnoses and
    `diagnosis_lists` holds their qualifiers.
    """

    clm: Segment
    charge: Decimal | None
    facility: list[str]
    causes: list[str]
    parties: PartyFacts
    rendering_npi: str | None = None
    lines: int = 0
    charges: Decimal | None = Decimal()
    references: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    hi: Segment | None = None
    diagnoses: int = 0
    diagnosis_lists: set[str] = field(default_factory=set)
    service_from: date | None = None
    service_to: date | None = None

    @property
    def frequency_code(self) -> str:
        """CLM05-3."""
        return self.facility[2] if len(self.facility) > 2 else ""

    def widen(self, first: date, last: date) -> None:
        """The service dates hold these days too."""
        if self.service_from is None or first < self.service_from:
            self.service_from = first
        if self.service_to is None or last > self.service_to:
            self.service_to = last


class ClaimHit(NamedTuple):
    """A rule that a claim breaks, and the segment to look at."""

    rule: Rule
    segment: Segment
    at: At
