"""GET /v1/accounts/{id}/era_completeness as JSON, CSV and a page; explanations of gaps."""

from datetime import date

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId
from chalicelib.entry.http.call import Answer, Call, decider_of
from chalicelib.entry.http.completeness_models import CompletenessOut, ExplanationIn, GapOut
from chalicelib.entry.http.documentation import HTML, PAGE_HEADERS
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.route import Query, Route
from chalicelib.services.completeness.show_completeness import CompletenessView

CSV = "text/csv"
_PATH = "/v1/accounts/{account_id}/era_completeness"
_DAY = {"type": "string", "format": "date"}
_RANGE = (
    Query("from", "The first month: that of this day. All months if left out.", _DAY),
    Query("to", "The last month: that of this day.", _DAY),
)


def show_completeness(call: Call, account_id: str) -> Answer:
    view = _view(call, account_id)
    return Answer(CompletenessOut.of(view), accounts=(view.account,))


def completeness_as_table(call: Call, account_id: str) -> Answer:
    from chalicelib.entry.http.completeness_page import completeness_table

    view, headers = _view(call, account_id), {"Content-Type": f"{CSV}; charset=utf-8"}
    return Answer(completeness_table(view), headers=headers, accounts=(view.account,))


def completeness_as_page(call: Call, account_id: str) -> Answer:
    from chalicelib.entry.http.completeness_page import completeness_page

    view = _view(call, account_id)
    return Answer(completeness_page(view), headers=PAGE_HEADERS, accounts=(view.account,))


def explain_gap(call: Call, account_id: str) -> Answer:
    asked = body_of(call, ExplanationIn)
    gap = call.courier.explain_gap(
        AccountId(account_id), asked.gap_id, decider_of(call), asked.reason
    )
    return Answer(GapOut.of(gap))


def _view(call: Call, account_id: str) -> CompletenessView:
    days = _day(call, "from"), _day(call, "to")
    return call.courier.show_completeness(AccountId(account_id), call.caller.reach, *days)


def _day(call: Call, name: str) -> date | None:
    text = call.query(name)
    if text is None:
        return None
    try:
        if len(text) != len("2026-03-01"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise bad_request(f"{name} is a day such as 2026-03-01.") from None


ROUTES = (
    Route(
        "GET",
        _PATH,
        show_completeness,
        "Per payer and month: files, payments, totals, and where an 835 is missing.",
        CompletenessOut,
        query=_RANGE,
        scope=Scope.REMITTANCES_READ,
    ),
    Route(
        "GET",
        f"{_PATH}/table",
        completeness_as_table,
        "The same as CSV.",
        None,
        gives_type=CSV,
        query=_RANGE,
        scope=Scope.REMITTANCES_READ,
    ),
    Route(
        "GET",
        f"{_PATH}/page",
        completeness_as_page,
        "The same as a page to read.",
        None,
        gives_type=HTML,
        query=_RANGE,
        scope=Scope.REMITTANCES_READ,
    ),
    Route(
        "POST",
        f"{_PATH}/explanations",
        explain_gap,
        "A person's word on why no 835 came; the gap then blocks no closing.",
        GapOut,
        takes=ExplanationIn,
        scope=Scope.REMITTANCES_WRITE,
    ),
)
