"""Limits and cursors as clients send them."""

import base64
import binascii

from chalicelib.entry.http.endpoint import Call
from chalicelib.entry.http.problems import bad_request

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200


def limit_of(call: Call) -> int:
    """Raises the bad-request problem for anything but a whole number from 1 to LARGEST_LIMIT."""
    text = call.query("limit") or str(DEFAULT_LIMIT)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LARGEST_LIMIT):
        raise bad_request(f"limit is a whole number from 1 to {LARGEST_LIMIT}.")
    return int(text)


def position_of_cursor(cursor: str | None) -> int:
    """The claim position behind which to go on; raises the bad-request problem."""
    if cursor is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii"))
    except (ValueError, binascii.Error) as error:
        raise unknown_cursor() from error


def cursor_of_position(position: str | None) -> str | None:
    return base64.urlsafe_b64encode(position.encode("ascii")).decode() if position else None


def unknown_cursor() -> Exception:
    return bad_request("The cursor is not one that this API gave. Start again without it.")
