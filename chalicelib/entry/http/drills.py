"""Restore drills: POST and GET /v1/accounts/{id}/drills."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, DrillId
from chalicelib.entry.http.call import Answer, Call, decider_of
from chalicelib.entry.http.drill_models import DrillOut, DrillsOut
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.route import PAGING, Route

_PATH = "/v1/accounts/{account_id}/drills"


def request_drill(call: Call, account_id: str) -> Answer:
    drill = call.courier.request_drill(AccountId(account_id), decider_of(call))
    location = call.address(f"/v1/accounts/{account_id}/drills/{drill.drill_id}")
    return Answer(DrillOut.of(drill), 202, {"Location": location, "Retry-After": "900"})


def list_drills(call: Call, account_id: str) -> Answer:
    limit, cursor = limit_of(call), cursor_of(call)
    show = call.courier.show_drills
    try:
        account, page = show(AccountId(account_id), call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    drills = tuple(DrillOut.of(drill) for drill in page.items)
    return Answer(DrillsOut(drills=drills, next_cursor=page.next_cursor), accounts=(account,))


def show_drill(call: Call, account_id: str, drill_id: str) -> Answer:
    show = call.courier.show_drills
    account, drill = show.one(AccountId(account_id), DrillId(drill_id), call.caller.reach)
    return Answer(DrillOut.of(drill), accounts=(account,))


ROUTES = (
    Route(
        "POST",
        _PATH,
        request_drill,
        "Has the whole archive of the account read back and compared; the schedule does it.",
        DrillOut,
        statuses=(202,),
        scope=Scope.REMITTANCES_WRITE,
    ),
    Route(
        "GET",
        _PATH,
        list_drills,
        "An account's drills, newest first.",
        DrillsOut,
        query=PAGING,
        scope=Scope.REMITTANCES_READ,
    ),
    Route(
        "GET",
        f"{_PATH}/{{drill_id}}",
        show_drill,
        "One drill, and what came of it.",
        DrillOut,
        scope=Scope.REMITTANCES_READ,
    ),
)
