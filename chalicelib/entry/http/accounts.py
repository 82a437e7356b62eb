"""GET /v1/accounts."""

from datetime import datetime

from chalice.app import Blueprint
from pydantic import BaseModel

from chalicelib.domain.identifiers import AccountId
from chalicelib.entry.http.endpoint import Answer, Call, endpoint
from chalicelib.services.show_account import AccountView


class AccountOut(BaseModel):
    """`last_problem` is null while visits succeed; `notices` are empty while all is well."""

    account_id: str
    practice_ids: tuple[str, ...]
    clearinghouse: str
    mode: str
    host: str
    port: int
    last_visit_at: datetime | None
    last_good_visit_at: datetime | None
    last_problem: str | None
    logins_left: int
    notices: tuple[str, ...]

    @classmethod
    def of(cls, view: AccountView) -> "AccountOut":
        account, health = view.account, view.health
        return cls(
            account_id=account.account_id,
            practice_ids=account.practice_ids,
            clearinghouse=account.clearinghouse,
            mode=account.mode,
            host=account.host,
            port=account.port,
            last_visit_at=health.last_visit_at,
            last_good_visit_at=health.last_good_visit_at,
            last_problem=health.last_problem,
            logins_left=health.logins_left,
            notices=view.notices,
        )


def blueprint() -> Blueprint:
    routes = Blueprint(__name__)
    endpoint(routes, "GET", "/v1/accounts/{account_id}")(show_account)
    return routes


def show_account(call: Call, account_id: str) -> Answer:
    view = call.courier.show_account(AccountId(account_id), call.caller.practices)
    return Answer(AccountOut.of(view))
