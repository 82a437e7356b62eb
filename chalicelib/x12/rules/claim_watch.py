"""Follows the claims of an 837: their facts, their rules, and their index."""

from collections.abc import Mapping

from chalicelib.x12 import claim_rules as file_rules
from chalicelib.x12.amounts import in_units
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.days import iso, span_of
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import At
from chalicelib.x12.rules import date_rules, line_rules
from chalicelib.x12.rules.claim_facts import ClaimFacts
from chalicelib.x12.rules.context import FileContext
from chalicelib.x12.rules.diagnosis_rules import ICD_9, ICD_10
from chalicelib.x12.rules.party_watch import PartyWatch
from chalicelib.x12.rules.whole_claim_rules import CLAIM_RULES
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch

_CHARGE_AT = {"SV1": 2, "SV2": 3, "SV3": 2}
_CLAIM_ID, _LINE_NUMBER = At("2300", 1), At("2400", 1)


class ClaimWatch:
    """One claim is open at a time; it ends where the next claim, level or the set's end begins."""

    def __init__(self, context: FileContext, delimiters: Delimiters) -> None:
        self._context = context
        self._most_claims = context.profile.most_claims_per_set
        self._longest_id = context.profile.longest_claim_id
        self._component = delimiters.component.decode("latin-1")
        self._parties = PartyWatch(context)
        self._claim: ClaimFacts | None = None
        self._set_control_number = ""
        self._claims_in_set = 0
        self._line_number = 0

    def places(self) -> Mapping[Place, Watch]:
        """Everything that says something about a claim or the parties above it."""
        return {
            **self._parties.places(),
            ("ST_LOOP", "ST"): self._open_set,
            ("ST_LOOP", "SE"): self._end_set,
            **{(loop, "HL"): self._open_level for loop in ("2000A", "2000B", "2000C")},
            ("2300", "CLM"): self._open_claim,
            ("2300", "REF"): self._reference,
            ("2300", "DTP"): self._claim_date,
            ("2300", "HI"): self._diagnoses,
            **{(loop, "NM1"): self._provider for loop in ("2310B", "2310D")},
            ("2400", "LX"): self._line,
            **{("2400", segment_id): self._service for segment_id in _CHARGE_AT},
            ("2400", "DTP"): self._service_date,
        }

    def cut(self, end: int) -> None:
        """The claim that is open ends at byte `end`."""
        claim, self._claim = self._claim, None
        if claim is not None:
            if claim.lines != self._line_number:
                claim.charges = None
            for rule in CLAIM_RULES:
                hit = rule(claim)
                if hit is not None:
                    self._context.findings.add(*hit)
            self._context.take_claim(self._indexed(claim, end))

    def _open_set(self, st: Segment) -> None:
        self._set_control_number = st[2]
        self._claims_in_set = 0
        self._parties.start()

    def _end_set(self, se: Segment) -> None:
        self.cut(se.offset)

    def _open_level(self, hl: Segment) -> None:
        self.cut(hl.offset)
        self._parties.open_level(hl)

    def _open_claim(self, clm: Segment) -> None:
        self.cut(clm.offset)
        self._line_number = 0
        if clm.is_absent:
            return
        self._claims_in_set += 1
        self._context.claims += 1
        facility, causes = clm[5].split(self._component), clm[11].split(self._component)
        charge = in_units(clm[2])
        self._claim = ClaimFacts(clm, charge, facility, causes, self._parties.facts)
        self._check_numbers(clm)

    def _check_numbers(self, clm: Segment) -> None:
        findings, claim_id = self._context.findings, clm[1]
        if self._claims_in_set == self._most_claims + 1:
            findings.add(file_rules.TOO_MANY_CLAIMS, clm, most=self._most_claims)
        if len(claim_id) > self._longest_id:
            most, counted = self._longest_id, len(claim_id)
            findings.add(file_rules.CLAIM_ID_LONG, clm, _CLAIM_ID, counted=counted, most=most)
        if claim_id and claim_id in self._context.claim_ids:
            findings.add(file_rules.CLAIM_ID_REPEATED, clm, _CLAIM_ID)
        self._context.claim_ids.add(claim_id)

    def _reference(self, ref: Segment) -> None:
        if self._claim is not None:
            self._claim.references.add(ref[1])

    def _claim_date(self, dtp: Segment) -> None:
        if self._claim is not None:
            self._claim.dates.add(dtp[1])
            self._service_date(dtp)

    def _service_date(self, dtp: Segment) -> None:
        if self._claim is None or dtp[1] not in date_rules.SERVICE_DATES:
            return
        span = span_of(dtp[3])
        if span is None:
            return
        self._claim.widen(*span)
        if date_rules.is_later(span[1], self._context.made_on):
            loop = "2400" if self._line_number else "2300"
            self._context.findings.add(date_rules.SERVED_IN_FUTURE, dtp, At(loop, 3))

    def _diagnoses(self, hi: Segment) -> None:
        claim = self._claim
        if claim is None:
            return
        qualifiers = [element.partition(self._component)[0] for element in hi.elements]
        lists = [each for each in qualifiers if each in ICD_10 or each in ICD_9]
        if lists:
            claim.hi = claim.hi or hi
            claim.diagnoses += len(lists)
            claim.diagnosis_lists.update(lists)

    def _provider(self, nm1: Segment) -> None:
        if self._claim is not None and nm1[1] == "82":
            self._claim.rendering_npi = nm1[9] or None

    def _line(self, lx: Segment) -> None:
        self._line_number += 1
        number, expected = lx[1], self._line_number
        if number != str(expected) and number:
            self._context.findings.add(line_rules.LINE_NUMBER, lx, _LINE_NUMBER, expected=expected)

    def _service(self, line: Segment) -> None:
        claim = self._claim
        if claim is not None:
            claim.lines += 1
            charge = in_units(line[_CHARGE_AT[line.elements[0]]])
            claim.charges = _sum(claim.charges, charge)
            wrong = line_rules.wrong_pointer(line, claim, self._component)
            if wrong is not None:
                self._context.findings.add(line_rules.POINTER, line, wrong)

    def _indexed(self, claim: ClaimFacts, end: int) -> IndexedClaim:
        clm, parties = claim.clm, claim.parties
        return IndexedClaim(
            self._context.claims,
            self._set_control_number,
            clm[1],
            "0" if claim.charge is None else clm[2],
            parties.payer_id,
            parties.billing_npi,
            parties.billing_tax_id,
            claim.rendering_npi,
            iso(claim.service_from),
            iso(claim.service_to),
            claim.frequency_code,
            clm.number,
            clm.offset,
            end - clm.offset,
        )


def _sum(total: int | None, amount: int | None) -> int | None:
    return None if total is None or amount is None else total + amount
