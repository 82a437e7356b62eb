"""What somebody should see to about an account's connection, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib.clearinghouses.profile import Profile
from chalicelib.domain.health import PASSWORD_GROWS_OLD, AccountHealth
from chalicelib.domain.host_key import fingerprint
from chalicelib.domain.outage import Problem


def connection_notices(
    health: AccountHealth, profile: Profile, doubtful: int, set_aside: Sequence[str], now: datetime
) -> Iterator[str]:
    """`doubtful` files may have been sent and wait for evidence or a decision; `set_aside` are the
    names of those that could not be put there for long."""
    yield from _login_notices(health, profile)
    if health.last_problem is Problem.HOST_KEY_CHANGED:
        yield (
            f"The server shows another host key than the pinned one{_shown(health)}. Nothing is "
            f"sent or fetched. Compare the fingerprint with the clearinghouse by telephone "
            f"({profile.support}) and pin it only if it is theirs."
        )
    if health.last_problem is Problem.HOST_KEY_UNPINNED:
        yield (
            f"No host key is pinned yet; the server shows one{_shown(health)}. Compare the "
            f"fingerprint with the clearinghouse ({profile.support}), then pin it."
        )
    if health.password_is_old(now):
        yield (
            f"The password is older than {PASSWORD_GROWS_OLD.days} days. Change it at the "
            "clearinghouse and store the new one; it is tried once and used when it works."
        )
    if doubtful:
        yield (
            f"Of {doubtful} file(s) it is not known whether they were sent: the connection broke "
            "meanwhile. None is sent again by itself; an answer settles it, or your decision."
        )
    if set_aside:
        yield (
            f"{len(set_aside)} file(s) could not be put at the clearinghouse, time and again, the "
            f"first of them {set_aside[0]}. Each visit tries again; later files pass, unless they "
            f"are about the same claims. Ask what stands in the way ({profile.support})."
        )


def _login_notices(health: AccountHealth, profile: Profile) -> Iterator[str]:
    if health.last_problem is Problem.NO_PASSWORD:
        yield (
            "There is no password of this account in our store: nothing is sent or fetched. Store "
            "it if the account is to go on; before a closing it is removed on purpose."
        )
    if health.logins_left == 0:
        yield (
            "Logins have stopped so that the clearinghouse does not lock the account. Ask it "
            f"whether the password was changed or the account paused ({profile.support}); then "
            "store the right password, or resume if the present one is right."
        )
    if health.refused_pending_at is not None:
        yield (
            f"A new password was refused at {health.refused_pending_at:%Y-%m-%d %H:%M} UTC and is "
            "not tried again; the one in use stays. Store it again if it was mistyped."
        )


def _shown(health: AccountHealth) -> str:
    return f" ({fingerprint(health.host_key_shown)})" if health.host_key_shown else ""
