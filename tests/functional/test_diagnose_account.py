"""A diagnosis on request: what it costs, whom it meets, and where it is kept."""

from datetime import datetime, timedelta

import pytest

from chalicelib.domain.diagnosis import Diagnosis, Verdict
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.evidence import Evidence, Probe, Sign
from chalicelib.domain.identifiers import AccountId, BatchId
from chalicelib.domain.lease import Lease
from tests.builders import ACCOUNT, ELSEWHERE, REACH
from tests.functional.courier import House, a_claim_file


def ask(house: House) -> Diagnosis:
    return house.courier.diagnose_account(ACCOUNT, REACH)


def login(diagnosis: Diagnosis) -> Evidence:
    (found,) = [each for each in diagnosis.evidence if each.probe is Probe.LOGIN]
    return found


def test_a_diagnosis_is_kept_with_the_account(house: House) -> None:
    diagnosis = ask(house)
    assert diagnosis.verdict is Verdict.ALL_WELL
    assert house.courier.show_account(ACCOUNT, REACH).watch.diagnosis == diagnosis


def test_a_refused_password_is_never_tried_again_by_a_diagnosis(house: House) -> None:
    house.server.password = "changed"
    house.visit()
    assert house.server.refused == 1
    for _ in range(3):
        assert ask(house).verdict is Verdict.CREDENTIALS_CHANGED
    assert house.server.refused == 1


def test_a_login_that_a_diagnosis_loses_is_one_of_the_two(house: House) -> None:
    house.server.password = "changed"
    assert ask(house).verdict is Verdict.CREDENTIALS_CHANGED
    for _ in range(3):
        house.visit()
    assert house.server.refused == 2


def test_a_diagnosis_never_meets_a_visit(house: House) -> None:
    now = house.clock.now()
    assert house.leases.take(ACCOUNT, "a visit", now, now + timedelta(minutes=15))
    assert login(ask(house)).sign is Sign.NOT_TRIED
    assert house.server.logins == 0


def test_a_login_under_way_is_no_refused_one(house: House) -> None:
    """A visit pays for its login before it tries."""
    health = house.accounts.health(ACCOUNT)
    version = house.secrets.credentials(ACCOUNT).current.version
    house.accounts.change_health(health, health.pay_login(version))
    assert login(ask(house)).sign is Sign.GOOD


def test_a_visit_that_a_diagnosis_kept_away_is_asked_for_again(house: House) -> None:
    house.server.meanwhile["listing"] = house.visit
    ask(house)
    assert house.hints.visits == [ACCOUNT]


def test_a_new_password_that_is_refused_as_well_speaks_for_a_locked_account(house: House) -> None:
    house.server.password = "locked"
    house.visit()
    house.visit()
    house.courier.onboard.new_password(ACCOUNT, "new")
    house.visit()
    assert ask(house).verdict is Verdict.ACCOUNT_PAUSED_OR_LOCKED


def test_a_host_key_that_is_not_pinned_gets_no_password(house: House) -> None:
    house.server.shows_other_host_key = True
    assert ask(house).verdict is Verdict.HOST_KEY_CHANGED
    assert (house.server.logins, house.server.refused) == (0, 0)


def test_without_a_password_nothing_is_tried_and_it_is_said(house: House) -> None:
    house.secrets.by_account.clear()
    house.visit()
    diagnosis = ask(house)
    assert diagnosis.verdict is Verdict.OUR_SIDE
    assert login(diagnosis) == Evidence(Probe.LOGIN, Sign.NONE, "No password is stored; not tried.")
    assert "no password is stored" in next(
        each.detail for each in diagnosis.evidence if each.probe is Probe.SECRET
    )
    assert house.server.logins == 0


def test_a_password_that_goes_while_it_is_asked_for_is_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = house.leases.take

    def after_its_removal(
        account_id: AccountId, holder: str, now: datetime, until: datetime
    ) -> Lease | None:
        house.secrets.by_account.clear()
        return real(account_id, holder, now, until)

    monkeypatch.setattr(house.leases, "take", after_its_removal)
    assert login(ask(house)).sign is Sign.NONE


def test_what_is_not_ones_own_cannot_be_diagnosed(house: House) -> None:
    house.hand_in(a_claim_file())
    with pytest.raises(NotFoundError):
        house.courier.diagnose_account(ACCOUNT, ELSEWHERE)
    with pytest.raises(NotFoundError):
        house.courier.diagnose_account(ACCOUNT, REACH, BatchId("bat_none"))


def test_a_diagnosis_that_was_refused_itself_does_not_try_again(house: House) -> None:
    house.server.password = "changed"
    for _ in range(3):
        assert ask(house).verdict is Verdict.CREDENTIALS_CHANGED
    assert house.server.refused == 1
