"""Files that may have been sent: evidence or a person decides, never a machine."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.clearinghouses import registry
from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.profile import Staging
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import (
    AccountBusyError,
    MailboxUnreachableError,
    NotFoundError,
    NotUncertainError,
    RenameRefusedError,
    TransferError,
)
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.lease import Lease
from chalicelib.domain.status import BatchStatus
from chalicelib.domain.transmission import Evidence, Look, Transmission, TransmissionState, Verdict
from chalicelib.services.access.decider import Decider
from chalicelib.services.visit.send_transmission import TRIES_TO_RENAME
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from tests.builders import ACCOUNT, ELSEWHERE, REACH
from tests.fakes import Moment
from tests.functional.courier import House, a_claim_file

BILLER = Decider("cck_sample", REACH)


@pytest.fixture
def unstaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clearinghouse is one where nothing can be staged."""
    monkeypatch.setitem(registry._PROFILES, "office_ally", replace(OFFICE_ALLY, staging=None))


@pytest.fixture
def batch(house: House, unstaged: None) -> Batch:
    return house.hand_in(a_claim_file()).batch


def sent(house: House, batch: Batch) -> Transmission:
    return house.show(batch).transmissions[0]


def break_off(house: House, moment: Moment = Moment.BEFORE) -> None:
    house.server.fail("put", moment=moment, error=MailboxUnreachableError)
    assert house.visit().outcome is VisitOutcome.UNREACHABLE


def decide(house: House, batch: Batch, verdict: Verdict) -> Transmission:
    identifier = sent(house, batch).transmission_id
    return house.courier.decide_transmission(identifier, verdict, BILLER, "asked them by telephone")


def test_a_direct_put_whose_size_is_confirmed_is_sent(house: House, batch: Batch) -> None:
    assert house.visit().sent == 1
    assert sent(house, batch).evidence is Evidence.PUT


def test_a_file_seen_whole_is_evidence(house: House, batch: Batch) -> None:
    break_off(house, Moment.AFTER)
    assert sent(house, batch).state is TransmissionState.UNCERTAIN
    assert house.visit().sent == 1
    assert sent(house, batch).evidence is Evidence.SEEN


