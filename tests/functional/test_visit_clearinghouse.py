"""A visit: deliver once, collect once, and never lock the customer out."""

from datetime import timedelta

import pytest

from chalicelib.domain.errors import MailboxUnreachableError, TransferError
from chalicelib.domain.health import FIRST_WAIT
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Problem
from chalicelib.domain.status import BatchStatus
from chalicelib.domain.transmission import Transmission, TransmissionState
from chalicelib.services.visit.visit_clearinghouse import COLLECT_UNTIL, DELIVER_FOR, VisitOutcome
from tests.builders import ACCOUNT, REACH, a_batch, an_account
from tests.fakes import Moment
from tests.fakes.mailboxes import OTHER_KEY, Killed, RemoteFile
from tests.functional.courier import House, a_claim_file


def test_a_waiting_batch_is_delivered_under_its_final_name(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    assert house.visit().outcome is VisitOutcome.DONE
    sent = house.show(batch).transmissions[0]
    assert house.server.inbound == {
        sent.file_name: house.archive.transmission(sent.transmission_id)
    }
    assert sent.state is TransmissionState.SENT
    assert house.show(batch).status is BatchStatus.AWAITING


def test_batches_go_out_in_the_order_of_their_receipt(house: House) -> None:
    for number in ("C3", "A1", "B2"):
        house.hand_in(a_claim_file(number))
        house.clock.advance(timedelta(seconds=1))
    house.visit()
    contents = house.server.inbound.values()
    order = [number for c in contents for number in (b"A1*", b"B2*", b"C3*") if number in c]
    assert order == [b"C3*", b"A1*", b"B2*"]


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("operation", ["put", "rename"])
@pytest.mark.parametrize("collected_meanwhile", [True, False])
def test_a_connection_that_breaks_at_any_point_neither_loses_nor_doubles_a_file(
    house: House, operation: str, moment: Moment, collected_meanwhile: bool
) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.fail(operation, moment=moment, error=MailboxUnreachableError)
    assert house.visit().outcome is VisitOutcome.UNREACHABLE
    name = house.show(batch).transmissions[0].file_name
    taken = 0
    if collected_meanwhile and name in house.server.inbound:
        house.server.pick_up(name)
        taken += 1
    assert house.visit().outcome is VisitOutcome.DONE
    taken += name in house.server.inbound
    assert taken == 1
    assert house.show(batch).transmissions[0].state is TransmissionState.SENT


def test_another_file_under_the_final_name_is_neither_replaced_nor_taken_for_ours(
    house: House,
) -> None:
    batch = house.hand_in(a_claim_file()).batch
    name = house.show(batch).transmissions[0].file_name
    house.server.folders["inbound"][name] = RemoteFile(b"somebody else's", house.clock.now())
    for _ in range(2):
        assert house.visit().failed_transfers == 1
    assert house.server.inbound[name] == b"somebody else's"
    assert house.show(batch).status is BatchStatus.AWAITING_TRANSMISSION
    house.server.pick_up(name)
    assert house.visit().sent == 1


def test_no_later_batch_overtakes_one_that_cannot_be_put(house: House) -> None:
    first = house.hand_in(a_claim_file("A1")).batch
    house.clock.advance(timedelta(seconds=1))
    second = house.hand_in(a_claim_file("A2")).batch
    house.server.fail("put", nth=1, error=TransferError)
    visit = house.visit()
    assert (visit.sent, visit.failed_transfers) == (0, 1)
    assert house.show(first).status is BatchStatus.AWAITING_TRANSMISSION
    assert house.show(second).status is BatchStatus.AWAITING_TRANSMISSION
    assert house.visit().sent == 2


def test_answers_are_collected_although_a_file_cannot_be_put(house: House) -> None:
    house.hand_in(a_claim_file())
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    house.server.fail("put", error=TransferError)
    assert house.visit().collected == 1


def test_no_batch_overtakes_one_that_is_still_being_taken_in(house: House) -> None:
    slow = house.batches.add(a_batch(0, received_at=house.clock.now()))
    house.clock.advance(timedelta(seconds=1))
    house.hand_in(a_claim_file())
    assert house.visit().sent == 0
    house.batches.advance(slow, slow.refuse((), 0))
    assert house.visit().sent == 1


def test_a_batch_that_cannot_be_taken_in_does_not_stop_the_others_for_ever(house: House) -> None:
    house.batches.add(a_batch(0, received_at=house.clock.now()))
    house.clock.advance(timedelta(seconds=1))
    house.hand_in(a_claim_file())
    house.clock.advance(timedelta(minutes=15))
    assert house.visit().sent == 1


def test_an_outage_heals_by_itself(house: House) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.down = True
    for _ in range(5):
        assert house.visit().outcome is VisitOutcome.UNREACHABLE
    assert house.accounts.health(ACCOUNT).last_problem is Problem.UNREACHABLE
    house.server.down = False
    assert house.visit().sent == 1
    assert house.show(batch).status is BatchStatus.AWAITING
    assert house.accounts.health(ACCOUNT).last_problem is None


def test_after_a_network_failure_nobody_connects_before_its_time(house: House) -> None:
    house.server.down = True
    house.visit()
    house.server.down = False
    assert house.courier.visit_clearinghouse(ACCOUNT).outcome is VisitOutcome.BACKING_OFF
    assert house.server.logins == 0
    house.clock.advance(FIRST_WAIT)
    assert house.courier.visit_clearinghouse(ACCOUNT).outcome is VisitOutcome.DONE


def test_a_refused_password_is_tried_twice_and_then_no_more(house: House) -> None:
    house.server.password = "changed"
    outcomes = [house.visit().outcome for _ in range(4)]
    assert outcomes == [
        VisitOutcome.LOGIN_REFUSED,
        VisitOutcome.LOGIN_REFUSED,
        VisitOutcome.LOGIN_LATCHED,
        VisitOutcome.LOGIN_LATCHED,
    ]
    assert house.server.refused == 2
    assert house.accounts.health(ACCOUNT).logins_left == 0


def test_the_login_is_paid_for_before_it_is_tried(house: House) -> None:
    """A visitor who dies while logging in has used it up: the server may have counted it."""
    house.server.dies_at_login = True
    for _ in range(2):
        with pytest.raises(Killed):
            house.visit()
        house.clock.advance(timedelta(minutes=15))
    house.server.dies_at_login = False
    assert house.visit().outcome is VisitOutcome.LOGIN_LATCHED
    assert house.accounts.health(ACCOUNT).last_problem is Problem.LOGIN_LATCHED


def test_a_login_that_was_not_refused_costs_nothing(house: House) -> None:
    for switch in ("down", "shows_other_host_key"):
        setattr(house.server, switch, True)
        house.visit()
        setattr(house.server, switch, False)
    assert house.accounts.health(ACCOUNT).logins_left == 2


def test_a_new_password_opens_the_latch(house: House) -> None:
    house.hand_in(a_claim_file())
    house.server.password = "changed"
    for _ in range(3):
        house.visit()
    house.courier.onboard.new_password(ACCOUNT, "changed")
    assert house.visit().sent == 1


def test_another_host_key_ends_the_visit_before_the_password_is_shown(house: House) -> None:
    house.server.shows_other_host_key = True
    for _ in range(3):
        assert house.visit().outcome is VisitOutcome.HOST_KEY_CHANGED
    assert (house.server.logins, house.server.refused) == (0, 0)
    health = house.accounts.health(ACCOUNT)
    assert (health.host_key_shown, health.network_failures) == (OTHER_KEY, 0)


def test_without_a_pinned_key_nobody_is_trusted(house: House) -> None:
    house.accounts.rows.by_key[ACCOUNT] = an_account(host_key="")
    house.server.shows_other_host_key = True
    assert house.visit().outcome is VisitOutcome.HOST_KEY_UNPINNED
    assert house.server.logins == 0


def test_an_account_is_visited_by_one_at_a_time(house: House) -> None:
    now = house.clock.now()
    assert house.leases.take(ACCOUNT, "another", now, now + timedelta(minutes=15))
    assert house.visit().outcome is VisitOutcome.BUSY
    assert house.server.logins == 0
    house.clock.advance(timedelta(minutes=15))
    assert house.visit().outcome is VisitOutcome.DONE


def test_the_lease_is_given_back_when_a_visit_fails(house: House) -> None:
    house.server.down = True
    house.visit()
    house.server.down = False
    assert house.visit().outcome is VisitOutcome.DONE


@pytest.mark.parametrize("operation", ["put", "size", "rename", "listing"])
def test_a_visitor_who_was_taken_over_changes_nothing_more(house: House, operation: str) -> None:
    """It slept for longer than its lease, at any call; another visitor did all the work."""
    batch = house.hand_in(a_claim_file()).batch
    name = house.show(batch).transmissions[0].file_name
    taken = []

    def another_visits() -> None:
        house.clock.advance(timedelta(minutes=15))
        assert house.visit().outcome is VisitOutcome.DONE
        taken.append(house.server.pick_up(name))

    house.server.meanwhile[operation] = another_visits
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    assert name not in house.server.inbound
    assert len(taken) == 1
    assert house.show(batch).transmissions[0].state is TransmissionState.SENT
    assert house.visit().outcome is VisitOutcome.DONE


def another_takes_over(house: House) -> None:
    house.clock.advance(timedelta(minutes=15))
    now = house.clock.now()
    assert house.leases.take(ACCOUNT, "another", now, now + timedelta(minutes=15))


def test_nothing_is_put_when_the_account_is_lost_right_before(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hand_in(a_claim_file())
    advance = house.transmissions.advance

    def advance_and_sleep(old: Transmission, new: Transmission, lease: Lease | None = None) -> None:
        advance(old, new, lease)
        another_takes_over(house)

    monkeypatch.setattr(house.transmissions, "advance", advance_and_sleep)
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    assert house.server.inbound == {}


def test_nothing_is_written_down_when_the_account_is_lost_while_a_file_goes_out(
    house: House,
) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.meanwhile["put"] = lambda: another_takes_over(house)
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    assert house.show(batch).transmissions[0].state is TransmissionState.PLANNED


def test_a_visitor_who_was_taken_over_does_not_give_the_lease_back(house: House) -> None:
    house.server.meanwhile["listing"] = lambda: another_takes_over(house)
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    assert house.visit().outcome is VisitOutcome.BUSY


def test_a_visit_ends_in_time_and_keeps_what_it_has_done(house: House) -> None:
    for number in range(3):
        house.hand_in(a_claim_file(f"A{number}"))
        house.clock.advance(timedelta(seconds=1))

    def time_passes() -> None:
        house.clock.advance(DELIVER_FOR)

    house.server.meanwhile["rename"] = time_passes
    visit = house.visit()
    assert (visit.outcome, visit.sent) == (VisitOutcome.DONE, 1)
    assert visit.next_in is not None
    house.clock.advance(visit.next_in)
    assert house.visit().sent == 2


def test_collecting_ends_in_time_and_goes_on_at_once(house: House) -> None:
    for name in ("a_999.999", "b_999.999"):
        house.server.put_out(name, name.encode())

    def time_passes() -> None:
        house.clock.advance(COLLECT_UNTIL)

    house.server.meanwhile["fetch"] = time_passes
    visit = house.visit()
    assert (visit.collected, visit.next_in) == (1, timedelta())
    assert house.hints.visits == [ACCOUNT]
    assert house.visit().collected == 1


def test_many_hints_are_answered_by_one_visit(house: House) -> None:
    asked = []
    for number in range(20):
        house.hand_in(a_claim_file(f"A{number}"))
        asked.append(house.clock.now())
        house.clock.advance(timedelta(seconds=2))
    outcomes = [house.courier.visit_clearinghouse(ACCOUNT, at).outcome for at in asked]
    assert outcomes == [VisitOutcome.DONE] + [VisitOutcome.NOT_NEEDED] * 19
    assert (house.server.logins, len(house.server.inbound)) == (1, 20)


def test_a_hint_is_not_answered_by_a_visit_that_failed(house: House) -> None:
    asked = house.clock.now()
    house.clock.advance(timedelta(seconds=2))
    house.server.down = True
    house.visit()
    house.server.down = False
    house.clock.advance(FIRST_WAIT)
    assert house.courier.visit_clearinghouse(ACCOUNT, asked).outcome is VisitOutcome.DONE


def test_who_comes_while_another_visits_is_served_right_after(house: House) -> None:
    def another_comes() -> None:
        assert house.courier.visit_clearinghouse(ACCOUNT).outcome is VisitOutcome.BUSY

    house.server.meanwhile["listing"] = another_comes
    assert house.visit().next_in == timedelta()
    assert house.hints.visits == [ACCOUNT]


def test_a_new_file_is_archived_listed_and_collected_once(house: House) -> None:
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    assert house.visit().collected == 1
    assert house.visit().collected == 0
    response = house.responses.get(house.hints.responses[0])
    assert house.archive.response(response) == b"whatever it is"
    assert response.name == "1598000101_odd.txt"


def test_a_name_used_again_for_other_content_is_a_new_response(house: House) -> None:
    house.server.put_out("1598000101_999.999", b"one")
    house.visit()
    house.server.put_out("1598000101_999.999", b"two and more")
    house.visit()
    assert len(set(house.hints.responses)) == 2


def test_a_file_that_cannot_be_fetched_waits_for_the_next_visit(house: House) -> None:
    house.server.put_out("a_999.999", b"one")
    house.server.put_out("b_999.999", b"two")
    house.server.fail("fetch", error=TransferError)
    assert house.visit().collected == 1
    assert house.visit().collected == 1


def test_a_crash_after_archiving_collects_the_same_response_again(house: House) -> None:
    """Only the mark is missing: the bytes and the row are met again, nothing is doubled."""
    house.server.put_out("1598000101_odd.txt", b"whatever it is")
    house.visit()
    house.responses.seen_files.clear()
    house.clock.advance(timedelta(days=1))
    house.visit()
    assert len(set(house.hints.responses)) == 1
    assert len(house.courier.show_responses.list(ACCOUNT, REACH, 10, None)[1].items) == 1
