"""What the rules of one file share."""

from collections.abc import Callable, Mapping

from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.findings import FindingCollector
from chalicelib.x12.profile_rules import ProfileRules
from chalicelib.x12.typed import Protocol
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch


class FileContext:
    """One file while it is checked.

    `take_claim` receives every claim when it ends; `claims` counts them. `made_on` is the date
    that the current transaction set (BHT04), else its group (GS04), says it was made on,
    CCYYMMDD, "" where that cannot be read: the engine has no clock.
    """

    def __init__(
        self,
        findings: FindingCollector,
        profile: ProfileRules,
        take_claim: Callable[[IndexedClaim], None],
    ) -> None:
        self.findings, self.profile, self.take_claim = findings, profile, take_claim
        self.claims = 0
        self.claim_ids: set[str] = set()
        self.made_on = ""


class Watcher(Protocol):
    """Rules that need more than one segment."""

    def places(self) -> Mapping[Place, Watch]:
        """Which segments it wants to see, by loop id and segment id."""

    def cut(self, end: int) -> None:
        """The transaction set ends at byte `end` without SE, or the file does."""


WatcherMaker = Callable[[FileContext, Delimiters], Watcher]
