"""Every scenario of the simulated clearinghouse through the whole job, on its own calendar: what a
biller reads on which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.services.show.show_claim import ClaimView
from infra.sandbox.clearinghouse.back_office import BackOffice
from infra.sandbox.clearinghouse.config import User
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.profiles.stedi import STEDI
from infra.sandbox.clearinghouse.scenarios import SCENARIOS
from tests.builders import ACCOUNT, MORNING, REACH, an_account
from tests.fakes.mailboxes import RemoteFile
from tests.functional.courier import House, a_claim_file

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAST_DAY = 36
AWAITING, PENDED = ClaimStatus.AWAITING, ClaimStatus.PENDED
ACCEPTED, REJECTED = ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE, ClaimStatus.REJECTED_BY_CLEARINGHOUSE
BY_PAYER, NOT_BY_PAYER = ClaimStatus.ACCEPTED_BY_PAYER, ClaimStatus.REJECTED_BY_PAYER
PAID, PARTLY, DENIED = ClaimStatus.PAID, ClaimStatus.PARTIALLY_PAID, ClaimStatus.DENIED
REVERSED = ClaimStatus.REVERSED

FOUND_ERRORS, OWED = "found errors", "paid what it owes"
DECIDED = "only a correction or reversal can follow"
STARTS_ANEW = "starts anew"
UPDATES_ENDED = "Status updates end 7 days after sending"


@dataclass(frozen=True)
class Story:
    """`days` are those on which the status changed, `paid` what was paid for 150 charged; `means`
    and `ceiling` are parts of what is told in the end."""

    days: dict[int, ClaimStatus]
    means: str
    ceiling: str
    paid: str = "0"
    batch: BatchStatus = BatchStatus.ACCEPTED


AT_PAYER = {0: AWAITING, 1: ACCEPTED, 2: BY_PAYER}
STORIES = {
    "PAY": Story({**AT_PAYER, 11: PAID}, OWED, DECIDED, "105"),
    "UND": Story({**AT_PAYER, 11: PARTLY}, "left others unpaid", DECIDED, "65"),
    "DED": Story({**AT_PAYER, 11: PAID}, OWED, DECIDED),
    "DEN": Story({**AT_PAYER, 11: DENIED}, "decided to pay nothing", DECIDED),
    "REJ": Story({0: AWAITING, 1: REJECTED}, FOUND_ERRORS, STARTS_ANEW, batch=BatchStatus.REJECTED),
    "PRJ": Story({0: AWAITING, 1: ACCEPTED, 2: NOT_BY_PAYER}, "refused the claim", STARTS_ANEW),
    "PND": Story({0: AWAITING, 1: PENDED, 9: BY_PAYER, 18: PAID}, OWED, DECIDED, "105"),
    "PNA": Story(
        {0: AWAITING, 1: PENDED, 14: ACCEPTED, 16: BY_PAYER, 25: PAID}, OWED, DECIDED, "105"
    ),
    "PNR": Story(
        {0: AWAITING, 1: PENDED, 21: REJECTED},
        FOUND_ERRORS,
        STARTS_ANEW,
        batch=BatchStatus.REJECTED,
    ),
    "FIX": Story(
        {0: AWAITING, 1: REJECTED, 2: ACCEPTED, 4: BY_PAYER, 13: PAID}, OWED, DECIDED, "105"
    ),
    "ACP": Story(AT_PAYER, "into its processing", UPDATES_ENDED),
    "LAT": Story({0: AWAITING, 1: ACCEPTED, 11: PAID}, OWED, DECIDED, "105"),
    "SIL": Story({0: AWAITING, 1: ACCEPTED}, "found no error", UPDATES_ENDED),
    "MUT": Story({0: AWAITING}, "not said anything", UPDATES_ENDED, batch=BatchStatus.AWAITING),
    "BAD": Story({0: AWAITING, 1: REJECTED}, FOUND_ERRORS, STARTS_ANEW, batch=BatchStatus.FAILED),
    "SYN": Story({0: REJECTED}, FOUND_ERRORS, STARTS_ANEW, batch=BatchStatus.FAILED),
    "REV": Story({**AT_PAYER, 11: PAID, 21: REVERSED}, "payment back", DECIDED),
}
"""With Office Ally, looked at an hour after the hand-over and then every morning."""

SAME_WITH_STEDI = sorted(set(STORIES) - {"BAD"})
"""Stedi is silent about a file that is not X12: there the 72 hours tell."""


class Calendar:
    """A batch at a clearinghouse, and the days that pass."""

    def __init__(self, profile: Profile, content: bytes) -> None:
        self.house = House()
        self._box = self.house.server.folders
        self._box.update({profile.inbound: {}, profile.outbound: {}})
        self.house.accounts.rows.by_key[ACCOUNT] = an_account(clearinghouse=profile.name)
        self._outbound = profile.outbound
        self._office = BackOffice([User("sample", "right")], profile)
        self.batch: Batch = self.house.hand_in(content).batch
        self.look_at(timedelta())
        for name, file in self._box[profile.inbound].items():
            assert self._office.submit("sample", name, file.content, MORNING)

    def look_at(self, after: timedelta) -> ClaimView:
        """The first claim, so long after the hand-over, when all that had come is applied."""
        clock, hints = self.house.clock, self.house.hints
        clock.advance(MORNING + after - clock.now())
        for each in self._office.step(clock.now()):
            self._box[self._outbound][each.name] = RemoteFile(each.content, each.at)
        hints.responses.clear()
        self.house.visit()
        for response_id in hints.responses:
            self.house.courier.apply_response(response_id)
        return self.house.courier.show_claim(claim_id(self.batch.batch_id, 1), REACH)

    def changes(self) -> Iterator[tuple[int, ClaimStatus]]:
        """Each day on which the status changed, with the new one."""
        before = None
        for day in range(LAST_DAY):
            status = self.look_at(max(HOUR, day * DAY)).status
            if status is not before:
                yield day, status
            before = status

    def is_stalled(self, after: timedelta) -> bool:
        self.look_at(after)
        self.house.courier.watch_stalls()
        return self.house.show(self.batch).batch.stall is not None


def calendar(profile: Profile, prefix: str) -> Calendar:
    return Calendar(profile, a_claim_file(f"{prefix}00001"))


def nothing_is_open(at: Calendar) -> bool:
    return at.house.worklist.open_ones(ACCOUNT, 1, None).items == ()


def test_every_scenario_has_its_story() -> None:
    assert sorted(STORIES) == sorted(SCENARIOS)


@pytest.mark.parametrize("prefix", sorted(STORIES))
def test_a_biller_reads_each_day_what_has_happened(prefix: str) -> None:
    story, at = STORIES[prefix], calendar(OFFICE_ALLY, prefix)
    assert dict(at.changes()) == story.days
    told = at.look_at(LAST_DAY * DAY)
    assert story.means in told.sentences.means
    assert story.ceiling in told.ceiling.reason
    assert str(told.paid) == story.paid
    assert at.house.show(at.batch).status is story.batch
    assert nothing_is_open(at)


@pytest.mark.parametrize("prefix", SAME_WITH_STEDI)
def test_at_another_clearinghouse_the_same_happens_in_the_same_order(prefix: str) -> None:
    """Its first answers come within the hour."""
    story, at = STORIES[prefix], calendar(STEDI, prefix)
    wanted = [status for status in story.days.values() if status is not AWAITING]
    read = [status for _, status in at.changes()]
    assert read == (wanted or [AWAITING])
    assert str(at.look_at(LAST_DAY * DAY).paid) == story.paid
    assert nothing_is_open(at)


@pytest.mark.parametrize(
    ("profile", "prefix"), [(OFFICE_ALLY, "MUT"), (STEDI, "MUT"), (STEDI, "BAD")]
)
def test_silence_becomes_a_stall_after_72_hours(profile: Profile, prefix: str) -> None:
    at = calendar(profile, prefix)
    assert not at.is_stalled(71 * HOUR)
    assert at.is_stalled(73 * HOUR)
