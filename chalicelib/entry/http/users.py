"""People who may log in, and what they may do; somebody breaks the glass."""

from datetime import timedelta

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import PracticeId, UserId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import NOT_FOUND, USER_EXISTS
from chalicelib.entry.http.problems import Problem
from chalicelib.entry.http.route import PAGING, Route
from chalicelib.entry.http.user_models import EmergencyIn, UserChangeIn, UserIn, UserOut, UsersOut
from chalicelib.services.access.let_in import Change


def list_users(call: Call) -> Answer:
    limit, cursor = limit_of(call), cursor_of(call)
    try:
        page = call.courier.show_users.list(call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    users = tuple(map(UserOut.of, page.items))
    return Answer(UsersOut(users=users, next_cursor=page.next_cursor))


def show_user(call: Call, user_id: str) -> Answer:
    return Answer(UserOut.of(call.courier.show_users(UserId(user_id), call.caller.reach)))


def add_user(call: Call) -> Answer:
    asked = body_of(call, UserIn)
    practices = tuple(map(PracticeId, asked.practice_ids))
    try:
        user = call.courier.let_in(asked.subject, asked.name, asked.role, practices, call.caller)
    except ConflictError:
        raise Problem(USER_EXISTS) from None
    location = call.address(f"/v1/users/{user.user_id}")
    return Answer(UserOut.of(user), 201, {"Location": location})


def change_user(call: Call, user_id: str) -> Answer:
    asked = body_of(call, UserChangeIn)
    named = asked.practice_ids
    practices = None if named is None else tuple(map(PracticeId, named))
    change = Change(asked.role, practices, asked.disabled)
    return Answer(UserOut.of(call.courier.let_in.change(UserId(user_id), change, call.caller)))


def open_emergency(call: Call) -> Answer:
    asked = body_of(call, EmergencyIn)
    opened = call.courier.open_emergency(call.caller, timedelta(hours=asked.hours), asked.reason)
    return Answer(UserOut.of(opened), 201)


ROUTES = (
    Route(
        "GET",
        "/v1/users",
        list_users,
        "Who may log in and reaches nothing beyond what you do, newest first.",
        UsersOut,
        Scope.USERS_READ,
        query=PAGING,
    ),
    Route(
        "POST",
        "/v1/users",
        add_user,
        "Lets somebody in whom the identity provider knows.",
        UserOut,
        Scope.USERS_WRITE,
        statuses=(201,),
        takes=UserIn,
        problems=(NOT_FOUND, USER_EXISTS),
    ),
    Route(
        "GET",
        "/v1/users/{user_id}",
        show_user,
        "One user.",
        UserOut,
        Scope.USERS_READ,
    ),
    Route(
        "POST",
        "/v1/users/{user_id}/change",
        change_user,
        "Another role, other practices, or locked out; it holds from the next request on.",
        UserOut,
        Scope.USERS_WRITE,
        takes=UserChangeIn,
    ),
    Route(
        "POST",
        "/v1/emergencies",
        open_emergency,
        "Breaks the glass: for some hours you see and decide everything, and all are told.",
        UserOut,
        Scope.EMERGENCY_OPEN,
        statuses=(201,),
        takes=EmergencyIn,
        problems=(NOT_FOUND,),
    ),
)
