"""Probe the connection of an account: climb the ladder until a rung breaks.

A login is tried only where the lockout budget leaves one, never with a password that was refused
before, and under the account's lease, so that it never meets a visit.
"""

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account, Credentials
from chalicelib.domain.errors import (
    ConflictError,
    HostKeyChangedError,
    LeaseLostError,
    LoginLatchedError,
    LoginRefusedError,
    MailboxError,
    NoPasswordError,
    NotFoundError,
)
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Problem
from chalicelib.domain.ports import (
    Accounts,
    Clock,
    Entropy,
    Hints,
    Leases,
    Mailbox,
    Prober,
    Secrets,
)
from chalicelib.domain.response import ListedFile
from chalicelib.services.visit.health_notes import HealthNotes
from chalicelib.services.visit.log_in import LogIn

PROBING_TAKES = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sighting:
    """`inbound` has the sizes of the files that lie there, by name, and `outbound` what lies ready
    to be collected; None where nobody looked."""

    evidence: tuple[Evidence, ...]
    inbound: Mapping[str, int] | None = None
    outbound: tuple[ListedFile, ...] | None = None


_NO_PASSWORD = Sighting((Evidence(Probe.LOGIN, Sign.NONE, "No password is stored; not tried."),))


@dataclass(frozen=True, slots=True)
class ProbeConnection:
    accounts: Accounts
    clock: Clock
    entropy: Entropy
    hints: Hints
    leases: Leases
    log_in: LogIn
    prober: Prober
    secrets: Secrets

    def __call__(self, account: Account) -> Sighting:
        reached = self.prober.reach(account)
        if any(each.sign is not Sign.GOOD for each in reached):
            return Sighting((*reached, _not_tried("Nobody to log in to.")))
        seen = self._in_the_way(account) or self._log_in_alone(account)
        return replace(seen, evidence=(*reached, *seen.evidence))

    def _in_the_way(self, account: Account) -> Sighting | None:
        """Why no login is tried; None where one is."""
        try:
            credentials = self.secrets.credentials(account.account_id)
        except NotFoundError:
            return _NO_PASSWORD
        health = self.accounts.health(account.account_id)
        if _are_known_to_be_refused(credentials, health):
            return Sighting((_refused(health, "Refused before; not tried again."),))
        return None

    def _log_in_alone(self, account: Account) -> Sighting:
        holder, now = self.entropy(16).hex(), self.clock.now()
        lease = self.leases.take(account.account_id, holder, now, now + PROBING_TAKES)
        if lease is None:
            return Sighting((_not_tried("A visit is under way."),))
        try:
            return self._log_in(account, lease)
        finally:
            if self.leases.release(lease):
                self.hints.visit(account.account_id)

    def _log_in(self, account: Account, lease: Lease) -> Sighting:
        """The login is paid for like any other: a refusal here is one of the two."""
        health = self.accounts.health(account.account_id)
        notes = HealthNotes(self.accounts, lease, health)
        try:
            with ExitStack() as connection:
                return _look_around(account, self.log_in(account, notes, connection))
        except LoginRefusedError:
            return Sighting((self._note_refusal(notes),))
        except LoginLatchedError:
            return Sighting((_refused(notes.present, "No login is left; not tried."),))
        except NoPasswordError:
            return _NO_PASSWORD
        except HostKeyChangedError as error:
            return Sighting((Evidence(Probe.HOST_KEY, Sign.CHANGED, str(error)),))
        except MailboxError as error:
            return Sighting((Evidence(Probe.LOGIN, Sign.FAILED, str(error)),))
        except (ConflictError, LeaseLostError):
            return Sighting((_not_tried("Somebody else logged in at this moment."),))

    def _note_refusal(self, notes: HealthNotes) -> Evidence:
        """For visits and the next diagnosis: they need not find it out again."""
        with suppress(ConflictError, LeaseLostError):
            notes.note(notes.present.failed(self.clock.now(), Problem.LOGIN_REFUSED))
        return _refused(notes.present, "Refused just now.")


def _are_known_to_be_refused(credentials: Credentials, health: AccountHealth) -> bool:
    """All that could be tried: a pending password counts while nobody has tried it.

    A version that is merely paid for may be the one of a visit that logs in at this moment.
    """
    pending = credentials.pending
    versions = {credentials.current.version}
    if pending is not None and pending.version != health.refused_pending_version:
        versions.add(pending.version)
    return health.is_known_as_refused and versions <= set(health.refused_versions)


def _refused(health: AccountHealth, detail: str) -> Evidence:
    """Where several passwords were refused in a row, the password is not the cause."""
    count = len(health.refused_versions)
    if count < 2:
        return Evidence(Probe.LOGIN, Sign.REFUSED, detail)
    words = f"{detail} {count} passwords were refused since the last good login."
    return Evidence(Probe.LOGIN, Sign.REFUSED_AFRESH, words)


def _look_around(account: Account, mailbox: Mailbox) -> Sighting:
    profile = profile_named(account.clearinghouse)
    login = Evidence(Probe.LOGIN, Sign.GOOD)
    try:
        inbound = mailbox.listing(profile.inbound)
        outbound = mailbox.listing(profile.outbound)
    except MailboxError as error:
        return Sighting((login, Evidence(Probe.FOLDERS, Sign.FAILED, str(error))))
    newest = max((f"{file.modified_at:%Y-%m-%d %H:%M} UTC" for file in outbound), default="none")
    detail = f"{len(inbound)} files inbound; {len(outbound)} outbound, the newest {newest}"
    folders = Evidence(Probe.FOLDERS, Sign.GOOD, detail)
    sizes = {file.name: file.size for file in inbound}
    return Sighting((login, folders), sizes, outbound)


def _not_tried(why: str) -> Evidence:
    return Evidence(Probe.LOGIN, Sign.NOT_TRIED, why)
