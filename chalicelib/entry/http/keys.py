"""API keys: made, rotated and revoked; each is shown once."""

from datetime import timedelta

from chalicelib.domain.access.api_key import ApiKey
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.errors import EndedKeyError
from chalicelib.domain.identifiers import ApiKeyId, PracticeId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.key_models import KeyIn, KeyOut, KeysOut, NewKeyOut, RotationIn
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import NOT_FOUND, ROTATED_ALREADY
from chalicelib.entry.http.problems import FieldError, bad_request
from chalicelib.entry.http.route import PAGING, Route
from chalicelib.services.access.make_key import KeyWanted
from chalicelib.services.access.new_secret import NewSecret


def list_keys(call: Call) -> Answer:
    limit, cursor = limit_of(call), cursor_of(call)
    try:
        page = call.courier.show_keys.list(call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    return Answer(KeysOut(keys=tuple(map(KeyOut.of, page.items)), next_cursor=page.next_cursor))


def show_key(call: Call, key_id: str) -> Answer:
    return Answer(KeyOut.of(call.courier.show_keys(ApiKeyId(key_id), call.caller.reach)))


def make_key(call: Call) -> Answer:
    asked = body_of(call, KeyIn)
    practices = tuple(map(PracticeId, asked.practice_ids))
    wanted = KeyWanted(practices, asked.scopes, asked.mode, asked.label, asked.good_until)
    try:
        made = call.courier.make_key(wanted, call.caller)
    except EndedKeyError as error:
        ended = FieldError("/good_until", "should lie ahead")
        raise bad_request("The key would be good for nothing; see errors.", (ended,)) from error
    return _told_once(call, *made)


def rotate_key(call: Call, key_id: str) -> Answer:
    overlap = timedelta(hours=body_of(call, RotationIn).overlap_hours)
    return _told_once(call, *call.courier.rotate_key(ApiKeyId(key_id), overlap, call.caller))


def revoke_key(call: Call, key_id: str) -> Answer:
    return Answer(KeyOut.of(call.courier.revoke_key(ApiKeyId(key_id), call.caller.reach)))


def _told_once(call: Call, key: ApiKey, secret: NewSecret) -> Answer:
    location = call.address(f"/v1/keys/{key.key_id}")
    new = NewKeyOut(key=secret.key, record=KeyOut.of(key))
    return Answer(new, 201, {"Location": location})


ROUTES = (
    Route(
        "GET",
        "/v1/keys",
        list_keys,
        "The API keys that reach nothing beyond what you do, newest first.",
        KeysOut,
        Scope.KEYS_READ,
        query=PAGING,
    ),
    Route(
        "POST",
        "/v1/keys",
        make_key,
        "Makes a key. It is told in this answer and never again.",
        NewKeyOut,
        Scope.KEYS_WRITE,
        statuses=(201,),
        shows_secret=True,
        takes=KeyIn,
        problems=(NOT_FOUND,),
    ),
    Route(
        "GET",
        "/v1/keys/{key_id}",
        show_key,
        "One key, without the key itself.",
        KeyOut,
        Scope.KEYS_READ,
    ),
    Route(
        "POST",
        "/v1/keys/{key_id}/rotate",
        rotate_key,
        "Makes a successor that may do the same; the old key is good for the overlap.",
        NewKeyOut,
        Scope.KEYS_WRITE,
        statuses=(201,),
        shows_secret=True,
        takes=RotationIn,
        problems=(ROTATED_ALREADY,),
    ),
    Route(
        "POST",
        "/v1/keys/{key_id}/revoke",
        revoke_key,
        "From now on the key is good for nothing.",
        KeyOut,
        Scope.KEYS_WRITE,
    ),
)
