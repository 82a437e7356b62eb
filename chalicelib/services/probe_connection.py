"""Probe the connection of an account: climb the ladder until a rung breaks.

A login is tried only where the lockout budget leaves one, never with a password that was refused
before, and under the account's lease, so that it never meets a visit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account, AccountHealth, Credential
from chalicelib.domain.errors import HostKeyChangedError, LoginRefusedError, MailboxError
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.ports import (
    Accounts,
    AccountWatches,
    Clock,
    Entropy,
    Leases,
    Mailbox,
    Prober,
    Secrets,
)
from chalicelib.domain.response import ListedFile

PROBING_TAKES = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sighting:
    """`inbound` has the sizes of the files that lie there, by name, and `outbound` what lies ready
    to be collected; None where nobody looked."""

    evidence: tuple[Evidence, ...]
    inbound: Mapping[str, int] | None = None
    outbound: tuple[ListedFile, ...] | None = None


@dataclass(frozen=True, slots=True)
class ProbeConnection:
    accounts: Accounts
    clock: Clock
    entropy: Entropy
    leases: Leases
    prober: Prober
    secrets: Secrets
    watches: AccountWatches

    def __call__(self, account: Account) -> Sighting:
        """Raises NotFoundError for an account without a password."""
        reached = self.prober.reach(account)
        if any(each.sign is not Sign.GOOD for each in reached):
            return Sighting((*reached, _not_tried("Nobody to log in to.")))
        credential = self.secrets.credential(account.account_id)
        health = self.accounts.health(account.account_id)
        if _is_known_to_be_refused(health, credential):
            known = self._refused(account, credential, "Refused before; not tried again.")
            return Sighting((*reached, known))
        seen = self._log_in_alone(account, credential)
        return replace(seen, evidence=(*reached, *seen.evidence))

    def _log_in_alone(self, account: Account, credential: Credential) -> Sighting:
        holder, now = self.entropy(16).hex(), self.clock.now()
        if not self.leases.take(account.account_id, holder, now, now + PROBING_TAKES):
            return Sighting((_not_tried("A visit is under way."),))
        try:
            return self._log_in(account, credential)
        finally:
            self.leases.release(account.account_id, holder)

    def _log_in(self, account: Account, credential: Credential) -> Sighting:
        try:
            with self.prober.connect(account, credential) as mailbox:
                return _look_around(account, mailbox)
        except LoginRefusedError:
            self._count_refusal(account, credential)
            return Sighting((self._refused(account, credential, "Refused just now."),))
        except HostKeyChangedError as error:
            return Sighting((Evidence(Probe.HOST_KEY, Sign.CHANGED, str(error)),))
        except MailboxError as error:
            return Sighting((Evidence(Probe.LOGIN, Sign.FAILED, str(error)),))

    def _count_refusal(self, account: Account, credential: Credential) -> None:
        health = self.accounts.health(account.account_id)
        refused = health.refused(self.clock.now(), "login_refused", credential.version)
        self.accounts.note_health(refused)

    def _refused(self, account: Account, credential: Credential, detail: str) -> Evidence:
        first = self.watches.get(account.account_id).first_refused_version
        afresh = first is not None and first != credential.version
        if afresh:
            detail += " So was the password stored before it."
        return Evidence(Probe.LOGIN, Sign.REFUSED_AFRESH if afresh else Sign.REFUSED, detail)


def _is_known_to_be_refused(health: AccountHealth, credential: Credential) -> bool:
    refused = health.refused_secret_version == credential.version
    return refused or not health.may_log_in(credential.version)


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