def test_both_facts_stand_before_whoever_decides(house: House, batch: Batch) -> None:
    begun = house.clock.now()
    break_off(house, Moment.MIDWAY)
    house.clock.advance(timedelta(hours=1))
    house.visit()
    shown = house.courier.decide_transmission.show(sent(house, batch).transmission_id, REACH)
    assert shown.doubted_at == begun
    assert shown.looked == Look(house.clock.now(), shown.size // 2)


def test_a_doubtful_file_is_counted_at_each_visit_until_it_is_settled(
    house: House, batch: Batch
) -> None:
    break_off(house)
    for _ in range(2):
        house.visit()
    assert house.meter.total("DoubtfulFiles") == 2
    decide(house, batch, Verdict.SENT)
    house.visit()
    assert house.meter.total("DoubtfulFiles") == 2


def test_what_was_decided_is_a_fact_with_who_when_and_why(house: House, batch: Batch) -> None:
    break_off(house)
    house.visit()
    decided = decide(house, batch, Verdict.SENT)
    assert decided == sent(house, batch)
    assert (decided.state, decided.evidence) == (TransmissionState.SENT, Evidence.PERSON)
    (decision,) = decided.decisions
    assert (decision.by, decision.reason) == ("cck_sample", "asked them by telephone")
    assert (decision.at, decision.looked) == (house.clock.now(), Look(house.clock.now(), None))


def test_what_was_sent_by_decision_is_never_put_again(house: House, batch: Batch) -> None:
    break_off(house)
    decide(house, batch, Verdict.SENT)
    assert house.visit().sent == 0
    assert house.server.inbound == {}


def test_what_was_not_sent_goes_out_under_the_same_identity(house: House, batch: Batch) -> None:
    break_off(house)
    before = sent(house, batch)
    decide(house, batch, Verdict.NOT_SENT)
    assert house.show(batch).status is BatchStatus.AWAITING_TRANSMISSION
    assert house.visit().sent == 1
    after = sent(house, batch)
    assert (after.file_name, after.interchange_control_number) == (
        before.file_name,
        before.interchange_control_number,
    )
    assert list(house.server.inbound) == [after.file_name]
    assert after.attempts == 2


def test_a_wrong_not_sent_is_found_out_by_looking(house: House, batch: Batch) -> None:
    """The file lies there whole after all: it is not put a second time."""
    break_off(house, Moment.AFTER)
    decide(house, batch, Verdict.NOT_SENT)
    house.server.fail("put")
    assert house.visit().sent == 1
    assert sent(house, batch).evidence is Evidence.SEEN


def test_an_answer_before_the_second_sending_ends_it(house: House, batch: Batch) -> None:
    break_off(house)
    planned = decide(house, batch, Verdict.NOT_SENT)
    answered = planned.answer(TransmissionState.ACKNOWLEDGED, house.clock.now())
    house.transmissions.advance(planned, answered)
    assert house.visit().sent == 0
    assert house.server.inbound == {}


def test_nobody_decides_while_a_visit_is_under_way(house: House, batch: Batch) -> None:
    break_off(house)
    now = house.clock.now()
    assert house.leases.take(ACCOUNT, "a visitor", now, now + timedelta(minutes=15))
    with pytest.raises(AccountBusyError):
        decide(house, batch, Verdict.NOT_SENT)
    house.clock.advance(timedelta(minutes=15))
    decide(house, batch, Verdict.NOT_SENT)


def test_a_decision_that_took_too_long_is_none(
    house: House, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visitor has taken the account over meanwhile, and may be at this very file."""
    break_off(house)
    take = house.leases.take

    def overtaken(account_id: AccountId, holder: str, now: datetime, until: datetime) -> Lease:
        held = take(account_id, holder, now, until)
        assert held is not None
        assert take(account_id, "a visitor", until, until + timedelta(minutes=15))
        return held

    monkeypatch.setattr(house.leases, "take", overtaken)
    with pytest.raises(AccountBusyError):
        decide(house, batch, Verdict.NOT_SENT)
    assert sent(house, batch).state is TransmissionState.UNCERTAIN


def test_a_decision_stops_a_visitor_that_slept_with_the_file_in_hand(
    house: House, batch: Batch
) -> None:
    def a_person_decides() -> None:
        house.clock.advance(timedelta(minutes=15))
        decide(house, batch, Verdict.NOT_SENT)

    house.server.meanwhile["put"] = a_person_decides
    assert house.visit().outcome is VisitOutcome.OVERTAKEN
    assert sent(house, batch).state is TransmissionState.PLANNED


def test_only_what_is_uncertain_is_decided_and_only_once(house: House, batch: Batch) -> None:
    with pytest.raises(NotUncertainError):
        decide(house, batch, Verdict.SENT)
    break_off(house)
    decide(house, batch, Verdict.SENT)
    with pytest.raises(NotUncertainError):
        decide(house, batch, Verdict.NOT_SENT)
    assert house.visit().outcome is VisitOutcome.DONE, "the lease was given back"


def test_nobody_decides_for_another_practice(house: House, batch: Batch) -> None:
    break_off(house)
    stranger = Decider("cck_other", ELSEWHERE)
    identifier = sent(house, batch).transmission_id
    with pytest.raises(NotFoundError):
        house.courier.decide_transmission(identifier, Verdict.SENT, stranger, "why not")


def test_an_uncertain_file_does_not_hold_up_later_ones(house: House, batch: Batch) -> None:
    house.clock.advance(timedelta(seconds=1))
    later = house.hand_in(a_claim_file("B1")).batch
    break_off(house)
    assert house.visit().sent == 1
    assert sent(house, later).state is TransmissionState.SENT


def test_another_file_of_the_name_is_not_replaced(house: House, batch: Batch) -> None:
    name = sent(house, batch).file_name
    house.server.put_out(name, b"somebody else's")
    house.server.folders["inbound"][name] = house.server.folders["outbound"].pop(name)
    assert house.visit().failed_transfers == 1
    assert house.server.inbound[name] == b"somebody else's"
    assert sent(house, batch).state is TransmissionState.PLANNED


class TestWhereRenameIsRefused:
    """Staging is tried; the server keeps the staged name, so the file goes the direct way."""

    @pytest.fixture
    def batch(self, house: House) -> Batch:
        batch = house.hand_in(a_claim_file()).batch
        for _ in range(TRIES_TO_RENAME - 1):
            house.server.fail("rename", error=RenameRefusedError)
            visit = house.visit()
            assert (visit.sent, visit.failed_transfers) == (0, 1)
            assert sent(house, batch).state is TransmissionState.STAGED
        house.server.fail("rename", error=RenameRefusedError)
        return batch

    def test_a_refusal_that_passes_costs_only_time(self, house: House) -> None:
        batch = house.hand_in(a_claim_file()).batch
        house.server.fail("rename", error=RenameRefusedError)
        house.visit()
        assert house.visit().sent == 1
        assert sent(house, batch).evidence is Evidence.RENAMED

    def test_the_file_is_put_under_its_final_name_and_the_staged_one_removed(
        self, house: House, batch: Batch
    ) -> None:
        assert house.visit().sent == 1
        assert list(house.server.inbound) == [sent(house, batch).file_name]
        assert sent(house, batch).evidence is Evidence.PUT

    def test_a_rename_that_worked_and_failed_nevertheless_is_one(self, house: House) -> None:
        batch = house.hand_in(a_claim_file()).batch
        house.server.fail("rename", moment=Moment.AFTER, error=RenameRefusedError)
        assert house.visit().sent == 1
        assert sent(house, batch).evidence is Evidence.RENAMED
        assert len(house.server.inbound) == 1

    @pytest.mark.parametrize("moment", list(Moment))
    def test_a_put_that_breaks_is_uncertain_and_never_repeated(
        self, house: House, batch: Batch, moment: Moment
    ) -> None:
        house.server.fail("put", moment=moment, error=MailboxUnreachableError)
        house.visit()
        assert sent(house, batch).state is TransmissionState.UNCERTAIN
        name = sent(house, batch).file_name
        house.server.folders["inbound"].pop(name, None)
        for _ in range(2):
            house.visit()
        assert name not in house.server.inbound

    def test_a_staged_file_that_cannot_be_removed_changes_nothing(
        self, house: House, batch: Batch
    ) -> None:
        house.server.fail("remove", error=TransferError)
        assert house.visit().sent == 1
        assert sent(house, batch).state is TransmissionState.SENT


def test_a_file_may_be_staged_in_a_folder_of_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = Staging("staging", lambda identifier: f"{identifier}.part")
    monkeypatch.setitem(registry._PROFILES, "office_ally", replace(OFFICE_ALLY, staging=staging))
    house.server.folders["staging"] = {}
    batch = house.hand_in(a_claim_file()).batch
    house.server.fail("rename", error=MailboxUnreachableError)
    house.visit()
    (staged,) = house.server.folders["staging"]
    assert sent(house, batch).staged_at == f"staging/{staged}"
    assert house.server.inbound == {}
    assert house.visit().sent == 1
    assert list(house.server.inbound) == [sent(house, batch).file_name]
    assert house.server.folders["staging"] == {}


def test_where_a_file_was_staged_is_remembered_when_the_profile_changes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = house.hand_in(a_claim_file()).batch
    house.server.fail("rename", error=MailboxUnreachableError)
    house.visit()
    monkeypatch.setitem(registry._PROFILES, "office_ally", replace(OFFICE_ALLY, staging=None))
    assert house.visit().sent == 1
    assert list(house.server.inbound) == [sent(house, batch).file_name]
