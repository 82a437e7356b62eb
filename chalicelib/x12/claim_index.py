"""Finds every claim of an 837 and what it is tracked by, while segments stream by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.x12.claim_checks import ClaimChecks
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.guides import CLAIM_GUIDES
from chalicelib.x12.hierarchy import BILLING_PROVIDER, SUBSCRIBER, Hierarchy
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_amount, read_dates

_CLAIM_ENDS = ("ISA", "SE", "GE", "IEA")
_Handlers = dict[str, Callable[[Segment], None]]


@dataclass(frozen=True, slots=True)
class IndexedClaim:
    """One CLM of a file. `position` counts from 1; `length` is in bytes, up to the next loop.

    `payer_id` is 2010BB NM109, `billing_npi` 2010AA NM109, `billing_tax_id` 2010AA REF EI or SY,
    `rendering_npi` 2310B NM109. The service dates are the first and last of DTP 472 (lines, or
    claim in an 837D) or DTP 434 (837I). "" or None where the file has nothing.
    """

    position: int
    transaction_set_control_number: str
    patient_control_number: str
    charge: Decimal
    payer_id: str
    billing_npi: str
    billing_tax_id: str
    rendering_npi: str | None
    service_from: date | None
    service_to: date | None
    frequency_code: str
    segment_number: int
    offset: int
    length: int


@dataclass(slots=True)
class _OpenClaim:
    clm: Segment
    rendering_npi: str | None = None
    in_claim_loops: bool = True
    service_from: date | None = None
    service_to: date | None = None

    def widen(self, days: tuple[date, ...]) -> None:
        """The service dates hold these days too."""
        for day in days:
            self.service_from = min(day, self.service_from or day)
            self.service_to = max(day, self.service_to or day)


class ClaimIndexer:
    """Takes the segments of a file one by one; `claims` grows with every claim that ends.

    NM1, REF and SBR mean other things behind CLM (2310, 2320, 2330) than before it, and inside
    2320 and 2400 than in 2310: position tells the loop, not the name. Groups of other guides
    than claims are passed over.
    """

    def __init__(self, delimiters: Delimiters, findings: FindingCollector) -> None:
        self.claims: list[IndexedClaim] = []
        self._delimiters = delimiters
        self._findings = findings
        self._claim: _OpenClaim | None = None
        self._checks = ClaimChecks(findings)
        self._start_set("")
        self._when_claims: _Handlers = {
            **dict.fromkeys(_CLAIM_ENDS, self._end_claim),
            "GS": self._open_group,
            "ST": self._open_set,
            "HL": self._open_level,
            "CLM": self._open_claim,
            "NM1": self._read_name,
            "REF": self._read_reference,
            "DTP": self._read_date,
            "SBR": self._leave_claim_loops,
            "LX": self._leave_claim_loops,
        }
        self._when_not: _Handlers = {"GS": self._open_group}
        self._handlers = self._when_not

    def take(self, segment: Segment) -> None:
        """One more segment of the file."""
        handler = self._handlers.get(segment.elements[0])
        if handler is not None:
            handler(segment)

    def finish(self, end: int) -> None:
        """The file ends at byte `end`."""
        self._close_claim(end)

    def _start_set(self, control_number: str) -> None:
        self._set_control_number = control_number
        self._checks.start_set()
        self._hierarchy = Hierarchy(self._findings)
        self._level = self._entity = ""
        self._billing_npi = self._billing_tax_id = self._payer_id = ""

    def _open_group(self, gs: Segment) -> None:
        self._close_claim(gs.offset)
        self._handlers = self._when_claims if gs[8] in CLAIM_GUIDES else self._when_not

    def _open_set(self, st: Segment) -> None:
        self._close_claim(st.offset)
        self._start_set(st[2])

    def _open_level(self, hl: Segment) -> None:
        self._close_claim(hl.offset)
        self._hierarchy.enter(hl)
        self._level, self._entity = hl[3], ""
        if self._level == BILLING_PROVIDER:
            self._billing_npi = self._billing_tax_id = ""
        if self._level in (BILLING_PROVIDER, SUBSCRIBER):
            self._payer_id = ""

    def _open_claim(self, clm: Segment) -> None:
        self._close_claim(clm.offset)
        self._claim = _OpenClaim(clm)
        self._checks.check(clm, self._level, len(self.claims) + 1)

    def _end_claim(self, segment: Segment) -> None:
        self._close_claim(segment.offset)

    def _read_name(self, nm1: Segment) -> None:
        if self._claim is not None:
            if nm1[1] == "82" and self._claim.in_claim_loops:
                self._claim.rendering_npi = nm1[9] or None
            return
        self._entity = nm1[1]
        if self._level == BILLING_PROVIDER and self._entity == "85":
            self._billing_npi = nm1[9]
        elif self._level == SUBSCRIBER and self._entity == "PR":
            self._payer_id = nm1[9]

    def _read_reference(self, ref: Segment) -> None:
        in_billing_provider = self._level == BILLING_PROVIDER and self._entity == "85"
        if in_billing_provider and ref[1] in ("EI", "SY"):
            self._billing_tax_id = ref[2]

    def _read_date(self, dtp: Segment) -> None:
        if self._claim is not None and dtp[1] in ("472", "434"):
            self._claim.widen(read_dates(dtp[3]))

    def _leave_claim_loops(self, _: Segment) -> None:
        if self._claim is not None:
            self._claim.in_claim_loops = False

    def _close_claim(self, end: int) -> None:
        if self._claim is None:
            return
        claim, self._claim = self._claim, None
        clm = claim.clm
        self.claims.append(
            IndexedClaim(
                position=len(self.claims) + 1,
                transaction_set_control_number=self._set_control_number,
                patient_control_number=clm[1],
                charge=read_amount(clm[2]) or Decimal(),
                payer_id=self._payer_id,
                billing_npi=self._billing_npi,
                billing_tax_id=self._billing_tax_id,
                rendering_npi=claim.rendering_npi,
                service_from=claim.service_from,
                service_to=claim.service_to,
                frequency_code=self._frequency_code(clm),
                segment_number=clm.number,
                offset=clm.offset,
                length=end - clm.offset,
            )
        )

    def _frequency_code(self, clm: Segment) -> str:
        components = self._delimiters.components(clm[5])
        return components[2] if len(components) > 2 else ""
