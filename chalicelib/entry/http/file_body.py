"""A file as the body of a request."""

from chalicelib.entry.http.call import Call
from chalicelib.entry.http.content_types import JSON
from chalicelib.entry.http.problem_types import UNSUPPORTED_MEDIA_TYPE
from chalicelib.entry.http.problems import Problem, too_large

LARGEST_BODY = 4_500_000
"""Lambda takes 6 MB a call, and a binary body travels as base64 (AWS Lambda quotas)."""
ADVISED_BODY = 1_000_000
"""Some 2,000 claims: API Gateway answers for us after 29 seconds, whatever is done by then."""

_REPLACED = "\N{REPLACEMENT CHARACTER}".encode()
_NOT_AS_TEXT = (
    "The file holds bytes that are no UTF-8, and they were lost on the way, because no content "
    "type was named that keeps them. Send it again as application/edi-x12."
)


def file_in(call: Call) -> bytes:
    """The body byte for byte. Raises the problem of one that is too large or came damaged."""
    raw = call.request.raw_body
    content = raw if isinstance(raw, bytes) else raw.encode()
    if len(content) > LARGEST_BODY:
        raise too_large(LARGEST_BODY)
    if _is_text(call) and _REPLACED in content:
        raise Problem(UNSUPPORTED_MEDIA_TYPE, _NOT_AS_TEXT)
    return content


def _is_text(call: Call) -> bool:
    """What comes as JSON, or as nothing named, has been read as UTF-8 on its way here."""
    named = str(call.request.headers.get("content-type", JSON))
    return named.partition(";")[0].strip().lower() == JSON
