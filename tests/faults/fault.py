"""Faults: which call goes wrong, how much of its effect happens, and what its caller sees."""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.errors import (
    ConflictError,
    LoginRefusedError,
    MailboxUnreachableError,
    TransferError,
)

READS = frozenset(
    {
        "about_claims",
        "after",
        "all",
        "all_of",
        "all_seen",
        "awaiting",
        "credentials",
        "due",
        "fetch",
        "find",
        "following",
        "get",
        "head",
        "heads",
        "health",
        "holders",
        "holds",
        "last",
        "listing",
        "manifest",
        "month",
        "months",
        "of_account",
        "of_batch",
        "of_month",
        "of_series",
        "of_source",
        "of_stem",
        "original",
        "page",
        "reach",
        "read",
        "response",
        "size",
        "statement",
        "statement_page",
        "still_waiting",
        "transmission",
        "unanswered",
        "unapplied",
        "undescribed",
        "unheld",
        "unplanned",
        "unseen",
        "waiting",
    }
)
"""Operations without an effect.

To fail after one is to fail before it, and whoever dies at one leaves what whoever dies before the
next effect leaves.
"""

PARTED = frozenset(
    {
        "claim_identities.take",
        "claims.add",
        "facts.add_about_claims",
        "facts.add_about_transmission",
        "links.add",
        "mailbox.put",
        "worklist.add",
    }
)
"""Calls that the adapters make in several steps, so that half of the effect can be left."""


class AwsError(Exception):
    """What boto3 raises when AWS did not answer as it should; nothing of ours knows it."""


class ProcessDiedError(BaseException):
    """The function is gone, with everything that it had in memory."""


class Mode(StrEnum):
    """Failing raises an error to the caller, dying ends the caller too."""

    FAIL_BEFORE = "fail_before"
    HALF_DONE = "half_done"
    FAIL_AFTER = "fail_after"
    DIES_BEFORE = "dies_before"
    DIES_HALFWAY = "dies_halfway"
    DIES_AFTER = "dies_after"

    @property
    def dies(self) -> bool:
        return self in {Mode.DIES_BEFORE, Mode.DIES_HALFWAY, Mode.DIES_AFTER}

    @property
    def halves(self) -> bool:
        return self in {Mode.HALF_DONE, Mode.DIES_HALFWAY}

    @property
    def completes(self) -> bool:
        return self in {Mode.FAIL_AFTER, Mode.DIES_AFTER}

    def fits(self, call: str) -> bool:
        """Whether this can befall a call, and is not the same as another mode there."""
        if self.halves:
            return call in PARTED
        return self is Mode.FAIL_BEFORE or operation_of(call) not in READS


@dataclass(frozen=True, slots=True)
class Fault:
    """`number` counts calls from 1."""

    number: int
    mode: Mode
    error: type[BaseException]

    def __str__(self) -> str:
        return f"#{self.number} {self.mode} {self.error.__name__}"


def faults_at(number: int, call: str, mode: Mode) -> list[Fault]:
    """Every way in which the mode can befall the call of this number; empty where it can't."""
    if not mode.fits(call):
        return []
    errors = (ProcessDiedError,) if mode.dies else _errors(call)
    return [Fault(number, mode, error) for error in errors]


def operation_of(call: str) -> str:
    return call.partition(".")[2]


def _errors(call: str) -> tuple[type[BaseException], ...]:
    """A conditional write also "conflicts" when boto3 repeats one whose answer was lost."""
    if call == "mailboxes.connect":
        return MailboxUnreachableError, LoginRefusedError
    if call.startswith("mailbox."):
        return MailboxUnreachableError, TransferError
    if operation_of(call) == "advance":
        return AwsError, ConflictError
    return (AwsError,)
