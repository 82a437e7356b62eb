"""Unpack a ZIP: each member becomes a response of its own, kept before it is looked at."""

from dataclasses import dataclass, replace

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import handed_in_id, response_id, sha256_of
from chalicelib.domain.ports import Accounts, Archive, Responses
from chalicelib.domain.response import Response, ResponseOrigin
from chalicelib.interpret.handed_in import name_of, times_by_stem
from chalicelib.interpret.zip_archive import Member, members

DEEPEST_HANDED_IN = 3
"""A person packs the ZIPs of a month into one, and may pack that again."""


@dataclass(frozen=True, slots=True)
class UnpackResponse:
    accounts: Accounts
    archive: Archive
    responses: Responses

    def __call__(self, response: Response, content: bytes) -> tuple[Response, ...]:
        """The stored members, each content once.

        Raises UnreadableResponseError for what can't be unpacked safely. No clearinghouse puts ZIPs
        into ZIPs: of what was collected, only the outermost is opened.
        """
        is_collected = response.origin is ResponseOrigin.COLLECTED
        deepest = 1 if is_collected else DEEPEST_HANDED_IN
        if self._depth(response) >= deepest:
            raise UnreadableResponseError("A ZIP inside a ZIP is kept, but not opened.")
        unpacked = members(content)
        named = (
            [_collected(response, member) for member in unpacked]
            if is_collected
            else self._handed_in(response, unpacked)
        )
        kept = [
            self._keep(each, member.content) for each, member in zip(named, unpacked, strict=True)
        ]
        return tuple({member.response_id: member for member in kept}.values())

    def _depth(self, response: Response) -> int:
        """How many ZIPs it lies in."""
        depth = 0
        while response.parent_id is not None and depth < DEEPEST_HANDED_IN:
            response, depth = self.responses.get(response.parent_id), depth + 1
        return depth

    def _handed_in(self, parent: Response, unpacked: tuple[Member, ...]) -> list[Response]:
        """What names tell of a time is not lost with them."""
        profile = profile_named(self.accounts.get(parent.account_id).clearinghouse)
        times = times_by_stem(profile, unpacked, parent.collected_at)
        return [
            replace(
                _collected(parent, member),
                response_id=handed_in_id(parent.account_id, sha256_of(member.content)),
                name=name_of(profile, member.name, member.content),
                modified_at=times.get(profile.era_stem(member.name), parent.modified_at),
                origin=parent.origin,
            )
            for member in unpacked
        ]

    def _keep(self, member: Response, content: bytes) -> Response:
        """One that came by itself before, or in another ZIP, is that response."""
        if member.origin is not ResponseOrigin.COLLECTED:
            try:
                return self.responses.get(member.response_id)
            except NotFoundError:
                pass
        self.archive.store_response(member, content)
        return self.responses.add(member)


def _collected(parent: Response, member: Member) -> Response:
    sha256 = sha256_of(member.content)
    return Response(
        response_id=response_id(parent.account_id, member.name, sha256, parent.modified_at),
        account_id=parent.account_id,
        name=member.name,
        size=len(member.content),
        content_sha256=sha256,
        modified_at=parent.modified_at,
        collected_at=parent.collected_at,
        parent_id=parent.response_id,
    )
