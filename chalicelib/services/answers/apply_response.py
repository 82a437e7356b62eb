"""Apply a collected response: understand it, tie it, keep its facts and fold them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from chalicelib.clearinghouses.reading import Reading, UnreadableResponseError
from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.identifiers import ClaimId, ResponseId
from chalicelib.domain.link import Link, LinkKind
from chalicelib.domain.ports import Accounts, Archive, Hints, Links, Meter, Responses
from chalicelib.domain.response import Response, ResponseKind, ResponseOrigin, ResponseState
from chalicelib.domain.worklist import Awaited, WorkItem, WorkKind, WorkReason
from chalicelib.interpret.classify import classify
from chalicelib.interpret.read_response import read
from chalicelib.services.answers.archive_remittance import Archived, ArchiveRemittance
from chalicelib.services.answers.unpack_response import Unpacked, UnpackResponse
from chalicelib.services.tie.record_facts import RecordFacts
from chalicelib.services.tie.tie_statements import TieStatements
from chalicelib.services.worklist.keep_worklist import KeepWorklist, decided_places
from chalicelib.services.worklist.open_work import (
    work_about,
    work_about_places,
    work_about_statements,
)

_REJECTED = frozenset(
    {
        FactKind.SYNTAX_REJECTED,
        FactKind.REJECTED_BY_CLEARINGHOUSE,
        FactKind.REJECTED_BY_PAYER,
    }
)
MOST_AT_ONCE = 20
"""Members of a ZIP that are applied together with it."""

_DOUBTS = {
    WorkReason.DOES_NOT_BALANCE: WorkKind.UNBALANCED_PAYMENT,
    WorkReason.TRACE_USED_AGAIN: WorkKind.PAYMENT_CONFLICT,
}
_HOLDS_ITSELF = "The ZIP holds itself here, or one that it lies in: that is not opened again."
_NOT_RECOGNIZED = "Nothing in this file could be recognized."


@dataclass(frozen=True, slots=True)
class ApplyResponse:
    accounts: Accounts
    archive: Archive
    archive_remittance: ArchiveRemittance
    hints: Hints
    keep_worklist: KeepWorklist
    links: Links
    meter: Meter
    record_facts: RecordFacts
    responses: Responses
    tie: TieStatements
    unpack: UnpackResponse

    def __call__(self, response_id: ResponseId) -> Response:
        """Apply a stored response; one that was applied already is left as it is.

        Every step may be repeated: facts, links, remittances and work items have ids of their own
        content. Raises NotFoundError for an unknown response.
        """
        response = self.responses.get(response_id)
        return self.again(response) if response.state is ResponseState.STORED else response

    def again(self, response: Response, around: tuple[ResponseId, ...] = ()) -> Response:
        """Apply a response whatever became of it before, a ZIP with all its members. `around` are
        the ZIPs that are being applied with it inside."""
        applied = self._understand(response, around)
        if applied.state is ResponseState.UNKNOWN and response.state is not applied.state:
            # Before the row says so: a process that dies between the two counts again, not never.
            self.meter.count("UnknownResponses", account_id=response.account_id)
        try:
            self.responses.advance(response, applied)
        except ConflictError:
            return self.responses.get(response.response_id)
        return applied

    def _understand(self, response: Response, around: tuple[ResponseId, ...]) -> Response:
        account = self.accounts.get(response.account_id)
        content = self.archive.response(response)
        kind = classify(profile_named(account.clearinghouse), response.name, content)
        if kind is ResponseKind.UNKNOWN:
            return self._set_aside(response, WorkReason.NOT_RECOGNIZED, _NOT_RECOGNIZED)
        try:
            if kind is ResponseKind.ARCHIVE:
                unpacked = self.unpack(account, response, content, around)
                return self._apply_members(account, response, unpacked)
            return self._apply(account, response, kind, content)
        except UnreadableResponseError as error:
            return self._set_aside(response, WorkReason.NOT_READABLE, str(error))

    def _set_aside(self, response: Response, reason: WorkReason, words: str) -> Response:
        aside = response.set_aside(words)
        self.keep_worklist.note(aside, [work_about(aside, WorkKind.UNKNOWN_FILE, reason)])
        return aside

    def _apply(
        self, account: Account, response: Response, kind: ResponseKind, content: bytes
    ) -> Response:
        if kind is ResponseKind.REMITTANCE_TEXT:
            return self._keep_text(account, response, content)
        profile = profile_named(account.clearinghouse)
        reading = read(profile, kind, response.name, content, account.account_id)
        return self._record(account, response, kind, reading, content)

    def _apply_members(self, account: Account, response: Response, unpacked: Unpacked) -> Response:
        """The 835s last: when a claim is told to be paid, the readable text lies there already. Of
        many members each is work of its own."""
        read_name = profile_named(account.clearinghouse).read_name
        members = unpacked.members
        if len(members) > MOST_AT_ONCE:
            self._hand_on(response, members)
        else:
            for member in sorted(
                members, key=lambda each: read_name(each.name).kind is ResponseKind.REMITTANCE_835
            ):
                self.again(member, unpacked.opened)
        applied = response.apply(
            ResponseKind.ARCHIVE, statements=len(members), unmatched=len(unpacked.again)
        )
        return self._note(applied, tuple(_work_about_itself(applied, unpacked.again)))

    def _hand_on(self, response: Response, members: Collection[Response]) -> None:
        """Their rows first: should a hint be lost, the sweep finds the member. A ZIP that was
        applied where it came first is not opened again: such two may hold each other."""
        for member in members:
            if member.state is not ResponseState.STORED:
                if member.kind is ResponseKind.ARCHIVE and member.parent_id != response.response_id:
                    continue
                self._reopen(member)
            self.hints.apply(member.response_id)

    def _reopen(self, member: Response) -> None:
        try:
            self.responses.advance(member, member.reopen())
        except ConflictError:
            # Somebody else is applying it this very moment, with what is known now.
            return

    def _keep_text(self, account: Account, response: Response, content: bytes) -> Response:
        applied = response.apply(ResponseKind.REMITTANCE_TEXT, statements=0, unmatched=0)
        name_was_free = self.archive_remittance.keep.keep_text(account, response, content)
        return self._note(applied, _name_work(applied, name_was_free))

    def _record(
        self,
        account: Account,
        response: Response,
        kind: ResponseKind,
        reading: Reading,
        content: bytes,
    ) -> Response:
        file_ids = self._learned(response, reading)
        self.links.add(file_ids)
        known = self.keep_worklist.known(response)
        decided = decided_places(known)
        undecided = tuple(each for each in reading.statements if each.position not in decided)
        tied = self.tie(response, kind, undecided)
        unmatched = len(tied.untied) + len(reading.not_understood)
        applied = response.apply(kind, len(reading.statements), unmatched)
        open_work = [
            *work_about_statements(applied, tied.untied),
            *work_about_places(applied, reading.not_understood),
        ]
        if reading.remittances:
            archived = self.archive_remittance(
                account, response, content, reading.remittances, tied.facts
            )
            open_work += _work_about_payments(applied, archived)
        self.record_facts(response.content_sha256, tied.facts, tied.pages)
        self._count(applied, self.keep_worklist.update(known, open_work, tied.facts))
        self._tell_what_waited(applied, file_ids, tied.facts)
        return applied

    def _note(self, applied: Response, open_work: Collection[WorkItem]) -> Response:
        self._count(applied, self.keep_worklist.note(applied, open_work))
        return applied

    def _count(self, applied: Response, new: int) -> None:
        if new:
            self.meter.count("UnmatchedStatements", new, applied.account_id)

    def _tell_what_waited(
        self, response: Response, links: Iterable[Link], facts: Collection[Fact]
    ) -> None:
        """Open items may have waited for the numbers or rejections that this response has told."""
        self.keep_worklist.learned(response, Awaited.FILE_ID, (link.value for link in links))
        told = (fact.statement.payer_claim_control_number for fact in facts)
        numbers = (number for number in told if number is not None)
        self.keep_worklist.learned(response, Awaited.PAYER_CLAIM_CONTROL_NUMBER, numbers)
        rejected = {ClaimId(fact.subject) for fact in facts if fact.kind in _REJECTED}
        self.keep_worklist.rejected(response, rejected)

    def _learned(self, response: Response, reading: Reading) -> tuple[Link, ...]:
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


def _work_about_itself(applied: Response, places: Iterable[int]) -> Iterator[WorkItem]:
    for item in work_about_places(applied, places):
        yield replace(item, detail=_HOLDS_ITSELF)


def _work_about_payments(applied: Response, archived: Archived) -> Iterator[WorkItem]:
    for each in archived.doubtful:
        item = work_about(applied, _DOUBTS[each.reason], each.reason, each.place)
        yield replace(item, detail=f"It is payment {each.remittance_id}.")
    yield from _name_work(applied, archived.name_was_free)


def _name_work(applied: Response, name_was_free: bool) -> tuple[WorkItem, ...]:
    """A person who hands files in may call them as they like."""
    if name_was_free or applied.origin is not ResponseOrigin.COLLECTED:
        return ()
    return (work_about(applied, WorkKind.NAME_CONFLICT, WorkReason.NAME_USED_AGAIN),)
