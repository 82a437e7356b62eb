"""Restore drills: everything, or a sample, is read back; how far one has come is in its row."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.access.reach import Reach
from chalicelib.domain.drill import SAMPLED_A_PAGE, Drill, Flaw
from chalicelib.domain.errors import ArchivedColdError, ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, DrillId, sha256_of
from chalicelib.services.drill import drive_drills, list_objects
from chalicelib.services.drill.drive_drills import DrillsNotDrivenError
from chalicelib.services.drill.show_drills import last_whole
from tests.builders import ACCOUNT, MORNING, REACH, an_account
from tests.functional.closable import DECIDER, take_in
from tests.functional.counting import counting_courier
from tests.functional.courier import House, a_claim_file
from tests.functional.dying import dying_at

AT_ITS_END = 6
"""A drill of few objects: a page of each of five lists, then the end."""


@pytest.fixture
def house() -> House:
    house = House()
    take_in(house)
    return house


def whole(house: House) -> DrillId:
    return house.courier.request_drill(ACCOUNT, DECIDER).drill_id


def driven(house: House) -> None:
    house.clock.advance(timedelta(minutes=15))
    house.courier.drive_drills()


def failures(house: House) -> set[Flaw]:
    drill = last_whole(house.drills, ACCOUNT)
    assert drill is not None
    return {failure.flaw for failure in drill.failures}


def lose(house: House, part: str) -> None:
    for key in [key for key in house.archive.objects.by_key if key.startswith(part)]:
        del house.archive.objects.by_key[key]


def test_the_whole_archive_of_an_account_is_read_and_the_result_is_kept(house: House) -> None:
    asked = whole(house)
    driven(house)
    drill = house.drills.get(asked)
    responses = len(house.responses.rows.all())
    forms = len(house.era_files.forms.all())
    assert drill.checked == responses + forms + 2
    assert (drill.failed, drill.remittances, drill.unbalanced) == (0, 1, 0)
    assert drill.has_passed
    report = house.archive.read(f"drills/{ACCOUNT}/{asked}.json")
    assert sha256_of(report) == drill.report_sha256
    assert json.loads(report)["objects"] == drill.checked
    assert house.meter.total("ArchiveVerificationFailures") == 0


def test_what_an_outage_held_back_is_read_too(house: House) -> None:
    (sent,) = house.transmissions.rows.all()
    house.transmissions.rows.by_key[sent.transmission_id] = sent.was_held(MORNING)
    lose(house, "transmissions/")
    whole(house)
    driven(house)
    assert failures(house) == {Flaw.MISSING}


def test_a_whole_page_is_listed_by_one_call(house: House) -> None:
    for number in range(20, 40):
        house.hand_in(a_claim_file(f"PAY{number}", control_number=number))
    raw = next(form for form in house.era_files.forms.all() if form.key.endswith(".835"))
    for number in range(80):
        house.era_files.add(replace(raw, stem=f"{raw.stem}-{number}"))
    driven(house)
    asked = whole(house)
    courier, calls = counting_courier(house)
    courier.drive_drills()
    assert house.drills.get(asked).checked > 100
    listed = {"batches", "era_files", "responses", "transmissions"}
    assert {call: n for call, n in calls.items() if call.partition(".")[0] in listed} == {
        "batches.of_practice": 1,
        "era_files.following": 1,
        "era_files.months": 1,
        "responses.of_account": 1,
        "transmissions.held": 1,
        "transmissions.unheld": 1,
    }


def test_a_month_has_one_drill_of_a_sample_that_the_seed_decides(house: House) -> None:
    for number in range(20, 40):
        house.hand_in(a_claim_file(f"PAY{number}", control_number=number))
    driven(house)
    driven(house)
    (drill,) = house.drills.rows.all()
    assert drill.seed is not None
    assert 0 < drill.checked <= SAMPLED_A_PAGE * 5
    ids = [f"bat_{n}" for n in range(100)]
    assert drill.chosen(ids) == drill.chosen(reversed(ids))
    assert drill.chosen(ids) != replace(drill, seed="other").chosen(ids)
    house.clock.advance(timedelta(days=31))
    house.courier.drive_drills()
    assert len(house.drills.rows.all()) == 2


@pytest.mark.parametrize(
    ("part", "flaw"),
    [
        ("batches/", Flaw.MISSING),
        ("transmissions/", Flaw.MISSING),
        ("responses/", Flaw.MISSING),
        ("era/", Flaw.MISSING),
        ("batches/", Flaw.ALTERED),
        ("transmissions/", Flaw.ALTERED),
        ("responses/", Flaw.ALTERED),
        ("era/", Flaw.ALTERED),
    ],
)
def test_what_is_gone_or_other_than_it_was_is_found(house: House, part: str, flaw: Flaw) -> None:
    for key in [key for key in house.archive.objects.by_key if key.startswith(part)]:
        if flaw is Flaw.MISSING:
            del house.archive.objects.by_key[key]
        else:
            house.archive.objects.by_key[key] += b"\n"
    whole(house)
    driven(house)
    assert failures(house) == {flaw}
    assert house.meter.total("ArchiveVerificationFailures") > 0


def test_an_835_that_nobody_understands_is_found(house: House) -> None:
    raw = next(form for form in house.era_files.forms.all() if form.key.endswith(".835"))
    nonsense = b"ISA*nonsense"
    house.archive.objects.by_key[raw.key] = nonsense
    key = raw.account_id, raw.month, raw.stem, raw.form
    house.era_files.forms.by_key[key] = replace(raw, sha256=sha256_of(nonsense))
    whole(house)
    driven(house)
    assert failures(house) == {Flaw.UNREADABLE}


def test_how_a_payer_balances_is_noted_and_says_nothing_against_the_archive(house: House) -> None:
    raw = next(form for form in house.era_files.forms.all() if form.key.endswith(".835"))
    other = house.archive.read(raw.key).replace(b"BPR*I*", b"BPR*I*9")
    house.archive.objects.by_key[raw.key] = other
    key = raw.account_id, raw.month, raw.stem, raw.form
    house.era_files.forms.by_key[key] = replace(raw, sha256=sha256_of(other))
    asked = whole(house)
    driven(house)
    drill = house.drills.get(asked)
    assert (drill.unbalanced, drill.failed) == (1, 0)


def test_what_lies_in_deep_archive_is_counted_for_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cold(_key: str) -> bytes:
        raise ArchivedColdError

    monkeypatch.setattr(house.archive, "read", cold)
    asked = whole(house)
    driven(house)
    drill = house.drills.get(asked)
    assert (drill.cold, drill.failed) == (len(house.era_files.forms.all()), 0)


def test_what_the_time_does_not_suffice_for_goes_on_in_the_next_round(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_objects, "A_PAGE", 1)
    asked = whole(house)
    expected = len(house.responses.rows.all()) + len(house.era_files.forms.all()) + 2
    monkeypatch.setattr(drive_drills, "BEGIN_NO_MORE_AFTER", timedelta())
    driven(house)
    assert house.drills.get(asked).revision == 0
    monkeypatch.setattr(drive_drills, "BEGIN_NO_MORE_AFTER", timedelta(seconds=3))
    seen = house.clock.now

    def slow() -> object:
        house.clock.advance(timedelta(seconds=1))
        return seen()

    monkeypatch.setattr(house.clock, "now", slow)
    rounds = 0
    while house.drills.get(asked).ended_at is None:
        house.courier.drive_drills()
        rounds += 1
    drill = house.drills.get(asked)
    assert rounds > 2
    assert (drill.checked, drill.failed) == (expected, 0)


@pytest.mark.parametrize("after", [False, True], ids=["before the row", "after the row"])
def test_whoever_dies_at_the_end_of_a_drill_has_told_what_did_not_pass(
    house: House, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    lose(house, "batches/")
    asked = whole(house)
    with dying_at(monkeypatch, house.drills, "advance", call=AT_ITS_END, after=after):
        driven(house)
    assert (house.drills.get(asked).ended_at is not None) is after
    assert house.meter.total("ArchiveVerificationFailures") > 0


def test_after_a_death_between_report_and_row_the_same_report_is_written_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = whole(house)
    with dying_at(monkeypatch, house.drills, "advance", call=AT_ITS_END):
        driven(house)
    report = house.archive.read(f"drills/{ACCOUNT}/{asked}.json")
    assert house.drills.get(asked).ended_at is None
    driven(house)
    assert house.drills.get(asked).has_passed
    assert house.drills.get(asked).report_sha256 == sha256_of(report)


def test_a_drill_that_another_driver_has_taken_on_is_left_to_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = whole(house)

    def lose_the_race(_old: Drill, _new: Drill) -> None:
        raise ConflictError

    with monkeypatch.context() as racing:
        racing.setattr(house.drills, "advance", lose_the_race)
        driven(house)
    assert house.drills.get(asked).revision == 0
    driven(house)
    assert house.drills.get(asked).has_passed


def test_one_accounts_failure_holds_up_no_other_drill(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = AccountId("acc_other")
    house.open_account(an_account(account_id=other))
    driven(house)
    asked = whole(house), house.courier.request_drill(other, DECIDER).drill_id
    real = house.drills.get

    def fail_ours(drill_id: DrillId) -> Drill:
        if drill_id == asked[0]:
            raise ValueError
        return real(drill_id)

    monkeypatch.setattr(house.drills, "get", fail_ours)
    with pytest.raises(DrillsNotDrivenError, match=ACCOUNT):
        driven(house)
    assert [real(each).has_passed for each in asked] == [False, True]


def test_an_account_whose_months_drill_can_not_begin_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = AccountId("acc_other")
    house.open_account(an_account(account_id=other))
    real = house.drills.add

    def fail_ours(drill: Drill) -> Drill:
        if drill.account_id == ACCOUNT:
            raise ValueError
        return real(drill)

    monkeypatch.setattr(house.drills, "add", fail_ours)
    with pytest.raises(DrillsNotDrivenError, match=ACCOUNT):
        driven(house)
    (drill,) = house.drills.rows.all()
    assert (drill.account_id, drill.has_passed) == (other, True)
    assert [told.name for told in house.meter.counts].count("ArchiveVerificationFailures") > 0


def test_who_asks_again_before_it_has_begun_gets_the_same_drill(house: House) -> None:
    first = whole(house)
    house.clock.advance(timedelta(minutes=1))
    assert whole(house) == first
    driven(house)
    assert whole(house) != first


def test_a_drill_of_others_is_not_found(house: House) -> None:
    asked = house.courier.request_drill(ACCOUNT, DECIDER)
    show = house.courier.show_drills
    assert show.one(ACCOUNT, asked.drill_id, REACH)[1] == asked
    with pytest.raises(NotFoundError):
        show.one(ACCOUNT, asked.drill_id, Reach(frozenset()))
    house.drills.rows.by_key[asked.drill_id] = replace(asked, account_id=AccountId("acc_other"))
    with pytest.raises(NotFoundError):
        show.one(ACCOUNT, asked.drill_id, REACH)
