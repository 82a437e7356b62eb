"""GET /v1/practices."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import Practice
from chalicelib.domain.identifiers import PracticeId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.route import PAGING, Route, is_id
from chalicelib.entry.model import Model


class PracticeOut(Model):
    practice_id: str
    name: str
    tax_id: str
    npis: tuple[str, ...]

    @classmethod
    def of(cls, practice: Practice) -> "PracticeOut":
        return cls.model_validate(practice, from_attributes=True)


class PracticesOut(Model):
    practices: tuple[PracticeOut, ...]
    next_cursor: str | None = None


def list_practices(call: Call) -> Answer:
    limit, after = limit_of(call), cursor_of(call) or ""
    if after and not is_id(after):
        raise unknown_cursor()
    page = call.courier.show_practices.list(call.caller.reach, limit, after)
    shown = tuple(map(PracticeOut.of, page.items))
    return Answer(PracticesOut(practices=shown, next_cursor=page.next_cursor))


def show_practice(call: Call, practice_id: str) -> Answer:
    shown = call.courier.show_practices(PracticeId(practice_id), call.caller.reach)
    return Answer(PracticeOut.of(shown))


ROUTES = (
    Route(
        "GET",
        "/v1/practices",
        list_practices,
        "The practices that you may know of, by id.",
        PracticesOut,
        Scope.PRACTICES_READ,
        query=PAGING,
    ),
    Route(
        "GET",
        "/v1/practices/{practice_id}",
        show_practice,
        "One practice.",
        PracticeOut,
        Scope.PRACTICES_READ,
    ),
)
