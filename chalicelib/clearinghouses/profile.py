"""What is particular to a clearinghouse, as data and small functions behind one interface."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.claim import ClaimKind
from chalicelib.domain.identifiers import TransmissionId
from chalicelib.domain.response import ResponseKind
from chalicelib.x12.profile_rules import ProfileRules
from chalicelib.x12.reenvelope import Envelope


@dataclass(frozen=True, slots=True)
class Profile:
    """One clearinghouse.

    `file_name` builds the name of a transmission from kind, mode, control number and day.
    `staged_name` builds a name that the clearinghouse does not collect; None where it collects
    whatever lies in its folder, so that nothing can be staged.
    `claim_file_rules` is what the clearinghouse asks of a claim file beyond the X12 guides.
    `envelope` builds the outer segments from account, control number and instant.
    `classify_name` tells what a response's name says it is; None where it says nothing.
    `era_stem` builds, from a remittance's file name, the stem under which an 835 and its readable
    text belong together (the same for both, letters, digits, "_" and "-" only).
    `explain` has plain words for a code in an answer; None for one that nobody has seen before.
    `largest_response` is in bytes: what is larger is no answer and is not fetched.
    `updates_end` is how long after sending the clearinghouse reports on a claim, `pend_ends` how
    long it holds a claim back at most (None where there is no such rule), and `answer_deadline`
    how long after handing in a batch silence becomes an alarm.
    """

    name: str
    title: str
    inbound: str
    outbound: str
    file_name: Callable[[ClaimKind, AccountMode, int, date], str]
    staged_name: Callable[[TransmissionId], str] | None
    envelope: Callable[[Account, int, datetime], Envelope]
    claim_file_rules: ProfileRules
    classify_name: Callable[[str], ResponseKind | None]
    era_stem: Callable[[str], str]
    explain: Callable[[str], str | None]
    largest_response: int
    updates_end: timedelta | None
    pend_ends: timedelta | None
    answer_deadline: timedelta
    support: str

    def words_for(self, codes: Iterable[str]) -> dict[str, str]:
        """Plain words by code; a code that nobody has seen before has none."""
        explained = ((code, self.explain(code)) for code in dict.fromkeys(codes))
        return {code: words for code, words in explained if words is not None}
