"""Reads 835 files (005010X221A1) into remittances."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.x12.claim_payment_835 import read_claim_payment
from chalicelib.x12.delimiters import (
    Delimiters,
    UnreadableInterchange,
    delimiters_at,
    read_delimiters,
)
from chalicelib.x12.loops import (
    ABSENT,
    Loop,
    complete_segments,
    find,
    find_value,
    split_before,
    split_components,
)
from chalicelib.x12.money_835 import read_money
from chalicelib.x12.remittance import (
    Adjustment,
    ClaimPayment,
    ProviderAdjustment,
    ProviderSummary,
    Remittance,
    ServicePayment,
)
from chalicelib.x12.segments import Segment
from chalicelib.x12.supplemental_835 import read_provider_summaries
from chalicelib.x12.values import read_date

__all__ = [
    "Adjustment",
    "ClaimPayment",
    "ProviderAdjustment",
    "Remittance",
    "ServicePayment",
    "read_remittances",
]

_LOOPS = frozenset({"ISA", "ST", "LX", "CLP", "PLB", "SE"})
_HEADER_LOOPS = frozenset({"ST", "N1"})


def read_remittances(data: bytes) -> tuple[Remittance, ...]:
    """The payments of an 835 file in file order; sets of other kinds are left out.

    Raises UnreadableInterchange, also when the file is cut short or an amount cannot be read:
    money is never guessed. An amount that is absent counts as zero.
    """
    return tuple(_remittances(data))


@dataclass(slots=True)
class _OpenSet:
    header: Loop
    delimiters: Delimiters
    summaries: list[ProviderSummary] = field(default_factory=list)
    claims: list[ClaimPayment] = field(default_factory=list)
    adjustments: list[ProviderAdjustment] = field(default_factory=list)

    def take(self, loop: Loop) -> None:
        component = self.delimiters.component.decode("latin-1")
        match loop[0].id:
            case "LX":
                self.summaries.extend(read_provider_summaries(loop))
            case "CLP":
                self.claims.append(read_claim_payment(loop, component, len(self.claims) + 1))
            case "PLB":
                self.adjustments.extend(_read_provider_adjustments(loop[0], component))


def _remittances(data: bytes) -> Iterator[Remittance]:
    delimiters, current = read_delimiters(data), None
    for loop in split_before(complete_segments(data), _LOOPS):
        head = loop[0]
        if head.id == "ISA":
            delimiters = _delimiters(data, head, delimiters)
        elif head.id == "ST":
            current = _OpenSet(loop, delimiters) if head[1] == "835" else None
        elif current is None:
            continue
        elif head.id == "SE":
            yield _close(current, head)
        else:
            current.take(loop)


def _delimiters(data: bytes, isa: Segment, current: Delimiters) -> Delimiters:
    """As the segments were read: those of this ISA, or those above it where it is garbled."""
    try:
        return delimiters_at(data, isa.offset)
    except UnreadableInterchange:
        return current


def _read_provider_adjustments(plb: Segment, component: str) -> Iterator[ProviderAdjustment]:
    for at in range(3, len(plb.elements), 2):
        if plb[at] or plb[at + 1]:
            reason, reference, *_ = split_components(plb[at], component)
            amount = read_money(plb[at + 1])
            yield ProviderAdjustment(plb[1], reason, reference or None, amount)


def _close(current: _OpenSet, se: Segment) -> Remittance:
    header, *parties = split_before(current.header, _HEADER_LOOPS)
    payer = next((loop for loop in parties if loop[0][1] == "PR"), [])
    payee = next((loop for loop in parties if loop[0][1] == "PE"), [])
    bpr, trn = find(header, "BPR") or ABSENT, find(header, "TRN") or ABSENT
    return Remittance(
        control_number=header[0][2],
        method=bpr[4],
        amount=read_money(bpr[2]),
        credit_debit=bpr[3],
        paid_on=read_date(bpr[16]),
        produced_on=read_date(find_value(header, "DTM", "405", 2) or ""),
        trace_number=trn[2],
        payer_originator_id=trn[3],
        payer_name=find_value(payer, "N1", "PR", 2) or "",
        payer_id=find_value(payer, "N1", "PR", 4) or find_value(payer, "REF", "2U", 2),
        payer_address=tuple(_address(payer)),
        payee_name=find_value(payee, "N1", "PE", 2) or "",
        payee_npi=_payee_id(payee, "XX"),
        payee_tax_id=_payee_id(payee, "FI") or find_value(payee, "REF", "TJ", 2),
        summaries=tuple(current.summaries),
        claims=tuple(current.claims),
        provider_adjustments=tuple(current.adjustments),
        start=header[0].offset,
        end=se.end,
        delimiters=current.delimiters,
    )


def _address(party: Loop) -> Iterator[str]:
    n3, n4 = find(party, "N3") or ABSENT, find(party, "N4") or ABSENT
    yield from (line for line in (n3[1], n3[2]) if line)
    place = " ".join(part for part in (n4[2], n4[3]) if part)
    if n4[1] or place:
        yield ", ".join(part for part in (n4[1], place) if part)


def _payee_id(payee: Loop, qualifier: str) -> str | None:
    """N104 of loop 1000B when N103 says that it is an id of this kind."""
    if find_value(payee, "N1", "PE", 3) != qualifier:
        return None
    return find_value(payee, "N1", "PE", 4)
