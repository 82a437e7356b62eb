"""Collect what a clearinghouse has put out: archive first, everything else after."""

from dataclasses import dataclass

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.account import Account
from chalicelib.domain.errors import TransferError
from chalicelib.domain.identifiers import response_id, sha256_of
from chalicelib.domain.ports import Archive, Clock, Hints, Mailbox, Responses
from chalicelib.domain.response import ListedFile, Response


@dataclass(frozen=True, slots=True)
class CollectResponses:
    archive: Archive
    clock: Clock
    hints: Hints
    responses: Responses

    def __call__(self, account: Account, profile: Profile, mailbox: Mailbox) -> tuple[int, int]:
        """How many new files were collected and how many failed; those wait for the next visit.

        A file is known by name, size and time together: a name used again is a new file.
        Raises MailboxUnreachableError when the connection breaks.
        """
        seen = self.responses.seen(account.account_id)
        collected = failed = 0
        for file in mailbox.listing(profile.outbound):
            if file in seen:
                continue
            try:
                content = mailbox.fetch(f"{profile.outbound}/{file.name}")
            except TransferError:
                failed += 1
                continue
            self._keep(account, file, content)
            collected += 1
        return collected, failed

    def _keep(self, account: Account, file: ListedFile, content: bytes) -> None:
        sha256 = sha256_of(content)
        response = Response(
            response_id=response_id(account.account_id, file.name, sha256, file.modified_at),
            account_id=account.account_id,
            name=file.name,
            size=len(content),
            content_sha256=sha256,
            modified_at=file.modified_at,
            collected_at=self.clock.now(),
        )
        self.archive.store_response(response, content)
        self.responses.add(response)
        self.responses.mark_seen(account.account_id, file, response.response_id)
        self.hints.apply(response.response_id)
