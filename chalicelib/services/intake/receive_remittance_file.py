"""Take in a file that a person downloaded at the clearinghouse: an 835, its text, or a ZIP."""

from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, handed_in_id, sha256_of
from chalicelib.domain.ports import Accounts, Archive, Clock, Hints, Responses
from chalicelib.domain.response import Response, ResponseOrigin, ResponseState
from chalicelib.interpret.handed_in import name_of, time_of


@dataclass(frozen=True, slots=True)
class RemittanceFile:
    """`name` is what it is called where it comes from, "" where nobody says."""

    content: bytes
    account_id: AccountId
    name: str
    origin: ResponseOrigin


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """`known_before`: the same bytes had been handed in already."""

    response: Response
    known_before: bool


@dataclass(frozen=True, slots=True)
class ReceiveRemittanceFile:
    """From here on it is a response like those that were collected: archived before anybody has
    looked into it, and never skipped."""

    accounts: Accounts
    archive: Archive
    clock: Clock
    hints: Hints
    responses: Responses

    def __call__(self, file: RemittanceFile) -> FileReceipt:
        """The same bytes are the same response, whatever they are called.

        Raises NotFoundError for an unknown account.
        """
        new = self._response(file)
        known = self._known(new)
        if known is None:
            self.archive.store_response(new, file.content)
        response = known or self.responses.add(new)
        if response.state is ResponseState.STORED:
            self.hints.apply(response.response_id)
        return FileReceipt(response, known is not None)

    def _response(self, file: RemittanceFile) -> Response:
        profile = profile_named(self.accounts.get(file.account_id).clearinghouse)
        now, sha256 = self.clock.now(), sha256_of(file.content)
        return Response(
            response_id=handed_in_id(file.account_id, sha256),
            account_id=file.account_id,
            name=name_of(profile, file.name, file.content),
            size=len(file.content),
            content_sha256=sha256,
            modified_at=time_of(file.name, file.content, now) or now,
            collected_at=now,
            origin=file.origin,
        )

    def _known(self, response: Response) -> Response | None:
        try:
            return self.responses.get(response.response_id)
        except NotFoundError:
            return None
