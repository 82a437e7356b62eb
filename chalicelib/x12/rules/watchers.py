"""Which watchers a transaction set has, by its guide table. They are loaded with the first set."""

from collections.abc import Iterable, Mapping

from chalicelib.x12.delimiters import Delimiters
from chalicelib.x12.guide.specs import LoopSpec
from chalicelib.x12.rules.context import FileContext, Watcher
from chalicelib.x12.rules.hierarchy_watch import HierarchyWatch
from chalicelib.x12.segments import Segment
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.steps import Watch


def watchers_for(
    table: str, guide: LoopSpec, context: FileContext, delimiters: Delimiters
) -> list[Watcher]:
    """Fresh watchers for the transaction sets of one guide in one interchange."""
    watchers: list[Watcher] = [HierarchyWatch(context.findings, guide)]
    if table.startswith("837"):
        from chalicelib.x12.rules.claim_watch import ClaimWatch
        from chalicelib.x12.rules.made_on_watch import MadeOnWatch

        watchers += [MadeOnWatch(context), ClaimWatch(context, delimiters)]
    elif table == "835":
        from chalicelib.x12.rules.remittance_watch import RemittanceWatch

        watchers.append(RemittanceWatch(context.findings))
    return watchers


def by_place(watched: Iterable[Mapping[Place, Watch]]) -> dict[Place, Watch]:
    """Who is shown the segments of each place; several are shown them in their order."""
    found: dict[Place, list[Watch]] = {}
    for places in watched:
        for place, watch in places.items():
            found.setdefault(place, []).append(watch)
    return {place: _together(watches) for place, watches in found.items()}


def _together(watches: list[Watch]) -> Watch:
    if len(watches) == 1:
        return watches[0]

    def show_all(segment: Segment) -> None:
        for watch in watches:
            watch(segment)

    return show_all
