"""The 72-hour rule."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.deadlines import Stage
from chalicelib.domain.diagnosis import Verdict
from chalicelib.domain.events.event import Event
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.stall import Stall
from chalicelib.domain.status import BatchStatus
from chalicelib.services.diagnosis.probe_connection import Sighting
from chalicelib.services.events.announce_events import ANNOUNCER
from chalicelib.services.watch.watch_stalls import AccountsNotWatchedError
from tests.builders import ACCOUNT, REACH, a_batch, an_account
from tests.fakes import Measured
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

HOUR = 3_600


def watch(house: House) -> float:
    """A round of the watch, and what is told of it."""
    age = house.courier.watch_stalls()
    house.courier.publish_events()
    return age


def test_nothing_unanswered_is_an_age_of_zero_and_is_told(house: House) -> None:
    assert watch(house) == 0
    assert house.meter.gauges == [
        Measured("OldestUnansweredBatchAge", 0, ACCOUNT),
        Measured("OldestUnansweredBatchAge", 0),
        Measured("LongestUnvisited", 0),
    ]


def test_the_age_counts_from_handing_in_whether_sent_or_not(house: House) -> None:
    house.hand_in(a_claim_file("A1"))
    house.visit()
    house.clock.advance(timedelta(hours=5))
    house.hand_in(a_claim_file("A2"))
    house.clock.advance(timedelta(hours=1))
    assert watch(house) == 6 * HOUR


def test_a_batch_that_never_got_planned_counts_too(house: House) -> None:
    stuck = house.hand_in(a_claim_file()).batch
    house.batches.rows.by_key[stuck.batch_id] = type(stuck)(
        stuck.batch_id,
        stuck.account_id,
        stuck.practice_id,
        stuck.source,
        stuck.received_at,
        stuck.content_sha256,
        stuck.size,
    )
    house.transmissions.rows.by_key.clear()
    house.clock.advance(timedelta(hours=2))
    assert watch(house) == 2 * HOUR


def test_a_stall_begins_at_72_hours_and_not_before(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    send(house)
    house.clock.advance(timedelta(hours=72) - timedelta(seconds=1))
    watch(house)
    assert house.show(batch).batch.stall is None
    house.clock.advance(timedelta(seconds=1))
    watch(house)
    stall = house.show(batch).batch.stall
    assert stall is not None
    assert stall.since == house.clock.now()
    assert stall.diagnosis.verdict is Verdict.CLEARINGHOUSE_SILENT


def test_a_stall_begins_once(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.clock.advance(timedelta(hours=73))
    watch(house)
    first = house.show(batch).batch.stall
    house.clock.advance(timedelta(hours=1))
    watch(house)
    assert house.show(batch).batch.stall == first
    assert house.meter.total("StallsBegun") == 1


def test_a_stall_names_a_changed_password_as_the_cause(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.password = "changed"
    house.visit()
    house.clock.advance(timedelta(hours=73))
    watch(house)
    stall = house.show(batch).batch.stall
    assert stall is not None
    assert stall.diagnosis.verdict is Verdict.CREDENTIALS_CHANGED
    assert "975-7000" in stall.diagnosis.whom


def send(house: House) -> None:
    """A visit, after which the clearinghouse takes everything over."""
    house.visit()
    for name in house.server.inbound:
        house.server.pick_up(name)


def told(house: House) -> list[str]:
    return [event.kind.value for event in house.announcer.told]


def stall_of(house: House, batch: Batch) -> Stall:
    stall = house.show(batch).batch.stall
    assert stall is not None
    return stall


def test_answers_end_the_stall_and_both_ends_are_told_once(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.visit()
    house.clock.advance(timedelta(hours=73))
    watch(house)
    assert sorted(told(house)) == ["account.silent", "batch.stalled"]
    for answer in answers_to(house.server.inbound):
        house.answer(*answer)
    watch(house)
    assert watch(house) == 0
    assert house.show(batch).batch.stall is None
    assert house.meter.total("StallsEnded") == 1
    assert sorted(told(house)[2:]) == ["account.heard", "batch.resumed"]


def test_silence_after_a_999_is_noticed(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.visit()
    house.answer(*answers_to(house.server.inbound)[0])
    assert house.show(batch).status is BatchStatus.ACKNOWLEDGED
    house.clock.advance(timedelta(hours=72))
    assert watch(house) == 72 * HOUR, "the alarm rings although a 999 came"
    stall = stall_of(house, batch)
    assert (stall.stage, stall.claims) == (Stage.CLAIM_VERDICT, 2)
    assert stall.diagnosis.verdict is Verdict.CLEARINGHOUSE_SILENT


def test_an_event_that_could_not_be_told_is_told_in_a_later_round_once(house: House) -> None:
    house.hand_in(a_claim_file())
    house.announcer.deaf = True
    house.clock.advance(timedelta(hours=73))
    watch(house)
    assert told(house) == []
    house.announcer.deaf = False
    house.clock.advance(timedelta(minutes=5))
    for _ in range(2):
        watch(house)
    assert told(house) == ["batch.stalled"]


def test_people_are_not_mailed_again_in_each_round_in_which_machines_cannot_be_told(
    house: House,
) -> None:
    house.hand_in(a_claim_file())
    house.announcer.deaf_to_machines = True
    house.clock.advance(timedelta(hours=73))
    for _ in range(3):
        watch(house)
        house.clock.advance(timedelta(minutes=5))
    assert house.meter.total("EventsNotTold") == 3
    house.announcer.deaf_to_machines = False
    watch(house)
    assert told(house) == ["batch.stalled"]
    assert [each.seq for each in house.announcer.published] == [1, 2]


def test_an_event_that_another_is_telling_at_this_moment_is_left_to_it(house: House) -> None:
    house.hand_in(a_claim_file())
    house.announcer.deaf = True
    house.clock.advance(timedelta(hours=73))
    watch(house)
    house.announcer.deaf = False
    watch(house)
    assert told(house) == []


def test_the_event_of_a_stall_whose_writer_died_is_made_good(house: House) -> None:
    house.hand_in(a_claim_file())
    house.clock.advance(timedelta(hours=73))
    watch(house)
    house.notices.rows.by_key.clear()
    house.notices.told.clear()
    house.announcer.told.clear()
    watch(house)
    assert told(house) == ["batch.stalled"]


def test_a_message_names_cause_and_help_but_no_patient(house: House) -> None:
    batch = house.hand_in(a_claim_file("SECRETNUMBER")).batch
    send(house)
    house.clock.advance(timedelta(hours=73))
    watch(house)
    (event,) = [each for each in house.announcer.told if each.batch_id == batch.batch_id]
    summary = str(event.summary)
    assert "clearinghouse_silent" in summary
    assert "975-7000" in summary
    stall = stall_of(house, batch)
    assert "SECRETNUMBER" not in summary + stall.diagnosis.ticket
    file_name = house.show(batch).transmissions[0].file_name
    assert file_name in stall.diagnosis.ticket


def test_an_account_that_cannot_be_watched_holds_up_no_other(house: House) -> None:
    broken = an_account(account_id=AccountId("acc_a"), clearinghouse="nowhere")
    house.accounts.add(broken)
    house.batches.add(a_batch(account_id=broken.account_id))
    batch = house.hand_in(a_claim_file()).batch
    house.clock.advance(timedelta(hours=73))
    with pytest.raises(AccountsNotWatchedError, match="acc_a"):
        watch(house)
    assert house.show(batch).batch.stall is not None
    assert house.meter.gauges[-1].name == "LongestUnvisited"


def test_what_keeps_an_account_from_working_is_measured_in_every_round(house: House) -> None:
    house.server.password = "changed"
    house.visit()
    watch(house)
    house.server.password = "right"
    house.server.shows_other_host_key = True
    house.courier.onboard.new_password(ACCOUNT, "right")
    house.visit()
    watch(house)
    assert measured(house, "RefusedAccounts") == [1, 0]
    assert measured(house, "HostKeyChangedAccounts") == [0, 1]


def test_an_unreachable_server_is_measured_after_half_an_hour(house: House) -> None:
    house.server.down = True
    house.visit()
    for minutes in (29, 1):
        house.clock.advance(timedelta(minutes=minutes))
        watch(house)
    assert measured(house, "UnreachableAccounts") == [0, 1]


def test_missing_visits_are_measured(house: House) -> None:
    house.visit()
    house.clock.advance(timedelta(minutes=40))
    watch(house)
    assert house.meter.gauges[-1] == Measured("LongestUnvisited", 40 * 60)


def measured(house: House, name: str) -> list[float]:
    return [each.value for each in house.meter.counts if each.name == name]


def test_an_account_is_silent_after_the_time_that_is_usual_there(house: House) -> None:
    house.hand_in(a_claim_file())
    house.visit()
    house.clock.advance(timedelta(hours=36) - timedelta(seconds=1))
    watch(house)
    assert told(house) == []
    house.clock.advance(timedelta(seconds=1))
    for _ in range(2):
        watch(house)
    assert told(house) == ["account.silent"]
    assert measured(house, "SilentAccounts") == [0, 1, 1]
    view = house.courier.show_account(ACCOUNT, REACH)
    assert view.watch.silent_since == house.clock.now() - timedelta(hours=36)


def test_a_batch_that_is_refused_after_it_stalled_is_stalled_no_longer(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    received = replace(batch, state=IntakeState.RECEIVED, look_at=None)
    house.batches.rows.by_key[batch.batch_id] = received
    house.clock.advance(timedelta(hours=73))
    watch(house)
    stalled = house.batches.get(batch.batch_id)
    assert stalled.stall is not None
    house.batches.advance(stalled, stalled.refuse((), 0))
    watch(house)
    assert house.batches.get(batch.batch_id).stall is None
    assert house.batches.due(ACCOUNT, house.clock.now()) == ()


def test_a_diagnosis_is_renewed_when_it_is_old(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    send(house)
    house.clock.advance(timedelta(hours=73))
    watch(house)
    house.server.down = True
    house.clock.advance(timedelta(hours=5))
    watch(house)
    assert stall_of(house, batch).diagnosis.verdict is Verdict.CLEARINGHOUSE_SILENT
    house.clock.advance(timedelta(hours=1))
    watch(house)
    assert stall_of(house, batch).diagnosis.verdict is Verdict.NETWORK


def test_two_watchers_at_the_same_moment_begin_one_stall(house: House) -> None:
    """The second has read the batch before the first wrote it."""
    batch = house.hand_in(a_claim_file()).batch
    house.clock.advance(timedelta(hours=73))
    seen = house.batches.get(batch.batch_id)
    watch(house)
    account = house.accounts.get(ACCOUNT)
    stall = house.courier.watch_stalls.watch_batch(account, seen, lambda: Sighting(())).stall
    assert stall == stall_of(house, batch)
    assert house.meter.total("StallsBegun") == 1


def test_a_teller_who_was_held_up_leaves_the_event_to_who_took_it_over(house: House) -> None:
    house.hand_in(a_claim_file())
    house.clock.advance(timedelta(hours=73))
    heard = house.announcer.announce

    def slowly(event: Event) -> None:
        house.announcer.announce = heard  # type: ignore[method-assign]
        house.clock.advance(timedelta(minutes=15))
        watch(house)
        heard(event)

    house.announcer.announce = slowly  # type: ignore[method-assign]
    watch(house)
    assert house.followers.get(ANNOUNCER).position == house.feed.last()
