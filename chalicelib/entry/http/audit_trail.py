"""What is written down of a request: ids of ours and its outcome, never what was said."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from chalicelib.domain.access.audit import is_id_of_ours
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.entry.http.authentication import source_of
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.request_id import request_id_of
from chalicelib.entry.http.route import Route
from chalicelib.services.access.record_access import Deed

_MOST_SUBJECTS = 200
_ITEM_IDS = ("claim_id", "batch_id", "response_id", "remittance_id", "item_id", "statement_id")


def record(
    call: Call,
    route: Route,
    path_values: Mapping[str, str],
    answer: Answer | None,
    status: int | None,
) -> None:
    """Whatever goes wrong here goes wrong for the request: nobody reads or writes unrecorded."""
    parts = tuple(_parts(answer))
    nothing_new = route.is_followed and len(parts) == 1
    if nothing_new or not route.needs_key:
        return
    named = dict(_queried(call, route)) | dict(path_values)
    accounts = {named["account_id"]} if "account_id" in named else set(_values(parts, "account_id"))
    practices = {*_values(parts, "practice_id"), *_all_values(parts, "practice_ids")}
    if "practice_id" in named:
        practices.add(named["practice_id"])
    deed = Deed(
        request_id=request_id_of(call.request),
        caller=call.caller,
        did=f"{route.method} {route.path}",
        subjects=_subjects(named.values(), parts, status),
        practice_ids=frozenset(map(PracticeId, practices)),
        account_ids=frozenset(map(AccountId, accounts)),
        accounts=answer.accounts if answer else (),
        source=source_of(call.request),
        status=status,
    )
    call.courier.record_access(deed)


def _queried(call: Call, route: Route) -> Iterator[tuple[str, str]]:
    for query in route.query:
        value = call.query(query.name)
        if query.is_id and value:
            yield query.name, value


def _subjects(
    named: Iterable[str], parts: tuple[BaseModel, ...], status: int | None
) -> tuple[str, ...]:
    """What was named; or, where nothing was, what was found. Until it is known to be there, a name
    must look like one of ours."""
    is_there = status is not None and status < 400
    ids = [value for value in named if is_there or is_id_of_ours(value)]
    found = [value for name in _ITEM_IDS for value in _values(parts, name)] if not ids else []
    return tuple(dict.fromkeys([*ids, *found]))[:_MOST_SUBJECTS]


def _parts(answer: Answer | None) -> Iterator[BaseModel]:
    """The model that is answered, and the models that it lists."""
    if answer is None or not isinstance(answer.body, BaseModel):
        return
    yield answer.body
    for _, value in answer.body:
        if isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, BaseModel))


def _values(parts: tuple[BaseModel, ...], name: str) -> Iterator[str]:
    found = (getattr(part, name, None) for part in parts)
    return (value for value in found if isinstance(value, str))


def _all_values(parts: tuple[BaseModel, ...], name: str) -> Iterator[str]:
    for part in parts:
        values = getattr(part, name, None)
        if isinstance(values, tuple):
            yield from map(str, values)
