"""Unpack a ZIP: each member becomes a response of its own, kept before it is looked at."""

from dataclasses import dataclass

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.domain.identifiers import response_id, sha256_of
from chalicelib.domain.ports import Archive, Responses
from chalicelib.domain.response import Response
from chalicelib.interpret.zip_archive import members


@dataclass(frozen=True, slots=True)
class UnpackResponse:
    archive: Archive
    responses: Responses

    def __call__(self, response: Response, content: bytes) -> tuple[Response, ...]:
        """The stored members. Raises UnreadableResponseError for what can't be unpacked safely."""
        if response.parent_id is not None:
            raise UnreadableResponseError("A ZIP inside a ZIP is kept, but not opened.")
        return tuple(
            self._keep(response, member.name, member.content) for member in members(content)
        )

    def _keep(self, parent: Response, name: str, content: bytes) -> Response:
        sha256 = sha256_of(content)
        member = Response(
            response_id=response_id(parent.account_id, name, sha256, parent.modified_at),
            account_id=parent.account_id,
            name=name,
            size=len(content),
            content_sha256=sha256,
            modified_at=parent.modified_at,
            collected_at=parent.collected_at,
            parent_id=parent.response_id,
        )
        self.archive.store_response(member, content)
        return self.responses.add(member)
