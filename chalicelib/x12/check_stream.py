"""Checks X12 files of any kind and size while they stream by."""

from collections.abc import Callable, Iterable

from chalicelib.x12 import envelope_rules
from chalicelib.x12.batches import Batch, read_batches
from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.days import day_of
from chalicelib.x12.delimiters import Delimiters, UnreadableInterchange
from chalicelib.x12.envelope import Interchange
from chalicelib.x12.envelope_checks import check_envelope_segment
from chalicelib.x12.envelope_reader import EnvelopeReader
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.guide.index import table_name
from chalicelib.x12.guide.tables import guide_table
from chalicelib.x12.profile_rules import ProfileRules
from chalicelib.x12.rules.context import FileContext, Watcher
from chalicelib.x12.rules.segment_rules import SEGMENT_RULES
from chalicelib.x12.rules.watchers import by_place, watchers_for
from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import NamedTuple
from chalicelib.x12.walk.cursor import Cursor
from chalicelib.x12.walk.places import Places
from chalicelib.x12.walk.walker import Walker

_BHT = ("ST_LOOP", "BHT")
TakeClaim = Callable[[IndexedClaim], None]


class StreamResult(NamedTuple):
    """What a file is made of, and the delimiters of its first interchange."""

    interchanges: list[Interchange]
    delimiters: Delimiters | None


def check_stream(
    chunks: Iterable[bytes],
    findings: FindingCollector,
    take_claim: TakeClaim = lambda _: None,
    profile: ProfileRules | None = None,
) -> StreamResult:
    """Checks a file that comes in chunks of any size; never raises, whatever the chunks hold.

    Findings go to the collector and claims of an 837 to `take_claim`, each as soon as it ends.
    Neither the file nor its claims are kept. Sets of guides that are not known are passed over:
    it is for the caller to report them.
    """
    context = FileContext(findings, profile or ProfileRules(), take_claim)
    check = _StreamCheck(context)
    try:
        for batch in read_batches(chunks):
            if not check.take(batch):
                break
    except UnreadableInterchange as error:
        findings.add(envelope_rules.UNREADABLE[error.reason])
    return check.finish()


class _Route(NamedTuple):
    """How the transaction sets of one guide are walked."""

    walker: Walker
    watchers: list[Watcher]


class _StreamCheck:
    """Sees to the envelope itself and gives what is inside of a set to the walker of its guide."""

    def __init__(self, context: FileContext) -> None:
        self._context = context
        self._envelope = EnvelopeReader(context.findings)
        self._first_delimiters: Delimiters | None = None
        self._delimiters: Delimiters | None = None
        self._routes: dict[str, _Route] = {}
        self._route: _Route | None = None
        self._version = ""
        self._last: Segment | None = None
        self._number = 0

    def take(self, batch: Batch) -> bool:
        """One more batch; False when the file is cut off inside of it."""
        self._begin(batch)
        cursor = Cursor(batch, self._number)
        while (text := self._next(cursor)) is not None:
            segment = self._last = cursor.segment(text)
            if segment.terminated:
                self._step(segment, batch.delimiters)
            if not self._envelope.take(segment):
                return False
        self._number = cursor.number
        return True

    def finish(self) -> StreamResult:
        """The file ends."""
        if self._last is not None:
            self._leave_set(self._last.end)
            self._envelope.finish(self._last)
        return StreamResult(self._envelope.interchanges, self._first_delimiters)

    def _begin(self, batch: Batch) -> None:
        if self._first_delimiters is None:
            self._first_delimiters = batch.delimiters
            if batch.offset:
                self._context.findings.add(envelope_rules.LEADING_BYTES, count=batch.offset)
        if batch.delimiters != self._delimiters:
            self._leave_set(batch.offset)
            self._delimiters, self._routes = batch.delimiters, {}

    def _next(self, cursor: Cursor) -> str | None:
        """The next segment that belongs to no set that is walked."""
        if self._route is not None and cursor.terminated:
            return self._route.walker.walk(cursor)
        return cursor.next()

    def _step(self, segment: Segment, delimiters: Delimiters) -> None:
        match segment.id:
            case "ST":
                self._leave_set(segment.offset)
                self._enter_set(segment, delimiters)
            case "SE":
                if self._route is not None:
                    self._route.walker.finish(segment)
                    self._route = None
            case "ISA" | "GS" | "GE" | "IEA" | "TA1":
                self._leave_set(segment.offset)
                self._read_group(segment)
                check_envelope_segment(segment, delimiters, self._context.findings)

    def _read_group(self, segment: Segment) -> None:
        if segment.id == "GS":
            self._version = segment[8]
            self._context.made_on = day_of(segment[4])

    def _enter_set(self, st: Segment, delimiters: Delimiters) -> None:
        table = table_name(st[1], self._version)
        if table is None:
            return
        self._route = self._routes.get(table)
        if self._route is None:
            self._route = self._routes[table] = self._new_route(table, delimiters)
        self._route.walker.start(st)

    def _new_route(self, table: str, delimiters: Delimiters) -> _Route:
        guide = guide_table(table)
        watchers = watchers_for(table, guide, self._context, delimiters)
        watched = [{_BHT: self._envelope.take}, *(each.places() for each in watchers)]
        places = Places(delimiters, SEGMENT_RULES, by_place(watched))
        return _Route(Walker(guide, places, self._context.findings), watchers)

    def _leave_set(self, end: int) -> None:
        """The set that is open, if any, is cut here."""
        if self._route is not None:
            for watcher in self._route.watchers:
                watcher.cut(end)
            self._route = None
