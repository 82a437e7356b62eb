"""Entity tags: whoever has an answer already need not get it again (RFC 9110, 13.1.2)."""

from chalice.app import Request, Response

from chalicelib.domain.identifiers import sha256_of


def unless_known(request: Request, response: Response) -> Response:
    """The answer to a GET with its tag; an empty 304 when the client named the same one."""
    if request.method != "GET":
        return response
    body = response.body
    content = body if isinstance(body, bytes) else body.encode()
    tag = f'"{sha256_of(content)[:32]}"'
    response.headers["ETag"] = tag
    if tag in _named(str(request.headers.get("if-none-match", ""))):
        del response.headers["Content-Type"]
        return Response("", response.headers, 304)
    return response


def _named(header: str) -> list[str]:
    """Tags are compared weakly: a cache on the way may have marked one so."""
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
