"""What payers usually take is learned from them, and warns before the deadline."""

from datetime import timedelta

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch
from chalicelib.domain.lateness import ENOUGH
from infra.sandbox.clearinghouse.timeline import Timeline
from tests.functional.courier import a_claim_file
from tests.functional.ward import Ward, ward

QUICK = Timeline(edi_status=timedelta(hours=20), gathered_at=None)


def learned(made: Ward) -> int:
    """How many batches of the samples' payer are remembered."""
    known = made.house.latenesses.rows.all()
    return max((len(each.samples) for each in known), default=0)


def test_a_payer_that_was_quick_is_late_long_before_its_deadline() -> None:
    with ward(QUICK) as made:
        answered = [made.hand_in(f"ACP{number:05d}") for number in range(ENOUGH)]
        made.visit()
        made.pass_time(timedelta(days=4))
        made.courier.watch_stalls()
        assert learned(made) == len(answered)
        slow = made.hand_in("SIL00001")
        made.visit()
        made.pass_time(timedelta(days=3))
        made.courier.watch_stalls()
        late = batch(made, slow).late_payers
        assert [each.claims for each in late] == [1]
        assert late[0].usual_hours < 48
        assert batch(made, slow).stall is None
        for _ in range(2):
            made.courier.watch_stalls()
            made.courier.publish_events()
        kinds = [event.kind.value for event in made.house.announcer.told]
        assert kinds.count("batch.late") == 1
        assert made.house.meter.total("LatePayers") == 1


def test_a_test_account_waits_for_no_payer() -> None:
    with ward(QUICK) as made:
        made.change_account(mode=AccountMode.TEST)
        sent = made.house.hand_in(a_claim_file("SIL00001")).batch
        made.visit()
        made.pass_time(timedelta(days=4))
        made.courier.watch_stalls()
        assert batch(made, sent).look_at is None
        assert batch(made, sent).stall is None


def batch(made: Ward, handed_in: Batch) -> Batch:
    return made.house.batches.get(handed_in.batch_id)
