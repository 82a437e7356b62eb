"""Log in to a clearinghouse without ever locking the customer out."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from chalicelib.domain.account import Account, Credential, Credentials
from chalicelib.domain.errors import (
    LoginLatchedError,
    LoginRefusedError,
    MailboxError,
    NoPasswordError,
    NotFoundError,
)
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import Clock, Mailbox, Mailboxes, Secrets
from chalicelib.services.visit.health_notes import HealthNotes


@dataclass(frozen=True, slots=True)
class LogIn:
    clock: Clock
    mailboxes: Mailboxes
    secrets: Secrets

    def __call__(self, account: Account, notes: HealthNotes, connection: ExitStack) -> Mailbox:
        """The account's mailbox, open until `connection` is closed.

        A pending password is tried first and once: if it works it is promoted, if not the one in
        use stays. Raises NoPasswordError where none is stored, LoginLatchedError when the budget
        allows no login at all, and whatever connecting raises.
        """
        credentials = self._credentials(account.account_id)
        refusal: MailboxError = LoginLatchedError("The lockout budget is spent.")
        for credential in _worth_trying(credentials, notes.present):
            if not notes.present.may_log_in(credential.version):
                continue
            is_pending = credential is credentials.pending
            try:
                mailbox = self._try(account, credential, notes, connection)
            except LoginRefusedError as error:
                refusal = error
                if is_pending:
                    now = self.clock.now()
                    notes.note(notes.present.refused_pending(now, credential.version))
            else:
                if is_pending:
                    self.secrets.promote(account.account_id, credentials)
                    notes.note(notes.present.promoted())
                return mailbox
        raise refusal

    def _credentials(self, account_id: AccountId) -> Credentials:
        try:
            return self.secrets.credentials(account_id)
        except NotFoundError as error:
            raise NoPasswordError(str(error)) from None

    def _try(
        self, account: Account, credential: Credential, notes: HealthNotes, connection: ExitStack
    ) -> Mailbox:
        """The login is paid for before it is tried, and given back unless it was refused."""
        before = notes.present
        notes.note(before.pay_login(credential.version))
        try:
            mailbox = connection.enter_context(self.mailboxes.connect(account, credential))
        except LoginRefusedError:
            raise
        except MailboxError:
            notes.note(before)
            raise
        notes.note(notes.present.logged_in(self.clock.now(), credential))
        return mailbox


def _worth_trying(credentials: Credentials, health: AccountHealth) -> Iterator[Credential]:
    pending = credentials.pending
    if pending is not None and pending.version != health.refused_pending_version:
        yield pending
    yield credentials.current
