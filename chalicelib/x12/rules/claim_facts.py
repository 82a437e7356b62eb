"""What is known of one claim while its segments stream by."""

from chalicelib.x12.findings import At, Rule
from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import NamedTuple


class PartyFacts:
    """The levels above a claim: billing provider, subscriber, patient.

    `level` is HL03 of the innermost one. `subscriber_is_patient` is whether SBR02 is 18, None
    before SBR. `born` is that of the subscriber or, below it, of the patient. `subscriber_has`
    holds the ids of NM1, N3, N4 and DMG as far as they came in 2010BA.
    """

    __slots__ = (
        "billing_npi",
        "billing_tax_id",
        "born",
        "level",
        "payer_id",
        "subscriber_has",
        "subscriber_is_patient",
    )

    def __init__(self, level: str = "", billing_npi: str = "", billing_tax_id: str = "") -> None:
        self.level, self.billing_npi, self.billing_tax_id = level, billing_npi, billing_tax_id
        self.payer_id = ""
        self.subscriber_is_patient: bool | None = None
        self.subscriber_has: set[str] = set()
        self.born = ""

    def below(self, level: str) -> "PartyFacts":
        """Those of a level under the subscriber: another person, the same coverage."""
        facts = PartyFacts(level, self.billing_npi, self.billing_tax_id)
        facts.payer_id, facts.subscriber_has = self.payer_id, self.subscriber_has
        facts.subscriber_is_patient = self.subscriber_is_patient
        return facts


class ClaimFacts:
    """One claim. `charge` is CLM02, `charges` the sum of its lines, None where one cannot be read,
    else as `amounts.in_units` has them.

    `facility` and `causes` are the components of CLM05 and CLM11. `references` and `dates` hold
    the qualifiers of REF and DTP in loop 2300, `diagnoses` counts the diagnoses and
    `diagnosis_lists` holds their qualifiers.
    """

    def __init__(
        self,
        clm: Segment,
        charge: int | None,
        facility: list[str],
        causes: list[str],
        parties: PartyFacts,
    ) -> None:
        self.clm, self.charge = clm, charge
        self.facility, self.causes, self.parties = facility, causes, parties
        self.rendering_npi: str | None = None
        self.lines = self.diagnoses = 0
        self.charges: int | None = 0
        self.references: set[str] = set()
        self.dates: set[str] = set()
        self.hi: Segment | None = None
        self.diagnosis_lists: set[str] = set()
        self.service_from = self.service_to = ""

    @property
    def frequency_code(self) -> str:
        """CLM05-3."""
        return self.facility[2] if len(self.facility) > 2 else ""

    def widen(self, first: str, last: str) -> None:
        """The service dates hold these days too."""
        if not self.service_from or first < self.service_from:
            self.service_from = first
        if last > self.service_to:
            self.service_to = last


class ClaimHit(NamedTuple):
    """A rule that a claim breaks, and the segment to look at."""

    rule: Rule
    segment: Segment
    at: At
