"""How the connection to a clearinghouse is doing: lockout budget, breaker, and outages.

The lockout budget is what clearinghouses make necessary: after a few refused passwords they lock
the account. So a login is paid for *before* it is tried and given back when the password was not
refused; whoever dies in between has paid. At nothing left the breaker is latched, and only a
password that was never refused, or a person, gives one more login. The network's failures cost
nothing of it: they are waited out, longer each time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.account import Credential
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.outage import Outage, Problem

LOGINS_ALLOWED = 2
"""Refused logins in a row; clearinghouses lock an account after three to five (Waystar: 5)."""

PASSWORD_GROWS_OLD = timedelta(days=90)

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class AccountHealth:
    """`revision` counts the changes, so that each is made to what stands and to nothing else.

    `refused_versions` are those of the secret that were tried since the last good login, the one
    that is being tried included. `network_failures` came in a row. No visit is made before
    `next_visit_at`, and nothing is delivered before `next_delivery_at`. `host_key_shown` is the key
    line that a server showed instead of the pinned one. `password_set_at` is of the password in
    use; `refused_pending_version` is a newer one that the clearinghouse refused.
    """

    account_id: AccountId
    revision: int = 0
    last_visit_at: datetime | None = None
    last_good_visit_at: datetime | None = None
    last_good_visit_began_at: datetime | None = None
    last_good_login_at: datetime | None = None
    last_problem: Problem | None = None
    logins_left: int = LOGINS_ALLOWED
    refused_versions: tuple[str, ...] = ()
    network_failures: int = 0
    next_visit_at: datetime | None = None
    next_delivery_at: datetime | None = None
    host_key_shown: str | None = None
    password_set_at: datetime | None = None
    refused_pending_version: str | None = None
    refused_pending_at: datetime | None = None
    outage: Outage | None = None
    last_catch_up: Outage | None = None

    def is_backing_off(self, now: datetime) -> bool:
        return self.next_visit_at is not None and now < self.next_visit_at

    def may_deliver(self, now: datetime) -> bool:
        return self.next_delivery_at is None or self.next_delivery_at <= now

    def may_log_in(self, secret_version: str) -> bool:
        """False once the budget is spent, unless this password was never refused."""
        return self.logins_left > 0 or secret_version not in self.refused_versions

    def pay_login(self, secret_version: str) -> "AccountHealth":
        """Before a password is shown to the clearinghouse."""
        tried = dict.fromkeys((*self.refused_versions, secret_version))
        return replace(
            self, logins_left=max(0, self.logins_left - 1), refused_versions=tuple(tried)
        )

    @property
    def is_known_as_refused(self) -> bool:
        return self.last_problem in {Problem.LOGIN_REFUSED, Problem.LOGIN_LATCHED}

    def logged_in(self, at: datetime, credential: Credential) -> "AccountHealth":
        """The password was right: the whole budget is there again."""
        return replace(
            self,
            last_good_login_at=at,
            logins_left=LOGINS_ALLOWED,
            refused_versions=(),
            network_failures=0,
            next_visit_at=None,
            host_key_shown=None,
            password_set_at=credential.set_at,
        )

    def refused_pending(self, at: datetime, secret_version: str) -> "AccountHealth":
        """A new password that does not work is not tried again; the one in use stays."""
        return replace(self, refused_pending_version=secret_version, refused_pending_at=at)

    def promoted(self) -> "AccountHealth":
        """A new password works; what was refused before it matters no more."""
        return replace(self, refused_pending_version=None, refused_pending_at=None)

    def restored(self, at: datetime, files_waiting: int) -> "AccountHealth":
        """A visit gets through; `files_waiting` had to wait for it."""
        if self.outage is None:
            return self
        return replace(self, outage=self.outage.restore(at, files_waiting))

    def visited(self, began: datetime, at: datetime, *, all_sent: bool) -> "AccountHealth":
        """`all_sent`: nothing that an outage held waits any more."""
        noted = replace(
            self,
            last_visit_at=at,
            last_good_visit_at=at,
            last_good_visit_began_at=began,
            last_problem=None,
        )
        if self.outage is None or not all_sent:
            return noted
        report = self.outage.end(at) if self.outage.files_held else self.last_catch_up
        return replace(noted, outage=None, last_catch_up=report)

    def failed(self, at: datetime, problem: Problem) -> "AccountHealth":
        outage = Outage(at, problem) if self.outage is None else self.outage.again(problem)
        return replace(self, last_visit_at=at, last_problem=problem, outage=outage)

    def unreachable(self, at: datetime, share: float) -> "AccountHealth":
        """`share` of 0 to 1 is drawn by lot: visitors of many accounts must not come back all at
        once ("full jitter")."""
        failures = self.network_failures + 1
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - 1, 20))
        failed = self.failed(at, Problem.UNREACHABLE)
        return replace(failed, network_failures=failures, next_visit_at=at + longest * share)

    def saw_host_key(self, at: datetime, problem: Problem, shown: str | None) -> "AccountHealth":
        """A server that may be a stranger's: not the network's fault, and nothing is trusted."""
        return replace(self.failed(at, problem), host_key_shown=shown)

    def resume(self) -> "AccountHealth":
        """A person lets one more login happen, at once."""
        return replace(
            self,
            logins_left=max(1, self.logins_left),
            network_failures=0,
            next_visit_at=None,
        )

    def password_is_old(self, now: datetime) -> bool:
        return self.password_set_at is not None and now - self.password_set_at > PASSWORD_GROWS_OLD
