"""The connection to a clearinghouse: passwords, people's decisions, and what an account tells."""

from datetime import timedelta

import pytest

from chalicelib.domain.act import ActKind
from chalicelib.domain.diagnosis import Verdict
from chalicelib.domain.errors import ConflictError, NotFoundError, OtherHostKeyError
from chalicelib.domain.health import PASSWORD_GROWS_OLD, AccountHealth
from chalicelib.domain.host_key import fingerprint
from chalicelib.domain.lease import Lease
from chalicelib.domain.outage import Problem
from chalicelib.services.access.decider import Decider
from chalicelib.services.show.show_account import AccountView
from chalicelib.services.visit.visit_clearinghouse import VisitOutcome
from tests.builders import ACCOUNT, ELSEWHERE, MORNING, REACH, an_account
from tests.fakes.mailboxes import OTHER_KEY
from tests.functional.courier import House, a_claim_file

BILLER = Decider("cck_sample", REACH)
STRANGER = Decider("cck_other", ELSEWHERE)


def account(house: House) -> AccountView:
    return house.courier.show_account(ACCOUNT, REACH)


def notices(house: House) -> str:
    return " ".join(account(house).notices)


def latch(house: House) -> None:
    house.server.password = "changed"
    for _ in range(3):
        house.visit()
    assert house.server.refused == 2


