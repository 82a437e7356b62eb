"""Entity tags: whoever has an answer already need not get it again (RFC 9110, 13.1.2)."""

from http import HTTPStatus

from chalice.app import Request, Response

from chalicelib.domain.identifiers import sha256_of


def unless_known(request: Request, response: Response) -> Response:
    """The answer to a GET with its tag; an empty 304 when the client named the same one, or any.
    One that points elsewhere has none: it is told in full each time (RFC 9110, 13.2.1)."""
    if request.method != "GET" or response.status_code != HTTPStatus.OK:
        return response
    body = response.body
    content = body if isinstance(body, bytes) else body.encode()
    tag = f'"{sha256_of(content)[:32]}"'
    response.headers["ETag"] = tag
    if {tag, "*"} & _named(str(request.headers.get("if-none-match", ""))):
        del response.headers["Content-Type"]
        return Response("", response.headers, 304)
    return response


def _named(header: str) -> set[str]:
    """Tags are compared weakly: a cache on the way may have marked one so."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
