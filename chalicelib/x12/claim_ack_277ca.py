"""Reads 277CA claim acknowledgments (005010X214)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.x12.amounts import read_number
from chalicelib.x12.loops import (
    ABSENT,
    Loop,
    complete_segments,
    find,
    find_value,
    split_before,
    split_components,
)
from chalicelib.x12.segments import Segment
from chalicelib.x12.values import read_amount, read_date, read_dates

_LOOPS = frozenset({"ISA", "ST", "HL", "TRN", "SE"})
_LINE_LOOPS = frozenset({"TRN", "SVC"})
_SOURCE, _RECEIVER, _PROVIDER = "20", "21", "19"


@dataclass(frozen=True, slots=True)
class StatusCode:
    """One composite of STC01, STC10 or STC11: category (list 507), status (508), entity."""

    category: str
    code: str
    entity: str


@dataclass(frozen=True, slots=True)
class Status:
    """One STC. `action` is STC03: WQ accepted, U rejected. `text` (STC12) may hold anything."""

    category: str
    code: str
    entity: str
    further: tuple[StatusCode, ...]
    date: date | None
    action: str
    amount: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """Loop 2200B: `trace` is BHT03 of our 837. Without claims below, it holds for all of them."""

    trace: str
    statuses: tuple[Status, ...]
    accepted: int | None
    rejected: int | None


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """Loop 2200C: `provider_id` is NM109 of the billing provider, mostly the NPI."""

    batch_trace: str
    provider_id: str
    statuses: tuple[Status, ...]
    accepted: int | None
    rejected: int | None


@dataclass(frozen=True, slots=True)
class LineStatus:
    """Loop 2220D: `line_reference` is REF FJ, our REF 6R of loop 2400."""

    line_reference: str | None
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """Loop 2200D: `patient_control_number` is TRN02, our CLM01. `position` counts from 1 in the
    file; `segment_number` is that of TRN, from 1 = ISA.
    """

    position: int
    segment_number: int
    batch_trace: str
    provider_id: str
    patient_control_number: str
    statuses: tuple[Status, ...]
    payer_claim_control_number: str | None
    clearinghouse_trace: str | None
    service_from: date | None
    service_to: date | None
    lines: tuple[LineStatus, ...]


@dataclass(frozen=True, slots=True)
class ClaimAcknowledgment:
    """One 277CA transaction set. `source_entity` is NM101 of loop 2100A: PR payer, AY
    clearinghouse; `source_id` its NM109. `reference` is BHT03 of the answer itself.
    """

    control_number: str
    reference: str
    source_entity: str
    source_id: str
    batches: tuple[BatchStatus, ...]
    providers: tuple[ProviderStatus, ...]
    claims: tuple[ClaimStatus, ...]


def read_claim_acknowledgments(data: bytes) -> tuple[ClaimAcknowledgment, ...]:
    """The 277CA transaction sets of a file; sets of other kinds are left out.

    Levels are told by HL03 and their order. Raises UnreadableInterchange, also when the file is
    cut short.
    """
    component, position = "", 0
    sets: list[ClaimAcknowledgment] = []
    reader: _SetReader | None = None
    for loop in split_before(complete_segments(data), _LOOPS):
        head = loop[0]
        if head.id == "ISA":
            component = head[16]
        elif head.id == "ST":
            reader = _SetReader(loop, component, position) if head[1] == "277" else None
        elif reader is not None and head.id == "SE":
            sets.append(reader.result())
            position += len(sets[-1].claims)
        elif reader is not None:
            reader.take(loop)
    return tuple(sets)


class _SetReader:
    """Remembers, while loops stream by, what each claim stands under."""

    def __init__(self, header: Loop, component: str, claims_before: int) -> None:
        self._control_number = header[0][2]
        self._reference = (find(header, "BHT") or ABSENT)[3]
        self._component = component
        self._claims_before = claims_before
        self._level = ""
        self._source_entity = self._source_id = self._batch_trace = self._provider_id = ""
        self._batches: list[BatchStatus] = []
        self._providers: list[ProviderStatus] = []
        self._claims: list[ClaimStatus] = []

    def take(self, loop: Loop) -> None:
        """One HL or TRN with what follows it. An STC without TRN is kept, without a trace."""
        if loop[0].id == "HL":
            self._enter(loop)
        if loop[0].id == "TRN" or find(loop, "STC") is not None:
            self._read_trace(loop)

    def result(self) -> ClaimAcknowledgment:
        """The whole set."""
        names = (self._control_number, self._reference, self._source_entity, self._source_id)
        parts = (tuple(self._batches), tuple(self._providers), tuple(self._claims))
        return ClaimAcknowledgment(*names, *parts)

    def _enter(self, loop: Loop) -> None:
        self._level, name = loop[0][3], find(loop, "NM1") or ABSENT
        if self._level == _SOURCE:
            self._source_entity, self._source_id = name[1], name[9]
        elif self._level == _RECEIVER:
            self._batch_trace = self._provider_id = ""
        elif self._level == _PROVIDER:
            self._provider_id = name[9]

    def _read_trace(self, loop: Loop) -> None:
        trace = loop[0][2] if loop[0].id == "TRN" else ""
        if self._level == _RECEIVER:
            self._batch_trace = trace
            counts = (_quantity(loop, "90"), _quantity(loop, "AA"))
            self._batches.append(BatchStatus(trace, self._statuses(loop), *counts))
        elif self._level == _PROVIDER:
            counts = (_quantity(loop, "QA"), _quantity(loop, "QC"))
            place = (self._batch_trace, self._provider_id)
            self._providers.append(ProviderStatus(*place, self._statuses(loop), *counts))
        elif self._level != _SOURCE:
            self._claims.append(self._read_claim(trace, loop))

    def _read_claim(self, trace: str, loop: Loop) -> ClaimStatus:
        claim, *lines = split_before(loop, _LINE_LOOPS)
        days = read_dates(find_value(claim, "DTP", "472", 3) or "")
        return ClaimStatus(
            position=self._claims_before + len(self._claims) + 1,
            segment_number=loop[0].number,
            batch_trace=self._batch_trace,
            provider_id=self._provider_id,
            patient_control_number=trace,
            statuses=self._statuses(claim),
            payer_claim_control_number=find_value(claim, "REF", "1K", 2),
            clearinghouse_trace=find_value(claim, "REF", "D9", 2),
            service_from=min(days, default=None),
            service_to=max(days, default=None),
            lines=tuple(
                LineStatus(find_value(line, "REF", "FJ", 2), self._statuses(line)) for line in lines
            ),
        )

    def _statuses(self, loop: Loop) -> tuple[Status, ...]:
        return tuple(_read_status(stc, self._component) for stc in loop if stc.id == "STC")


def _read_status(stc: Segment, component: str) -> Status:
    first = _read_code(stc[1], component)
    further = tuple(_read_code(stc[at], component) for at in (10, 11) if stc[at])
    values = (read_date(stc[2]), stc[3], read_amount(stc[4]), stc[12])
    return Status(first.category, first.code, first.entity, further, *values)


def _read_code(composite: str, component: str) -> StatusCode:
    category, code, entity, *_ = split_components(composite, component)
    return StatusCode(category, code, entity)


def _quantity(loop: Loop, qualifier: str) -> int | None:
    return read_number(find_value(loop, "QTY", qualifier, 2) or "")
