"""Conservation statements: POST /v1/accounts/{id}/statements, GET /v1/statements and below."""

import re

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, StatementId, statement_id
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.route import ACCOUNT_ID, PAGING, Route
from chalicelib.entry.http.statement_models import (
    ConservationStatementOut,
    RequestedStatementOut,
    StatementsOut,
    StatementSummaryOut,
)


def request_statement(call: Call, account_id: str) -> Answer:
    head = call.courier.request_statement(AccountId(account_id), call.caller.reach)
    coming = statement_id(head.account_id, head.number + 1)
    location = call.address(f"/v1/statements/{coming}")
    requested = RequestedStatementOut(
        statement_id=coming, account_id=head.account_id, due_at=head.due_at
    )
    return Answer(requested, 202, {"Location": location, "Retry-After": "300"})


def list_statements(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    show = call.courier.show_statements
    try:
        account, page = show.list(account_id, call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    statements = tuple(StatementSummaryOut.of(summary) for summary in page.items)
    body = StatementsOut(statements=statements, next_cursor=page.next_cursor)
    return Answer(body, accounts=(account,))


def show_statement(call: Call, named: str) -> Answer:
    view = call.courier.show_statements(StatementId(named), call.caller.reach)
    return Answer(ConservationStatementOut.of_view(view), accounts=(view.account,))


def statement_content(call: Call, named: str) -> Answer:
    show = call.courier.show_statements
    return Answer(show.content(StatementId(named), call.caller.reach).decode("ascii"))


def statement_page(call: Call, named: str, book: str, number: str) -> Answer:
    if not re.fullmatch("[0-9]{1,9}", number):
        raise NotFoundError("page", f"{book}-{number} of {named}")
    show = call.courier.show_statements
    page = show.page(StatementId(named), call.caller.reach, book, int(number))
    return Answer(page.decode("ascii"))


ROUTES = (
    Route(
        "POST",
        "/v1/accounts/{account_id}/statements",
        request_statement,
        "Asks for a conservation statement; it lies at Location within about five minutes.",
        RequestedStatementOut,
        Scope.STATEMENTS_WRITE,
        statuses=(202,),
    ),
    Route(
        "GET",
        "/v1/statements",
        list_statements,
        "An account's statements, newest first.",
        StatementsOut,
        Scope.STATEMENTS_READ,
        query=(ACCOUNT_ID, *PAGING),
    ),
    Route(
        "GET",
        "/v1/statements/{named}",
        show_statement,
        "One statement: both sides of each book, what does not balance, its pages.",
        ConservationStatementOut,
        Scope.STATEMENTS_READ,
    ),
    Route(
        "GET",
        "/v1/statements/{named}/content",
        statement_content,
        "The statement byte for byte as archived.",
        None,
        Scope.STATEMENTS_READ,
    ),
    Route(
        "GET",
        "/v1/statements/{named}/pages/{book}/{number}",
        statement_page,
        "One page of a statement with its lines, byte for byte.",
        None,
        Scope.STATEMENTS_READ,
    ),
)
