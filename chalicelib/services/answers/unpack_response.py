"""Unpack a ZIP: each member becomes a response of its own, kept before it is looked at."""

from dataclasses import dataclass, replace

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import ResponseId, handed_in_id, response_id, sha256_of
from chalicelib.domain.ports import Archive, Responses
from chalicelib.domain.response import Response, ResponseOrigin
from chalicelib.interpret.handed_in import name_of, times_of
from chalicelib.interpret.zip_archive import Member, members
from chalicelib.interpret.zip_levels import require_bounded

DEEPEST_HANDED_IN = 3
"""A person packs the ZIPs of a month into one, and may pack that again."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`opened` are the ZIPs that are open now, this one the innermost. `again` are the places in it
    (from 1) where one of them lies once more: no file on earth holds itself unless it is made to.
    """

    members: tuple[Response, ...]
    opened: tuple[ResponseId, ...]
    again: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnpackResponse:
    archive: Archive
    responses: Responses

    def __call__(
        self,
        account: Account,
        response: Response,
        content: bytes,
        around: tuple[ResponseId, ...] = (),
    ) -> Unpacked:
        """The stored members, each content once. `around` are the ZIPs that are being opened, this
        one inside them; with none, it lies in those that it came in.

        Raises UnreadableResponseError for what can't be unpacked safely. No clearinghouse puts ZIPs
        into ZIPs: of what was collected, only the outermost is opened.
        """
        is_collected = response.origin is ResponseOrigin.COLLECTED
        deepest = 1 if is_collected else DEEPEST_HANDED_IN
        opened = (*(around or self._around(response)), response.response_id)
        if len(opened) > deepest:
            raise UnreadableResponseError("A ZIP inside a ZIP is kept, but not opened.")
        unpacked = members(content)
        require_bounded(unpacked, deepest - len(opened))
        named = (
            [_collected(response, member) for member in unpacked]
            if is_collected
            else _handed_in(account, response, unpacked)
        )
        kept: dict[ResponseId, Response] = {}
        again: list[int] = []
        for place, (each, member) in enumerate(zip(named, unpacked, strict=True), start=1):
            if each.response_id in opened:
                again.append(place)
            else:
                kept[each.response_id] = self._keep(each, member.content)
        return Unpacked(tuple(kept.values()), opened, tuple(again))

    def _around(self, response: Response) -> tuple[ResponseId, ...]:
        """The ZIPs that it came in, the outermost first."""
        around: list[ResponseId] = []
        while response.parent_id is not None and len(around) < DEEPEST_HANDED_IN:
            response = self.responses.get(response.parent_id)
            around.insert(0, response.response_id)
        return tuple(around)

    def _keep(self, member: Response, content: bytes) -> Response:
        """One that came by itself before, or in another ZIP, is that response."""
        if member.origin is not ResponseOrigin.COLLECTED:
            try:
                return self.responses.get(member.response_id)
            except NotFoundError:
                pass
        self.archive.store_response(member, content)
        return self.responses.add(member)


def _handed_in(account: Account, parent: Response, unpacked: tuple[Member, ...]) -> list[Response]:
    """What names tell of a time is not lost with them."""
    profile = profile_named(account.clearinghouse)
    times = times_of(profile, unpacked, parent.collected_at)
    return [
        replace(
            _collected(parent, member),
            response_id=handed_in_id(parent.account_id, sha256_of(member.content)),
            name=name_of(profile, member.name, member.content),
            modified_at=time or parent.modified_at,
            origin=parent.origin,
        )
        for member, time in zip(unpacked, times, strict=True)
    ]


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
