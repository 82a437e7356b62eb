"""Limits and cursors as clients send them."""

import base64
import re

from chalicelib.entry.http.call import Call
from chalicelib.entry.http.problems import bad_request

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
LONGEST_CURSOR = 600
"""Ours are shorter; a longer one is nobody's."""


def limit_of(call: Call) -> int:
    """Raises the bad-request problem for anything but a whole number from 1 to LARGEST_LIMIT."""
    text = call.query("limit")
    if text is None:
        return DEFAULT_LIMIT
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= LARGEST_LIMIT:
        raise bad_request(f"limit is a whole number from 1 to {LARGEST_LIMIT}.")
    return int(text)


def cursor_of(call: Call) -> str | None:
    """Raises the bad-request problem for one that can't be ours."""
    cursor = call.query("cursor")
    if cursor is not None and not 1 <= len(cursor) <= LONGEST_CURSOR:
        raise unknown_cursor()
    return cursor


def position_of_cursor(cursor: str | None) -> int:
    """The claim position behind which to go on; raises the bad-request problem."""
    return int(text_of_cursor(cursor, "[1-9][0-9]{0,8}") or 0)


def text_of_cursor(cursor: str | None, pattern: str) -> str:
    """What `cursor_of_text` was given, "" without a cursor. Raises the bad-request problem for what
    is of another form."""
    if cursor is None:
        return ""
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except ValueError as error:
        raise unknown_cursor() from error
    if not re.fullmatch(pattern, text):
        raise unknown_cursor()
    return text


def cursor_of_text(text: str | None) -> str | None:
    return base64.urlsafe_b64encode(text.encode("ascii")).decode() if text else None


def unknown_cursor() -> Exception:
    return bad_request("The cursor is not one that this API gave. Start again without it.")
