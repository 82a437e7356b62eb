"""The faults by name."""

from enum import StrEnum


class Fault(StrEnum):
    """What can be switched on; `manual.py` tells what each stands for."""

    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a fault's name
    LOCKOUT = "lockout"
    ACCOUNT_PAUSED = "account_paused"
    HOST_KEY_CHANGED = "host_key_changed"
    CONNECTION_REFUSED = "connection_refused"
    UPLOAD_RESET = "upload_reset"
    UPLOAD_STALLED = "upload_stalled"
    DOWNLOAD_RESET = "download_reset"
    DOWNLOAD_STALLED = "download_stalled"
    DISK_FULL = "disk_full"
    SLOW_DRIP = "slow_drip"
    RENAME_UNSUPPORTED = "rename_unsupported"
    RENAME_REFUSED = "rename_refused"
    SIZE_LIES = "size_lies"
    CLOCK_SKEW = "clock_skew"
    LISTING_LAG = "listing_lag"
    LONG_LISTING = "long_listing"
    VANISHED_FILE = "vanished_file"
    HALF_WRITTEN = "half_written"
    DUPLICATE_ANSWERS = "duplicate_answers"
    REORDERED_ANSWERS = "reordered_answers"
    FOREIGN_FILE = "foreign_file"
    GARBAGE_FILE = "garbage_file"
