"""Apply a collected response: understand it, tie it, keep its facts and fold them."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.ports import Accounts, Archive, Links, Meter, Responses
from chalicelib.domain.response import Response, ResponseKind, ResponseState
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read
from chalicelib.interpret.reading import Reading, UnreadableResponseError
from chalicelib.services.archive_remittance import ArchiveRemittance
from chalicelib.services.record_facts import RecordFacts
from chalicelib.services.tie_statements import TieStatements
from chalicelib.services.unpack_response import UnpackResponse


@dataclass(frozen=True, slots=True)
class ApplyResponse:
    accounts: Accounts
    archive: Archive
    archive_remittance: ArchiveRemittance
    links: Links
    meter: Meter
    record_facts: RecordFacts
    responses: Responses
    tie: TieStatements
    unpack: UnpackResponse

    def __call__(self, response_id: ResponseId) -> Response:
        """Apply a stored response; one that was applied already is left as it is.

        Every step may be repeated: facts, links and remittances have ids of their own content.
        Raises NotFoundError for an unknown response.
        """
        response = self.responses.get(response_id)
        if response.state is not ResponseState.STORED:
            return response
        applied = self._understand(response)
        try:
            self.responses.advance(response, applied)
        except ConflictError:
            return self.responses.get(response_id)
        if applied.state is ResponseState.UNKNOWN:
            self.meter.count("UnknownResponses", account_id=response.account_id)
        return applied

    def _understand(self, response: Response) -> Response:
        account = self.accounts.get(response.account_id)
        content = self.archive.response(response)
        kind = classify(profile_named(account.clearinghouse), response.name, content)
        try:
            return self._apply(account, response, kind, content)
        except UnreadableResponseError as error:
            return response.set_aside(str(error))

    def _apply(
        self, account: Account, response: Response, kind: ResponseKind, content: bytes
    ) -> Response:
        if kind is ResponseKind.UNKNOWN:
            return response.set_aside("Nothing in this file could be recognized.")
        if kind is ResponseKind.ARCHIVE:
            return self._apply_members(account, response, content)
        if kind is ResponseKind.REMITTANCE_TEXT:
            self.archive_remittance.keep_text(response, content)
            return response.apply(kind, statements=0, unmatched=0)
        reading = read(kind, response.name, content, account.account_id)
        return self._record(response, kind, reading, content)

    def _apply_members(self, account: Account, response: Response, content: bytes) -> Response:
        """The 835s last: when a claim is told to be paid, the readable text lies there already."""
        classify_name = profile_named(account.clearinghouse).classify_name
        members = self.unpack(response, content)
        in_order = sorted(
            members, key=lambda each: classify_name(each.name) is ResponseKind.REMITTANCE_835
        )
        for member in in_order:
            self(member.response_id)
        return response.apply(ResponseKind.ARCHIVE, statements=len(members), unmatched=0)

    def _record(
        self, response: Response, kind: ResponseKind, reading: Reading, content: bytes
    ) -> Response:
        self.links.add(self._learned(response, reading))
        tied = self.tie(response, kind, reading.statements)
        if reading.remittances:
            self.archive_remittance(response, content, reading.remittances, tied.facts)
        self.record_facts(response.content_sha256, tied.facts)
        unmatched = len(tied.untied) + len(reading.not_understood)
        if unmatched:
            self.meter.count("UnmatchedStatements", unmatched, response.account_id)
        return response.apply(kind, len(reading.statements), unmatched)

    def _learned(self, response: Response, reading: Reading) -> Iterable[Link]:
        """The clearinghouse's own numbers of our file, where the response tells them."""
        if reading.transmission is None or not reading.file_ids:
            return ()
        transmission = self.tie.find_transmission(response.account_id, reading.transmission)
        if transmission is None:
            return ()
        return tuple(
            Link(response.account_id, LinkKind.FILE_ID, file_id, transmission)
            for file_id in reading.file_ids
        )
