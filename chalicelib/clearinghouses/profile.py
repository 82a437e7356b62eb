"""What is particular to a clearinghouse, as data and small functions behind one interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.domain.account import AccountMode

if TYPE_CHECKING:
    from chalicelib.clearinghouses.reading import Reading, Source
    from chalicelib.clearinghouses.response_name import ResponseName
    from chalicelib.domain.account import Account
    from chalicelib.domain.claim import ClaimKind
    from chalicelib.domain.deadlines import Deadlines
    from chalicelib.domain.identifiers import TransmissionId
    from chalicelib.domain.response import ResponseKind
    from chalicelib.x12.envelope_writer import Envelope
    from chalicelib.x12.profile_rules import ProfileRules


@dataclass(frozen=True, slots=True)
class TextReport:
    """One kind of report that a clearinghouse writes in a layout of its own.

    `recognizes` tells it by its content; None where the layout is not known, so that its name must
    do. `read` is None where the report states nothing that is not said elsewhere.
    """

    kind: ResponseKind
    recognizes: Callable[[bytes], bool] | None
    read: Callable[[Source], Reading] | None

    def is_in(self, content: bytes) -> bool:
        """Whether the content shows that it is this report."""
        return self.recognizes is not None and self.recognizes(content)


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a file waits until it is whole and is renamed: under a name that the clearinghouse does
    not collect, or in a folder that it does not look into."""

    folder: str
    name: Callable[[TransmissionId], str]

    def path(self, transmission_id: TransmissionId) -> str:
        return f"{self.folder}/{self.name(transmission_id)}"


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many files are delivered in one visit, and then none for `pause`."""

    files: int
    pause: timedelta


@dataclass(frozen=True, slots=True)
class Profile:
    """One clearinghouse.

    `host` is where it listens unless an account says otherwise; None where nobody knows one.
    `file_name` builds the name of a transmission from kind, mode, control number and day.
    `staging` is None where the clearinghouse collects whatever lies in its folder, so that nothing
    can be staged: then files are put under their final names at once.
    `pace` keeps a clearinghouse from being flooded when many files have waited.
    `claim_file_rules` is what the clearinghouse asks of a claim file beyond the X12 guides.
    `envelope` builds the outer segments from account, control number and instant.
    `read_name` tells what a response's name says of it. `text_reports` gives its reports beside
    X12, in the order in which they are tried; what reads them is loaded no sooner.
    `era_stem` builds, from a remittance's file name, the stem under which an 835 and its readable
    text belong together (the same for both, letters, digits, "_" and "-" only).
    `is_own_era_name` tells whether a remittance file, its text or their ZIP is called just as the
    clearinghouse calls it.
    `explain` has plain words for a code in an answer; None for one that nobody has seen before.
    `largest_response` is in bytes: what is larger is no answer and is not fetched.
    `updates_end` is how long after sending the clearinghouse reports on a claim, `pend_ends` how
    long it holds a claim back at most (None where there is no such rule), `deadlines` how long
    each answer may stay out, and `silence` how long no answer of any kind is still usual while
    files wait for one. `support` and `account_support` say whom to call about files and about the
    account itself.
    """

    name: str
    title: str
    host: str | None
    inbound: str
    outbound: str
    file_name: Callable[[ClaimKind, AccountMode, int, date], str]
    staging: Staging | None
    pace: Pace
    envelope: Callable[[Account, int, datetime], Envelope]
    claim_file_rules: ProfileRules
    read_name: Callable[[str], ResponseName]
    text_reports: Callable[[], tuple[TextReport, ...]]
    era_stem: Callable[[str], str]
    is_own_era_name: Callable[[str], bool]
    explain: Callable[[str], str | None]
    largest_response: int
    updates_end: timedelta | None
    pend_ends: timedelta | None
    deadlines: Deadlines
    silence: timedelta
    support: str
    account_support: str

    def deadlines_for(self, mode: AccountMode) -> Deadlines:
        """Tests go to no payer, so nothing of a payer is awaited."""
        return self.deadlines if mode is AccountMode.LIVE else self.deadlines.without_payers()

    def words_for(self, codes: Iterable[str]) -> dict[str, str]:
        """Plain words by code; a code that nobody has seen before has none."""
        explained = ((code, self.explain(code)) for code in dict.fromkeys(codes))
        return {code: words for code, words in explained if words is not None}
