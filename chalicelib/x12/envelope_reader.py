"""Reads the outer structure while segments stream by, and finds what is wrong with it."""

from collections.abc import Callable, Iterable, Iterator

from chalicelib.x12 import envelope_rules as rules
from chalicelib.x12.amounts import read_number
from chalicelib.x12.envelope import FunctionalGroup, Interchange, TransactionSet
from chalicelib.x12.findings import Finding, FindingCollector, Rule
from chalicelib.x12.segments import Segment, read_segments

_BEFORE_GROUPS = frozenset({"TA1", "ISB", "ISE"})


def check_envelope(data: bytes) -> tuple[Finding, ...]:
    """Envelope findings of any X12 file: trailers, counts, control numbers, what is outside.

    Raises UnreadableInterchange when there is no readable ISA.
    """
    findings = FindingCollector()
    for _ in EnvelopeReader(findings).read(read_segments(data)):
        pass
    return findings.kept()


class EnvelopeReader:
    """Passes segments through and builds `interchanges` from ISA, GS, ST, BHT, SE, GE and IEA.

    Whatever is missing is reported once and closed where the next header stands, so that the
    structure is complete after any input.
    """

    def __init__(self, findings: FindingCollector) -> None:
        self.interchanges: list[Interchange] = []
        self._findings = findings
        self._isa: Segment | None = None
        self._gs: Segment | None = None
        self._st: Segment | None = None
        self._batch_reference = ""
        self._groups: list[FunctionalGroup] = []
        self._sets: list[TransactionSet] = []
        self._used_numbers: dict[str, set[str]] = {"ISA": set(), "GS": set(), "ST": set()}
        self._stray_reported = False
        self._handlers: dict[str, Callable[[Segment], None]] = {
            "ISA": self._open_interchange,
            "GS": self._open_group,
            "ST": self._open_set,
            "BHT": self._read_batch_reference,
            "SE": self._close_set,
            "GE": self._close_group,
            "IEA": self._close_interchange,
        }

    def read(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """The same segments, but for one that the end of the data cuts off."""
        last = None
        for segment in segments:
            last = segment
            if not self.take(segment):
                break
            yield segment
        if last is not None:
            self.finish(last)

    def take(self, segment: Segment) -> bool:
        """One more segment; False for one that the end of the data cuts off.

        Segments of a transaction set that are neither ST, BHT nor SE may be left out.
        """
        segment_id = segment.elements[0]
        if not segment.terminated and segment_id != "IEA":
            self._report_fragment(segment)
            return False
        handler = self._handlers.get(segment_id)
        if handler is not None:
            handler(segment)
        elif self._st is None:
            self._report_stray(segment)
        return True

    def finish(self, last: Segment) -> None:
        """`last` was the last segment of the file."""
        self._cut_interchange(Segment(last.number + 1, last.end, last.end, [""]))

    def _open_interchange(self, isa: Segment) -> None:
        self._cut_interchange(isa)
        self._isa, self._groups, self._stray_reported = isa, [], False
        self._used_numbers["GS"].clear()
        self._report_repeated(rules.INTERCHANGE_NUMBER_REPEATED, isa, isa[13])

    def _open_group(self, gs: Segment) -> None:
        if self._isa is None:
            self._report_stray(gs)
        self._cut_group(gs)
        self._gs, self._sets, self._stray_reported = gs, [], False
        self._used_numbers["ST"].clear()
        self._report_repeated(rules.GROUP_NUMBER_REPEATED, gs, gs[6])

    def _open_set(self, st: Segment) -> None:
        self._cut_set(st)
        if self._gs is None:
            self._findings.add(rules.GROUP_HEADER_MISSING, st)
        self._st, self._batch_reference, self._stray_reported = st, "", False
        self._report_repeated(rules.SET_NUMBER_REPEATED, st, st[2])

    def _read_batch_reference(self, bht: Segment) -> None:
        if self._st is None:
            self._report_stray(bht)
        self._batch_reference = bht[3]

    def _close_set(self, se: Segment) -> None:
        if self._st is None:
            return self._report_stray(se)
        counted = se.number - self._st.number + 1
        self._report_count(rules.SEGMENT_COUNT, se, counted)
        if se[2] != self._st[2]:
            self._findings.add(rules.SET_NUMBERS_DIFFER, se)
        return self._keep_set(self._st, counted, se.end)

    def _close_group(self, ge: Segment) -> None:
        self._cut_set(ge)
        if self._gs is None:
            return self._report_stray(ge)
        self._report_count(rules.SET_COUNT, ge, len(self._sets))
        if not _same_number(ge[2], self._gs[6]):
            self._findings.add(rules.GROUP_NUMBERS_DIFFER, ge)
        return self._keep_group(self._gs, read_number(ge[1]))

    def _close_interchange(self, iea: Segment) -> None:
        self._cut_group(iea)
        if self._isa is None:
            return self._report_stray(iea)
        self._report_count(rules.GROUP_COUNT, iea, len(self._groups))
        if not _same_number(iea[2], self._isa[13]):
            self._findings.add(rules.INTERCHANGE_NUMBERS_DIFFER, iea)
        return self._keep_interchange(self._isa)

    def _cut_set(self, at: Segment) -> None:
        if self._st is not None:
            self._findings.add(rules.SET_TRAILER_MISSING, self._st)
            self._keep_set(self._st, at.number - self._st.number, at.offset)

    def _cut_group(self, at: Segment) -> None:
        self._cut_set(at)
        if self._gs is not None:
            self._findings.add(rules.GROUP_TRAILER_MISSING, self._gs)
            self._keep_group(self._gs, None)

    def _cut_interchange(self, at: Segment) -> None:
        self._cut_group(at)
        if self._isa is not None:
            self._findings.add(rules.INTERCHANGE_TRAILER_MISSING, self._isa)
            self._keep_interchange(self._isa)

    def _keep_set(self, st: Segment, count: int, end: int) -> None:
        reference = self._batch_reference
        places = (st.number, count, st.offset, end)
        self._sets.append(TransactionSet(st[2], st[1], st[3], reference, *places))
        self._st = None

    def _keep_group(self, gs: Segment, stated_count: int | None) -> None:
        names = (gs[1], gs[2].strip(), gs[3].strip(), gs[6], gs[8])
        group = FunctionalGroup(*names, gs.number, gs.offset, tuple(self._sets), stated_count)
        self._groups.append(group)
        self._gs = None

    def _keep_interchange(self, isa: Segment) -> None:
        parties = (isa[5], isa[6].strip(), isa[7], isa[8].strip())
        names = (*parties, isa[9], isa[10], isa[13], isa[15], isa[12])
        interchange = Interchange(*names, isa.number, isa.offset, tuple(self._groups))
        self.interchanges.append(interchange)
        self._isa = None

    def _report_fragment(self, segment: Segment) -> None:
        if self._isa is None:
            self._report_stray(segment)
        else:
            self._findings.add(rules.ENDS_INSIDE_SEGMENT, segment)

    def _report_stray(self, segment: Segment) -> None:
        before_groups = self._isa is not None and self._gs is None and not self._groups
        if self._stray_reported or (before_groups and segment.id in _BEFORE_GROUPS):
            return
        self._stray_reported = True
        rule = rules.OUT_OF_PLACE if self._isa is not None else rules.DATA_AFTER_IEA
        self._findings.add(rule, segment)

    def _report_count(self, rule: Rule, trailer: Segment, counted: int) -> None:
        stated = read_number(trailer[1])
        if stated != counted:
            shown = "no readable number of" if stated is None else stated
            self._findings.add(rule, trailer, stated=shown, counted=counted)

    def _report_repeated(self, rule: Rule, header: Segment, number: str) -> None:
        used = self._used_numbers[header.id]
        if number in used:
            self._findings.add(rule, header)
        used.add(number)


def _same_number(one: str, other: str) -> bool:
    """Numeric control numbers may differ in leading zeros."""
    number = read_number(one)
    return one == other or (number is not None and number == read_number(other))
