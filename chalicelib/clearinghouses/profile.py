"""What is particular to a clearinghouse, as data and small functions behind one interface."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.response import ResponseKind
from chalicelib.x12.reenvelope import Envelope


@dataclass(frozen=True, slots=True)
class Profile:
    """One clearinghouse.

    `file_name` builds the name of a transmission from kind, mode, control number and day.
    `staged_name` builds a name that the clearinghouse does not collect.
    `envelope` builds the outer segments from account, control number and instant.
    `classify_name` tells what a response's name says it is; None where it says nothing.
    `era_stem` builds, from a remittance's file name, the stem under which an 835 and its readable
    text belong together (the same for both, letters, digits, "_" and "-" only).
    `updates_end` is how long after sending the clearinghouse reports on a claim, and
    `answer_deadline` how long after handing in a batch silence becomes an alarm.
    """

    name: str
    title: str
    inbound: str
    outbound: str
    file_name: Callable[[ClaimKind, AccountMode, int, date], str]
    staged_name: Callable[[TransmissionId], str]
    envelope: Callable[[Account, int, datetime], Envelope]
    classify_name: Callable[[str], ResponseKind | None]
    era_stem: Callable[[str], str]
    updates_end: timedelta
    answer_deadline: timedelta
    support: str
