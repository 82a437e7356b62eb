import pytest

from infra.sandbox.clearinghouse.config import User
from tests.clearinghouse.life import DAY, NOON, PRACTICE, Life, claims_of

TWO = [User(PRACTICE, "right"), User("other", "right")]
X12_MARKS = ("_999.", "277ca", ".277")


def test_a_pin_outdoes_the_numbers_for_as_many_files_as_it_was_set_for() -> None:
    life = Life()
    life.office.script.pin("DEN", files=2)
    for number in (1, 2, 3):
        life.submit(claims_of(f"PAY{number}", control_number=number), f"837P_{number}.txt")
    era = life.pass_time(12 * DAY).text("ERA")
    paid = {number: f"CLP*PAY{number}*1*" in era for number in (1, 2, 3)}
    assert paid == {1: False, 2: False, 3: True}


def test_a_pin_for_one_user_leaves_the_others_alone() -> None:
    life = Life(users=TWO)
    life.office.script.pin("MUT", user="other")
    for user in (PRACTICE, "other"):
        life.submit(claims_of("PAY1"), user=user)
    assert {each.user for each in life.pass_time(DAY).came} == {PRACTICE}


def test_pins_are_used_up_in_the_order_in_which_they_were_set() -> None:
    life = Life()
    life.office.script.pin("REJ")
    life.office.script.pin("BAD")
    for number in (1, 2):
        life.submit(claims_of(f"PAY{number}"), f"837P_{number}.txt")
    life.pass_time(DAY)
    assert "1 # of Claims Rejected" in life.text("101_IN_C")
    assert len(life.named("ErrorReport")) == 1


def test_a_rejection_bears_the_codes_that_were_asked_for() -> None:
    life = Life()
    life.office.script.pin("REJ", codes=("LC1762", "ZZ9"))
    life.submit(claims_of("PAY1"))
    life.pass_time(DAY)
    summary = life.text("IN_C")
    assert "# errors LC1762 - Claim Missing Diagnosis Codes\n" in summary
    assert "# errors ZZ9 - Front End Edit Failed\n" in summary
    assert "LC1762,ZZ9" in summary
    assert "*LC1762 CLAIM MISSING DIAGNOSIS CODES~" in life.text("277ca")


@pytest.mark.parametrize(("prefix", "files"), [("XXX", 1), ("PAY", 0)])
def test_a_pin_that_makes_no_sense_is_refused(prefix: str, files: int) -> None:
    with pytest.raises((KeyError, ValueError)):
        Life().office.script.pin(prefix, files)


def test_held_answers_come_at_the_release_and_bear_its_instant() -> None:
    life = Life()
    life.office.script.hold()
    life.submit(claims_of("PAY1"))
    life.pass_time(DAY)
    assert life.came == []
    assert life.office.next_due() is not None
    life.office.script.release()
    life.pass_time(DAY / 24)
    assert [each.at - NOON for each in life.came] == [DAY + DAY / 24] * 3
    assert "20261012" in life.named("277ca")[0].name


def test_a_hold_for_one_user_leaves_the_others_alone() -> None:
    life = Life(users=TWO)
    life.office.script.hold("other")
    for user in ("other", PRACTICE):
        life.submit(claims_of("PAY1"), user=user)
    assert {each.user for each in life.pass_time(DAY).came} == {PRACTICE}


def test_without_acknowledgments_only_text_reports_and_eras_come() -> None:
    life = Life(users=[User(PRACTICE, "right", acknowledgments=False)])
    life.submit(claims_of("PAY1"))
    names = [each.name for each in life.pass_time(12 * DAY).came]
    assert len(names) == 3
    assert not [name for name in names if any(mark in name for mark in X12_MARKS)]


def test_acknowledgments_can_be_switched_on_later() -> None:
    life = Life(users=[User(PRACTICE, "right", acknowledgments=False)])
    life.submit(claims_of("PAY1"))
    life.pass_time(DAY)
    life.office.script.acknowledge(PRACTICE, wanted=True)
    life.pass_time(12 * DAY)
    assert [len(life.named(mark)) for mark in X12_MARKS] == [0, 0, 1]
