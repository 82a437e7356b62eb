import re
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.sandbox.clearinghouse.config import Pace
from infra.sandbox.clearinghouse.profile import Profile
from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.profiles.stedi import STEDI
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.clearinghouse.back_office import segments
from tests.clearinghouse.life import DAY, HOUR, NOON, Life, claims_of, for_stedi, text_of

MONTH = 32 * DAY


def lived(*numbers: str) -> Life:
    """A month after a file with these claims."""
    life = Life()
    life.submit(claims_of(*numbers))
    return life.pass_time(MONTH)


def claim_statuses(text: str) -> list[tuple[str, str]]:
    """Category of the last STC by CLM01 of a 277CA."""
    found = segments(text)
    numbered = [
        (claim[2], status[1][:2])
        for claim, status in pairwise(found)
        if claim[:2] == ["TRN", "2"] and status[0] == "STC"
    ]
    return numbered[1:]


def test_answers_come_after_office_allys_hours_and_days() -> None:
    life = lived("PAY1")
    assert life.after("_999.") == [timedelta(minutes=15)]
    assert life.after("IN_C") == [8 * HOUR]
    assert life.after("277ca") == [8 * HOUR]
    assert life.after("EDI_STATUS") == [DAY + 18 * HOUR] * 2
    assert life.after("ERA") == [10 * DAY + 18 * HOUR]


def test_what_is_ready_at_the_hour_of_the_gathering_leaves_with_it() -> None:
    six = NOON + 18 * HOUR
    ready = (six - HOUR, six, six + HOUR)
    assert [Timeline().leaves(each) for each in ready] == [six, six, six + DAY]
    assert Timeline(gathered_at=None).leaves(NOON) == NOON


def test_nothing_comes_before_it_is_due() -> None:
    life = Life()
    life.submit(claims_of("PAY1"))
    assert life.office.next_due() == NOON + timedelta(minutes=15)
    life.pass_time(timedelta(minutes=14, seconds=59))
    assert life.came == []
    life.pass_time(timedelta(seconds=1))
    assert [each.name for each in life.came] == ["1600000101_837P_1_999.999"]


def test_answers_bear_the_day_on_which_they_were_due_however_late_one_looks() -> None:
    life = lived("PAY1")
    names = [each.name for each in life.came]
    assert [re.findall(r"2026\d{4}", name) for name in names] == [
        [], [], ["20261012"], ["20261014"], ["20261014"], ["20261023"],
    ]  # fmt: skip
    assert "*20261023*" in text_of(life.named("ERA")[0])


def test_a_name_without_a_keyword_is_not_taken() -> None:
    life = Life()
    assert not life.submit(claims_of("PAY1"), "claims.837")
    assert life.submit(claims_of("PAY1"), "claims.837p")
    assert len(life.office.ledger.receipts()) == 1


def test_payers_answers_to_many_files_leave_in_one_report_a_day() -> None:
    life = Life()
    for number in range(1, 4):
        life.submit(claims_of(f"PAY{number}", control_number=number), f"837P_{number}.txt")
        life.pass_time(HOUR)
    life.pass_time(MONTH)
    report = life.text("EDI_STATUS_20261014.txt")
    assert re.findall(r"PAY\d", report) == ["PAY1", "PAY2", "PAY3"]
    assert len(set(re.findall(r"^    (\d{10}) ", report, re.M))) == 3
    acknowledgment = life.text("EDI_STATUS_20261014.277")
    assert claim_statuses(acknowledgment)[0] == ("PAY1", "A2")
    assert acknowledgment.count("~ST*277*") == 3
    assert life.text("ERA").count("~CLP*") == 3


def test_batches_of_two_files_stay_apart_though_they_have_the_same_reference() -> None:
    life = Life()
    for number in (1, 2):
        life.submit(claims_of(f"PAY{number}"), f"837P_{number}.txt")
    life.pass_time(2 * DAY)
    assert life.text("EDI_STATUS_20261014.277").count("~ST*277*") == 2


def test_at_the_pace_of_seconds_a_pend_ends_after_its_report_too() -> None:
    times = Pace().timeline()
    assert times.claim_ack_277ca < times.pend_retry
    assert times.claim_ack_277ca < times.portal_fix


def test_a_claim_that_comes_a_day_later_is_in_the_report_of_the_next_day() -> None:
    life = Life()
    life.submit(claims_of("PAY1"))
    life.pass_time(DAY)
    life.submit(claims_of("PAY2", control_number=2), "837P_2.txt")
    life.pass_time(MONTH)
    days = [(each.at - NOON).days for each in life.named("STATUS_2026") if ".txt" in each.name]
    assert days == [1, 2]


