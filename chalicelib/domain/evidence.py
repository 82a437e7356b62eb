"""Evidence: what each probe of a diagnosis has shown."""

from dataclasses import dataclass
from enum import StrEnum


class Probe(StrEnum):
    """The rungs of the ladder. The first eight look there, the rest into our books."""

    NAME = "name_resolution"
    CONNECTION = "connection"
    HOST_KEY = "host_key"
    LOGIN = "login"
    FOLDERS = "folders"
    OWN_FILE = "own_file"
    OTHER_FILES = "other_files"
    OUTBOUND = "outbound"

    LEDGER = "ledger"
    VISITS = "visits"
    INBOX = "inbox"
    ANSWERS = "answers"
    ACKNOWLEDGMENTS = "acknowledgments"
    WAIT = "wait"
    SECRET = "secret"  # noqa: S105 - a probe's name


class Sign(StrEnum):
    """What a probe may show."""

    GOOD = "good"
    FAILED = "failed"
    NOT_TRIED = "not_tried"

    CHANGED = "changed"
    REFUSED = "refused"
    REFUSED_AFRESH = "refused_afresh"

    LIES_THERE = "lies_there"
    GONE = "gone"

    NOT_SENT = "not_sent"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    ACKNOWLEDGED = "acknowledged"

    WAITING = "waiting"
    COMING = "coming"
    NONE = "none"
    NOTHING_TO_COMPARE = "nothing_to_compare"

    OVERDUE_AT_CLEARINGHOUSE = "overdue_at_clearinghouse"
    OVERDUE_AT_PAYER = "overdue_at_payer"


@dataclass(frozen=True, slots=True)
class Evidence:
    """`detail` is for people: ids, our own file names, times, sizes, fingerprints; nothing else."""

    probe: Probe
    sign: Sign
    detail: str = ""