class TestPasswords:
    def test_a_new_password_is_tried_first_and_promoted(self, house: House) -> None:
        house.courier.onboard.new_password(ACCOUNT, "new")
        house.server.password = "new"
        assert house.visit().outcome is VisitOutcome.DONE
        stored = house.secrets.credentials(ACCOUNT)
        assert (stored.current.password, stored.pending) == ("new", None)
        assert house.server.refused == 0

    def test_a_new_password_that_is_refused_leaves_the_one_in_use(self, house: House) -> None:
        house.courier.onboard.new_password(ACCOUNT, "mistyped")
        for _ in range(3):
            assert house.visit().outcome is VisitOutcome.DONE
        assert (house.server.refused, house.server.logins) == (1, 3)
        assert house.secrets.credentials(ACCOUNT).current.password == "right"
        assert house.accounts.health(ACCOUNT).logins_left == 2
        assert "A new password was refused at 2026-03-02 08:00 UTC" in notices(house)

    def test_after_a_mistyped_one_the_right_one_is_tried_and_the_notice_goes(
        self, house: House
    ) -> None:
        house.server.password = "new"
        house.courier.onboard.new_password(ACCOUNT, "mistyped")
        assert house.visit().outcome is VisitOutcome.LOGIN_REFUSED
        house.courier.onboard.new_password(ACCOUNT, "new")
        assert house.visit().outcome is VisitOutcome.DONE
        assert "new password" not in notices(house)
        assert house.secrets.credentials(ACCOUNT).current.password == "new"

    def test_old_and_new_password_together_stay_within_the_budget(self, house: House) -> None:
        house.server.password = "something else"
        house.courier.onboard.new_password(ACCOUNT, "wrong too")
        outcomes = [house.visit().outcome for _ in range(3)]
        assert outcomes == [VisitOutcome.LOGIN_REFUSED] + [VisitOutcome.LOGIN_LATCHED] * 2
        assert house.server.refused == 2

    def test_a_latched_account_tries_a_new_password_once(self, house: House) -> None:
        latch(house)
        house.courier.onboard.new_password(ACCOUNT, "wrong too")
        for _ in range(3):
            house.visit()
        assert house.server.refused == 3
        house.courier.onboard.new_password(ACCOUNT, "changed")
        assert house.visit().outcome is VisitOutcome.DONE
        assert house.server.refused == 3

    def test_a_promotion_that_was_lost_is_made_good(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house.courier.onboard.new_password(ACCOUNT, "new")
        house.server.password = "new"
        with monkeypatch.context() as broken:
            broken.setattr(house.secrets, "promote", _fails)
            with pytest.raises(TimeoutError):
                house.visit()
        assert house.visit().outcome is VisitOutcome.DONE
        assert house.secrets.credentials(ACCOUNT).current.password == "new"

    def test_an_old_password_is_told_and_measured(self, house: House) -> None:
        house.clock.instant = MORNING + PASSWORD_GROWS_OLD
        house.visit()
        assert account(house).notices == ()
        house.clock.advance(timedelta(seconds=1))
        house.visit()
        assert "older than 90 days" in notices(house)
        assert house.meter.total("OldPasswords") == 1


class TestWithoutAPassword:
    """As before a closing: it was removed from our store on purpose."""

    def test_nothing_is_tried_and_the_account_says_why(self, house: House) -> None:
        house.visit()
        house.secrets.by_account.clear()
        for _ in range(3):
            assert house.visit().outcome is VisitOutcome.NO_PASSWORD
        assert (house.server.logins, house.server.refused) == (1, 0)
        health = house.accounts.health(ACCOUNT)
        assert (health.last_problem, health.logins_left) == (Problem.NO_PASSWORD, 2)
        assert "no password" in notices(house)

    def test_the_watch_goes_on_and_rings_for_no_login(self, house: House) -> None:
        house.secrets.by_account.clear()
        house.hand_in(a_claim_file())
        house.visit()
        house.clock.advance(timedelta(days=4))
        house.visit()
        house.courier.watch_stalls()
        (batch,) = house.batches.rows.all()
        assert batch.stall is not None
        assert batch.stall.diagnosis.verdict is Verdict.OUR_SIDE
        for name in ("RefusedAccounts", "UnreachableAccounts", "HostKeyChangedAccounts"):
            assert house.meter.total(name) == 0

    def test_once_there_is_one_again_what_waited_goes_out(self, house: House) -> None:
        house.secrets.by_account.clear()
        house.hand_in(a_claim_file())
        house.visit()
        house.courier.onboard.new_password(ACCOUNT, "right")
        visit = house.visit()
        assert (visit.outcome, visit.sent) == (VisitOutcome.DONE, 1)
        assert account(house).notices == ()


def _fails(*_: object) -> None:
    raise TimeoutError


class TestResuming:
    def test_a_person_gives_a_latched_account_one_more_login(self, house: House) -> None:
        latch(house)
        house.courier.resume_account(ACCOUNT, BILLER, "they unlocked it")
        assert house.visit().outcome is VisitOutcome.LOGIN_REFUSED
        assert house.visit().outcome is VisitOutcome.LOGIN_LATCHED
        assert house.server.refused == 3

    def test_who_resumed_when_and_why_is_kept(self, house: House) -> None:
        latch(house)
        house.courier.resume_account(ACCOUNT, BILLER, "they unlocked it")
        (act,) = account(house).acts
        assert (act.kind, act.by, act.reason) == (ActKind.RESUMED, "cck_sample", "they unlocked it")
        assert act.at == house.clock.now()

    def test_resuming_ends_the_waiting_after_network_failures(self, house: House) -> None:
        house.server.down = True
        house.visit()
        house.server.down = False
        house.courier.resume_account(ACCOUNT, BILLER, "the line is mended")
        assert house.courier.visit_clearinghouse(ACCOUNT).outcome is VisitOutcome.DONE

    def test_nobody_resumes_for_another_practice(self, house: House) -> None:
        with pytest.raises(NotFoundError):
            house.courier.resume_account(ACCOUNT, STRANGER, "why not")
        assert house.accounts.all_acts == []

    def test_a_visit_that_writes_at_the_same_moment_does_not_undo_it(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        latch(house)
        change, calls = house.accounts.change_health, []

        def overtaken_once(
            old: AccountHealth, new: AccountHealth, lease: Lease | None = None
        ) -> AccountHealth:
            calls.append(old.revision)
            if len(calls) == 1:
                raise ConflictError
            return change(old, new, lease)

        monkeypatch.setattr(house.accounts, "change_health", overtaken_once)
        house.courier.resume_account(ACCOUNT, BILLER, "they unlocked it")
        assert house.accounts.health(ACCOUNT).logins_left == 1


class TestHostKeys:
    @pytest.fixture(params=["", "ssh-ed25519 AAAA"], ids=["unpinned", "changed"])
    def house(self, request: pytest.FixtureRequest) -> House:
        house = House()
        house.accounts.rows.by_key[ACCOUNT] = an_account(host_key=request.param)
        house.server.shows_other_host_key = True
        house.visit()
        return house

    def test_the_fingerprint_shown_is_told(self, house: House) -> None:
        assert fingerprint(OTHER_KEY) in notices(house)

    def test_the_key_shown_is_pinned_when_a_person_confirms_it(self, house: House) -> None:
        house.courier.pin_host_key(ACCOUNT, fingerprint(OTHER_KEY), BILLER, "told by telephone")
        assert house.accounts.get(ACCOUNT).host_key == OTHER_KEY
        (act,) = account(house).acts
        assert (act.kind, act.by) == (ActKind.HOST_KEY_PINNED, "cck_sample")
        assert (act.detail, act.reason) == (fingerprint(OTHER_KEY), "told by telephone")
        house.server.shows_other_host_key = False
        assert house.visit().outcome is VisitOutcome.DONE
        assert house.accounts.health(ACCOUNT).host_key_shown is None

    def test_no_other_key_is_pinned(self, house: House) -> None:
        before = house.accounts.get(ACCOUNT)
        with pytest.raises(OtherHostKeyError):
            house.courier.pin_host_key(ACCOUNT, "SHA256:another", BILLER, "mistaken")
        with pytest.raises(NotFoundError):
            house.courier.pin_host_key(ACCOUNT, fingerprint(OTHER_KEY), STRANGER, "why not")
        assert house.accounts.get(ACCOUNT) == before
        assert house.accounts.all_acts == []

    def test_no_number_of_visits_trusts_it(self, house: House) -> None:
        before = house.accounts.get(ACCOUNT)
        for _ in range(5):
            house.visit()
        assert house.accounts.get(ACCOUNT) == before
        assert house.server.logins == 0

    def test_an_operator_pins_a_key_by_command(self, house: House) -> None:
        told = house.courier.onboard.host_key(ACCOUNT, OTHER_KEY, "letter of 2 March")
        assert told == fingerprint(OTHER_KEY)
        assert house.accounts.get(ACCOUNT).host_key == OTHER_KEY
        assert account(house).acts[0].by == "operator"


def test_a_well_account_has_no_notices(house: House) -> None:
    house.visit()
    assert account(house).notices == ()


def test_a_latched_account_says_whom_to_call(house: House) -> None:
    latch(house)
    assert "Logins have stopped" in notices(house)
    assert "(360) 975-7000" in notices(house)


def test_a_key_nobody_showed_cannot_be_pinned(house: House) -> None:
    house.hand_in(a_claim_file())
    house.visit()
    with pytest.raises(OtherHostKeyError):
        house.courier.pin_host_key(ACCOUNT, fingerprint(OTHER_KEY), BILLER, "just so")
