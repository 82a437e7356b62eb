"""The ERA archive's rows, on the fake and on DynamoDB."""

from dataclasses import replace

import pytest

from chalicelib.adapters.dynamodb.era_files import DynamoEraFiles
from chalicelib.domain.era import ArchivedForm, EraForm, EraMonth
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.ports import EraFiles
from tests.builders import ACCOUNT, a_reported_payment, an_archived_form
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import FakeEraFiles

MARCH = "2026-03"


@pytest.fixture(params=["fake", "dynamodb"])
def era_files(request: pytest.FixtureRequest) -> EraFiles:
    if request.param == "fake":
        return FakeEraFiles()
    return DynamoEraFiles(request.getfixturevalue("table"))


@pytest.mark.parametrize("payments", [0, 1, 700])
def test_a_form_is_found_as_it_was_added(era_files: EraFiles, payments: int) -> None:
    reported = tuple(a_reported_payment(number) for number in range(payments))
    form = an_archived_form(payments=reported)
    assert era_files.add(form) == form
    assert era_files.of_month(ACCOUNT, MARCH) == (form,)


def test_the_first_form_under_a_stem_stays(era_files: EraFiles) -> None:
    form = an_archived_form()
    era_files.add(form)
    assert era_files.add(replace(form, sha256="other")) == form
    assert era_files.of_month(ACCOUNT, MARCH) == (form,)


def test_a_month_comes_by_stem_and_form(era_files: EraFiles) -> None:
    forms = [an_archived_form(stem, form) for stem in ("a", "a_b", "b") for form in EraForm]
    for form in reversed(forms):
        era_files.add(form)
    era_files.add(an_archived_form(month="2026-04"))
    era_files.add(an_archived_form(account_id=AccountId("acc_other")))
    found = era_files.of_month(ACCOUNT, MARCH)
    assert sorted(found, key=str) == sorted(forms, key=str)
    assert [form.stem for form in found] == ["a"] * 3 + ["a_b"] * 3 + ["b"] * 3
    assert {form.form for form in era_files.of_stem(ACCOUNT, MARCH, "a")} == set(EraForm)
    assert {form.stem for form in era_files.of_stem(ACCOUNT, MARCH, "a")} == {"a"}


def test_a_month_comes_piece_by_piece_as_it_comes_whole(era_files: EraFiles) -> None:
    for stem in ("a", "a-b", "a_b", "b"):
        for form in EraForm:
            era_files.add(an_archived_form(stem, form))
    era_files.add(an_archived_form(month="2026-04"))
    found, after = list[ArchivedForm](), ""
    while some := era_files.following(ACCOUNT, MARCH, after, 5):
        assert len(some) <= 5
        found, after = [*found, *some], some[-1].place
    assert tuple(found) == era_files.of_month(ACCOUNT, MARCH)
    assert len(found) == 12


def test_months_are_known_once_something_lies_in_them(era_files: EraFiles) -> None:
    with pytest.raises(NotFoundError, match="2026-03"):
        era_files.month(ACCOUNT, MARCH)
    for month in ("2026-04", MARCH):
        era_files.add(an_archived_form(month=month))
    march, april = EraMonth(ACCOUNT, MARCH, 1), EraMonth(ACCOUNT, "2026-04", 1)
    assert era_files.months(ACCOUNT) == (march, april)
    assert era_files.month(ACCOUNT, MARCH) == march
    assert era_files.undescribed() == (march, april)


def test_a_described_month_waits_no_more_until_it_changes(era_files: EraFiles) -> None:
    era_files.add(an_archived_form())
    old = era_files.month(ACCOUNT, MARCH)
    described = replace(old, described=1, manifest=1, manifest_sha256="ab")
    era_files.describe(old, described)
    assert era_files.undescribed() == ()
    assert era_files.month(ACCOUNT, MARCH) == described
    era_files.add(an_archived_form("other"))
    assert era_files.undescribed() == (replace(described, changes=2),)


def test_what_is_counted_with_another_is_stored_but_no_change_yet(era_files: EraFiles) -> None:
    era_files.add(an_archived_form("a"))
    era_files.add(an_archived_form("b", EraForm.MADE), counts=False)
    assert len(era_files.of_month(ACCOUNT, MARCH)) == 2
    assert era_files.month(ACCOUNT, MARCH).changes == 1


def test_what_changed_meanwhile_is_not_described(era_files: EraFiles) -> None:
    era_files.add(an_archived_form())
    old = era_files.month(ACCOUNT, MARCH)
    era_files.add(an_archived_form("other"))
    with pytest.raises(ConflictError):
        era_files.describe(old, replace(old, described=1, manifest=1))
    assert era_files.undescribed() == (replace(old, changes=2),)


def test_every_change_counts_in_a_race(era_files: EraFiles) -> None:
    race(lambda number: era_files.add(an_archived_form(f"stem-{number}")))
    assert era_files.month(ACCOUNT, MARCH).changes == RUNNERS
    assert len(era_files.of_month(ACCOUNT, MARCH)) == RUNNERS


def test_one_who_describes_wins_a_race(era_files: EraFiles) -> None:
    era_files.add(an_archived_form())
    old = era_files.month(ACCOUNT, MARCH)
    new = replace(old, described=1, manifest=1)
    won = race(
        lambda n: succeeds(lambda: era_files.describe(old, replace(new, manifest_sha256=str(n))))
    )
    assert won.count(True) == 1
    assert era_files.month(ACCOUNT, MARCH).manifest_sha256 == str(won.index(True))
