"""Accounts: how their connections are doing, and what people decide about them."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.entry.http.account_models import (
    AccountOut,
    AccountsOut,
    CatchUpOut,
    HostKeyIn,
    ListedAccountOut,
    ResumeIn,
)
from chalicelib.entry.http.call import Answer, Call, decider_of
from chalicelib.entry.http.diagnosis_models import DiagnosisOut
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.paging import (
    cursor_of,
    cursor_of_text,
    limit_of,
    text_of_cursor,
    unknown_cursor,
)
from chalicelib.entry.http.problem_types import OTHER_HOST_KEY
from chalicelib.entry.http.route import PAGING, Route, named_id
from chalicelib.observability import log


def list_accounts(call: Call) -> Answer:
    limit, after = limit_of(call), text_of_cursor(cursor_of(call), "[A-Za-z0-9_.-]{1,100}")
    page = call.courier.list_accounts(call.caller.reach, limit, after)
    accounts = tuple(ListedAccountOut.of(each) for each in page.items)
    body = AccountsOut(accounts=accounts, next_cursor=cursor_of_text(page.next_cursor))
    return Answer(body, accounts=tuple(each.account for each in page.items))


def show_account(call: Call, account_id: str) -> Answer:
    view = call.courier.show_account(AccountId(account_id), call.caller.reach)
    return Answer(AccountOut.of(view), accounts=(view.account,))


def show_catch_up(call: Call, account_id: str) -> Answer:
    account, limit, cursor = AccountId(account_id), limit_of(call), cursor_of(call)
    try:
        view = call.courier.show_catch_up(account, call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    return Answer(CatchUpOut.of(view), accounts=(view.account,))


def resume_account(call: Call, account_id: str) -> Answer:
    asked = body_of(call, ResumeIn)
    call.courier.resume_account(AccountId(account_id), decider_of(call), asked.reason)
    return show_account(call, account_id)


def pin_host_key(call: Call, account_id: str) -> Answer:
    asked = body_of(call, HostKeyIn)
    call.courier.pin_host_key(
        AccountId(account_id), asked.fingerprint, decider_of(call), asked.reason
    )
    return show_account(call, account_id)


def diagnose(call: Call, account_id: str) -> Answer:
    batch_id = call.query("batch_id")
    asked = BatchId(batch_id) if batch_id else None
    diagnosis = call.courier.diagnose_account(AccountId(account_id), call.caller.reach, asked)
    log("account diagnosed", account_id=account_id, outcome=diagnosis.verdict)
    return Answer(DiagnosisOut.of(diagnosis))


ROUTES = (
    Route(
        "GET",
        "/v1/accounts",
        list_accounts,
        "The accounts whose practices are all within reach, by id, and how they are connected.",
        AccountsOut,
        Scope.ACCOUNTS_READ,
        query=PAGING,
    ),
    Route(
        "GET",
        "/v1/accounts/{account_id}",
        show_account,
        "How the connection of an account is doing.",
        AccountOut,
        Scope.ACCOUNTS_READ,
    ),
    Route(
        "GET",
        "/v1/accounts/{account_id}/catch_up",
        show_catch_up,
        "The outage, what it still holds, and what earlier ones held.",
        CatchUpOut,
        Scope.ACCOUNTS_READ,
        query=PAGING,
    ),
    Route(
        "POST",
        "/v1/accounts/{account_id}/resume",
        resume_account,
        "One more login where they have stopped, and no more waiting after network failures.",
        AccountOut,
        Scope.ACCOUNTS_ACT,
        takes=ResumeIn,
    ),
    Route(
        "POST",
        "/v1/accounts/{account_id}/host_key",
        pin_host_key,
        "Pins the host key that the server showed last, if this is its fingerprint.",
        AccountOut,
        Scope.ACCOUNTS_ACT,
        takes=HostKeyIn,
        problems=(OTHER_HOST_KEY,),
    ),
    Route(
        "POST",
        "/v1/accounts/{account_id}/diagnosis",
        diagnose,
        "Why is it stuck? Evidence, a verdict, and what to do. Takes up to half a minute.",
        DiagnosisOut,
        Scope.ACCOUNTS_DIAGNOSE,
        query=(named_id("batch_id", "Ask about this batch only.", required=False),),
    ),
)
