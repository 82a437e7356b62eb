"""Follows the levels above the claims of an 837: billing provider, subscriber, patient."""

from collections.abc import Mapping

from chalicelib.x12 import claim_rules as file_rules
from chalicelib.x12.days import day_of
from chalicelib.x12.findings import At
from chalicelib.x12.hierarchy import BILLING_PROVIDER, PATIENT, SUBSCRIBER
from chalicelib.x12.rules import date_rules
from chalicelib.x12.rules.claim_facts import PartyFacts
from chalicelib.x12.rules.context import FileContext
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch


class PartyWatch:
    """`facts` are those of the level that is open now; every level has facts of its own."""

    def __init__(self, context: FileContext) -> None:
        self.facts = PartyFacts()
        self._context = context

    def places(self) -> Mapping[Place, Watch]:
        """The segments that name a party; HL itself comes through `open_level`."""
        return {
            ("2010AA", "NM1"): self._billing_provider,
            ("2010AA", "REF"): self._billing_tax_id,
            ("2000B", "SBR"): self._subscriber,
            **{("2010BA", segment_id): self._subscriber_has for segment_id in ("NM1", "N3", "N4")},
            ("2010BA", "DMG"): self._subscriber_born,
            ("2010BB", "NM1"): self._payer,
            ("2010CA", "DMG"): self._born,
        }

    def start(self) -> None:
        """A transaction set begins."""
        self.facts = PartyFacts()

    def open_level(self, hl: Segment) -> None:
        """What the levels above said goes on to hold."""
        level, above = hl[3], self.facts
        if level == BILLING_PROVIDER:
            self.facts = PartyFacts(level)
        elif level == SUBSCRIBER:
            self.facts = PartyFacts(level, above.billing_npi, above.billing_tax_id)
        else:
            self.facts = above.below(level)

    def _billing_provider(self, nm1: Segment) -> None:
        self.facts.billing_npi = nm1[9]

    def _billing_tax_id(self, ref: Segment) -> None:
        if ref[1] in ("EI", "SY"):
            self.facts.billing_tax_id = ref[2]

    def _subscriber(self, sbr: Segment) -> None:
        self.facts.subscriber_is_patient = sbr[2] == "18"

    def _subscriber_has(self, segment: Segment) -> None:
        self.facts.subscriber_has.add(segment.elements[0])

    def _subscriber_born(self, dmg: Segment) -> None:
        self._subscriber_has(dmg)
        self._born(dmg)

    def _born(self, dmg: Segment) -> None:
        self.facts.born = born = day_of(dmg[2])
        if date_rules.is_later(born, self._context.made_on):
            self.facts.born = ""
            loop = "2010CA" if self.facts.level == PATIENT else "2010BA"
            self._context.findings.add(date_rules.BORN_IN_FUTURE, dmg, At(loop, 2))

    def _payer(self, nm1: Segment) -> None:
        self.facts.payer_id = nm1[9]
        wanted = self._context.profile.payer_id_length
        if wanted is not None and nm1[9] and not (len(nm1[9]) == wanted and nm1[9].isalnum()):
            at = At("2010BB", 9)
            self._context.findings.add(file_rules.PAYER_ID_LENGTH, nm1, at, wanted=wanted)
