"""Collect what a clearinghouse has put out: archive first, everything else after."""

from dataclasses import dataclass

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.account import Account
from chalicelib.domain.errors import TransferError
from chalicelib.domain.identifiers import response_id, sha256_of
from chalicelib.domain.ports import Archive, Clock, Hints, Meter, Responses, Worklist
from chalicelib.domain.response import ListedFile, Response
from chalicelib.domain.worklist import WorkKind, WorkReason
from chalicelib.services.visit.errand import Errand
from chalicelib.services.worklist.open_work import work_about

_WORDS = {
    WorkReason.TOO_LARGE: "The file is larger than an answer can be; it was not fetched.",
    WorkReason.UNUSABLE_NAME: "The file's name can't be used; it was not fetched.",
}


@dataclass(frozen=True, slots=True)
class Collection:
    """`more` when the visit's time was over before all new files were fetched."""

    collected: int
    failed: int
    more: bool


@dataclass(frozen=True, slots=True)
class CollectResponses:
    archive: Archive
    clock: Clock
    hints: Hints
    meter: Meter
    responses: Responses
    worklist: Worklist

    def __call__(self, errand: Errand) -> Collection:
        """Collect new files, oldest first; those that fail wait for the next visit.

        A file is known by name, size and time together: a name used again is a new file. What
        should not be fetched is listed for a person instead, once.
        Raises MailboxUnreachableError when the connection breaks.
        """
        account, profile = errand.account, errand.profile
        listed = errand.mailbox.listing(profile.outbound)
        collected = failed = 0
        for file in self.responses.unseen(account.account_id, listed):
            if self.clock.now() >= errand.collect_until:
                return Collection(collected, failed, more=True)
            reason = _reason_to_leave(file, profile)
            if reason is not None:
                self._leave(account, file, reason)
                continue
            try:
                content = errand.mailbox.fetch(f"{profile.outbound}/{file.name}")
            except TransferError:
                failed += 1
                continue
            self._keep(account, file, content)
            collected += 1
        return Collection(collected, failed, more=False)

    def _keep(self, account: Account, file: ListedFile, content: bytes) -> None:
        response = self._response(account, file, sha256_of(content), len(content))
        self.archive.store_response(response, content)
        self.responses.add(response)
        self.responses.mark_seen(account.account_id, file, response.response_id)
        self.hints.apply(response.response_id)

    def _leave(self, account: Account, file: ListedFile, reason: WorkReason) -> None:
        """Only name, size and time are kept."""
        response = self._response(account, file, "", file.size).set_aside(_WORDS[reason])
        self.responses.add(response)
        self.worklist.add([work_about(response, WorkKind.UNFETCHED_FILE, reason)])
        self.meter.count("UnknownResponses", account_id=account.account_id)
        self.responses.mark_seen(account.account_id, file, response.response_id)

    def _response(self, account: Account, file: ListedFile, sha256: str, size: int) -> Response:
        identity = sha256 or f"unfetched {file.size}"
        return Response(
            response_id=response_id(account.account_id, file.name, identity, file.modified_at),
            account_id=account.account_id,
            name=file.printable_name,
            size=size,
            content_sha256=sha256,
            modified_at=file.modified_at,
            collected_at=self.clock.now(),
        )


def _reason_to_leave(file: ListedFile, profile: Profile) -> WorkReason | None:
    if not file.has_usable_name:
        return WorkReason.UNUSABLE_NAME
    return WorkReason.TOO_LARGE if file.size > profile.largest_response else None
