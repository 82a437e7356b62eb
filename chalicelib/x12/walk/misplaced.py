"""Segments without a place. Why they have none takes much to tell that sound files never need."""

from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.segments import Segment
from chalicelib.x12.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.x12.walk.causes import Causes
    from chalicelib.x12.walk.journey import Journey


class Misplaced:
    """Has their causes told, which are loaded with the first one."""

    def __init__(self, journey: "Journey", guide: LoopSpec, findings: FindingCollector) -> None:
        self._journey, self._guide, self._findings = journey, guide, findings
        self._causes: Causes | None = None

    def start(self) -> None:
        """A transaction set begins."""
        if self._causes is not None:
            self._causes.start()

    def report(self, segment: Segment) -> None:
        """Reports a segment that cannot stand here, and takes it where that helps to go on."""
        if self._causes is None:
            from chalicelib.x12.walk.causes import Causes

            self._causes = Causes(self._journey, self._guide, self._findings)
        self._causes.report(segment)