def test_a_pend_that_ends_well_is_told_on_day_14_under_a_new_file_id() -> None:
    life = lived("PNA1", "PAY2")
    assert life.after("IN_C") == [8 * HOUR, 14 * DAY]
    first, second = (text_of(each) for each in life.named("IN_C"))
    assert "PENDING CLAIM DETAIL" in first
    assert "ACCEPTED CLAIM DETAIL" in second
    assert "PAY2" not in second
    assert re.findall(r"4900000\d{3}.*PNA1", second)[0][:10] in first
    assert [claim_statuses(text_of(each)) for each in life.named("277ca")] == [
        [("PNA1", "A1"), ("PAY2", "A0")], [("PNA1", "A0")],
    ]  # fmt: skip
    assert [text_of(each).count("CLP*PNA1*") for each in life.named("ERA")] == [0, 1]


def test_a_pend_that_ends_badly_is_rejected_on_day_21_and_never_reaches_the_payer() -> None:
    life = lived("PNR1")
    assert life.after("IN_C") == [8 * HOUR, 21 * DAY]
    assert "RC21 - Patient Unknown To Payer" in text_of(life.named("IN_C")[1])
    assert claim_statuses(text_of(life.named("277ca")[1])) == [("PNR1", "A7")]
    assert life.named("EDI_STATUS") + life.named("ERA") == []


def test_a_claim_found_on_day_7_is_told_by_its_payer_alone() -> None:
    life = lived("PND1")
    assert life.after("IN_C") == [8 * HOUR]
    assert life.after("EDI_STATUS") == [8 * DAY + 18 * HOUR] * 2


def test_a_claim_fixed_in_the_portal_comes_back_with_other_ids_and_no_277ca() -> None:
    life = lived("FIX1", "PAY2")
    assert life.after("IN_C") == [8 * HOUR, 2 * DAY]
    assert life.after("277ca") == [8 * HOUR]
    first, second = (text_of(each) for each in life.named("IN_C"))
    (rejected,) = re.findall(r"(4900000\d{3}).*FIX1", first)
    (mended,) = re.findall(r"(4900000\d{3}).*FIX1", second)
    assert rejected < mended
    assert "File Name:1600000" in second
    assert "_CLAIMFIX.txt" in second
    assert "CLP*FIX1*1*" in text_of(life.named("ERA")[-1])
    assert f"PC{mended}" in text_of(life.named("ERA")[-1])


def test_a_late_payer_is_heard_by_the_835_alone() -> None:
    life = lived("LAT1")
    assert life.named("EDI_STATUS") == []
    assert "CLP*LAT1*1*" in life.text("ERA")


def test_an_accepted_claim_may_never_be_adjudicated() -> None:
    life = lived("ACP1")
    assert len(life.named("EDI_STATUS")) == 2
    assert life.named("ERA") == []


def test_a_failed_file_gets_its_error_report_alone() -> None:
    life = lived("PAY1", "BAD2")
    assert [each.name for each in life.came] == ["FS_HCFA_1600000101_ErrorReport.txt"]


def test_money_taken_back_leaves_on_day_20() -> None:
    assert lived("REV1").after("ERA") == [10 * DAY + 18 * HOUR, 20 * DAY + 18 * HOUR]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 20_000), max_size=30).map(sorted), st.sampled_from([OFFICE_ALLY, STEDI])
)
def test_the_size_of_the_steps_changes_nothing(minutes: list[int], profile: Profile) -> None:
    content = claims_of("PAY1", "REJ2", "PNA3", "PNR4", "FIX5", "REV6", "PRJ7", "LAT9")
    lives = Life(profile), Life(profile)
    for life in lives:
        life.submit(content if profile is OFFICE_ALLY else for_stedi(content))
    for minute in minutes:
        wanted = NOON + timedelta(minutes=minute)
        lives[0].pass_time(wanted - lives[0].clock())
    for life in lives:
        life.pass_time(NOON + MONTH - life.clock())
    assert lives[0].came == lives[1].came
    assert len(lives[0].came) >= 10
    assert lives[0].office.next_due() is None


def test_thirty_days_of_daily_files_pass_at_once() -> None:
    life = Life()
    for day in range(30):
        numbers = [f"{prefix}{day}" for prefix in ("PAY", "REJ", "PND", "DEN", "FIX")]
        life.submit(claims_of(*numbers, control_number=day + 1), f"837P_{day}.txt")
        life.pass_time(DAY, steps=24)
    assert len(life.named("_999.")) == 30
    assert len(life.named("ERA")) == 20
