"""What a response leaves open, as work items."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from chalicelib.domain.fact import ClaimReference, Statement, TransactionSetReference
from chalicelib.domain.identifiers import work_item_id
from chalicelib.domain.response import Response, ResponseKind
from chalicelib.domain.worklist import WorkItem, WorkKind, WorkReason
from chalicelib.services.tie.tie_statements import UntiedStatement


def work_about(
    response: Response, kind: WorkKind, reason: WorkReason, position: int = 0
) -> WorkItem:
    """One place of a response, or the whole of it; `response` knows its kind already."""
    return WorkItem(
        item_id=work_item_id(response.account_id, response.source, kind, position),
        account_id=response.account_id,
        response_id=response.response_id,
        response_name=response.name,
        response_kind=response.kind or ResponseKind.UNKNOWN,
        source=response.source,
        kind=kind,
        reason=reason,
        position=position,
        first_seen_at=response.collected_at,
        detail=response.reason or "",
    )


def work_about_places(response: Response, places: Iterable[int]) -> Iterator[WorkItem]:
    """One item for each place that could not be read."""
    for place in places:
        yield work_about(response, WorkKind.UNREADABLE_PLACE, WorkReason.NOT_UNDERSTOOD, place)


def work_about_statements(
    response: Response, untied: Iterable[UntiedStatement]
) -> Iterator[WorkItem]:
    """One item for each statement, and a single one for all about the same foreign file in which
    nothing looks like ours."""
    foreign: dict[object, WorkItem] = {}
    for each in untied:
        item = _about_statement(response, each)
        if each.candidates or each.reason is not WorkReason.UNKNOWN_TRANSMISSION:
            yield item
            continue
        file = _file_of(each.statement)
        known = foreign.get(file)
        foreign[file] = item if known is None else replace(known, alike=known.alike + 1)
    yield from foreign.values()


def _about_statement(response: Response, untied: UntiedStatement) -> WorkItem:
    position = untied.statement.position
    item = work_about(response, WorkKind.UNTIED_STATEMENT, untied.reason, position)
    return replace(item, statement=untied.statement, candidates=untied.candidates)


def _file_of(statement: Statement) -> object:
    about = statement.about
    if isinstance(about, ClaimReference | TransactionSetReference):
        return about.transmission
    return about
