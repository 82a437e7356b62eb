"""What each fault does, what it stands for in real life, and how it is measured."""

from dataclasses import dataclass

from infra.sandbox.clearinghouse.faults.fault import Fault


@dataclass(frozen=True, slots=True)
class Entry:
    """`amount` in `unit` is what an order gets that names none, `count` likewise (None: no end).

    A fault that `lasts` is a state of things: it has a time but can't be counted.
    """

    does: str
    stands_for: str
    unit: str = ""
    amount: int = 0
    count: int | None = None
    lasts: bool = False


MANUAL = {
    Fault.WRONG_PASSWORD: Entry(
        "the right password is refused", "the password was changed or has expired"
    ),
    Fault.LOCKOUT: Entry(
        "after so many refused logins every login is refused until the account is unlocked",
        "a program that repeats a wrong password",
        "logins",
        5,
        lasts=True,
    ),
    Fault.ACCOUNT_PAUSED: Entry(
        "login is fine, inbound is not collected, nothing new comes out",
        "an unpaid invoice, an account under review",
        lasts=True,
    ),
    Fault.HOST_KEY_CHANGED: Entry(
        "new connections are shown another host key",
        "a replaced server, or a stranger between",
        lasts=True,
    ),
    Fault.CONNECTION_REFUSED: Entry(
        "nobody listens, whoever is connected is thrown out", "maintenance, an outage", lasts=True
    ),
    Fault.UPLOAD_RESET: Entry(
        "the connection is cut at this byte of an upload; the bytes before it stay",
        "a restarted server, a lost line",
        "byte",
    ),
    Fault.UPLOAD_STALLED: Entry(
        "no answer any more from this byte of an upload on",
        "a firewall that drops the flow silently",
        "byte",
    ),
    Fault.DOWNLOAD_RESET: Entry(
        "the connection is cut at this byte of a download",
        "a restarted server, a lost line",
        "byte",
    ),
    Fault.DOWNLOAD_STALLED: Entry(
        "no answer any more from this byte of a download on",
        "a firewall that drops the flow silently",
        "byte",
    ),
    Fault.DISK_FULL: Entry(
        "writing fails at this byte of an upload; the bytes before it stay",
        "a full disk, a used-up quota",
        "byte",
    ),
    Fault.SLOW_DRIP: Entry(
        "file contents pass at this rate (real time)",
        "an overloaded server, a thin line",
        "bytes per second",
        1000,
        lasts=True,
    ),
    Fault.RENAME_UNSUPPORTED: Entry(
        "no rename of either kind is known", "a server with the bare minimum of commands"
    ),
    Fault.RENAME_REFUSED: Entry(
        "a rename fails and changes nothing", "missing rights, folders on different disks"
    ),
    Fault.SIZE_LIES: Entry(
        "sizes are shown larger by so many bytes",
        "a cached directory, a file system that rounds",
        "bytes",
        1,
    ),
    Fault.CLOCK_SKEW: Entry(
        "modification times are shown later by so many seconds",
        "a server clock that is wrong",
        "seconds",
        7200,
        lasts=True,
    ),
    Fault.LISTING_LAG: Entry(
        "a new outbound file is listed only after so many seconds, though it can be fetched",
        "a cluster whose members do not see the same directory",
        "seconds",
        600,
        lasts=True,
    ),
    Fault.LONG_LISTING: Entry(
        "outbound suddenly holds so many old 999s",
        "an account whose outbound nobody ever cleaned",
        "files",
        10_000,
        count=1,
    ),
    Fault.VANISHED_FILE: Entry(
        "an outbound file is listed, but opening it says that there is none",
        "a clean-up or another client between listing and fetching",
    ),
    Fault.HALF_WRITTEN: Entry(
        "an answer is first there by half and is whole only after so many seconds",
        "a report that is still being written",
        "seconds",
        300,
    ),
    Fault.DUPLICATE_ANSWERS: Entry(
        "an answer comes again at once under a new id, and again after so many seconds as it was",
        "a report that was run again, a restored folder",
        "seconds",
        86_400,
    ),
    Fault.REORDERED_ANSWERS: Entry(
        "an answer comes up to so many seconds late, as its name decides: later ones overtake it",
        "queues that work side by side",
        "seconds",
        1_209_600,
    ),
    Fault.FOREIGN_FILE: Entry(
        "a 277CA of a stranger's claim lies in outbound",
        "a mistake in the routing",
        count=1,
    ),
    Fault.GARBAGE_FILE: Entry(
        "random bytes under the name of an answer",
        "a broken export, an encrypted leftover",
        count=1,
    ),
}
"""For every fault."""
