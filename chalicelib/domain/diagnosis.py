"""Why a batch is stuck, as far as the ledger and the last visits tell."""

from datetime import datetime

from chalicelib.domain.batch import Stall
from chalicelib.domain.health import AccountHealth
from chalicelib.domain.transmission import Transmission, TransmissionState

_BY_PROBLEM = {
    "login_refused": (
        "credentials_changed",
        "The clearinghouse refuses the login. Ask it whether the password was changed or the "
        "account paused (an unpaid invoice does that), then store the right password.",
    ),
    "login_latched": (
        "credentials_changed",
        "Logins stopped after repeated refusals so that the account is not locked. Store the right "
        "password; visits then go on by themselves.",
    ),
    "host_key_changed": (
        "host_key_changed",
        "The server shows another host key than the pinned one. Confirm the new key with the "
        "clearinghouse by telephone before trusting it.",
    ),
    "host_key_unpinned": (
        "host_key_changed",
        "No host key is pinned for this account, so no server gets its password. Compare the "
        "fingerprint that the server shows with the clearinghouse by telephone, then pin it.",
    ),
    "unreachable": (
        "network",
        "The clearinghouse's server can't be reached. Visits go on by themselves; look at its "
        "announcements of downtime.",
    ),
}
_NOT_SENT = (
    "our_side",
    "The file was not sent although visits succeed. Look at the visit function's log and alarms.",
)
_SILENT = (
    "clearinghouse_silent",
    "The file was sent and visits succeed, but no answer came. Call the clearinghouse's technical "
    "support with the file name and the day of sending.",
)


def diagnose(transmission: Transmission, health: AccountHealth, now: datetime) -> Stall:
    """The stall of a transmission that is past its deadline."""
    if health.last_problem in _BY_PROBLEM:
        diagnosis, advice = _BY_PROBLEM[health.last_problem]
    elif transmission.state in {TransmissionState.PLANNED, TransmissionState.STAGED}:
        diagnosis, advice = _NOT_SENT
    else:
        diagnosis, advice = _SILENT
    return Stall(now, diagnosis, advice)
