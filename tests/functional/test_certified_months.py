"""The certificate names each month of the ERA archive by the manifest that lies there."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.account import AccountState
from chalicelib.domain.closing.certificate import Certificate
from chalicelib.domain.closing.certificate_page import certificate_page
from chalicelib.domain.closing.items import Item
from chalicelib.domain.errors import ArchivedColdError
from chalicelib.services.closing.issue_certificate import ISSUING_TAKES, ClosureBlockedError
from tests.builders import ACCOUNT, REACH
from tests.functional.certified import (
    MARCH,
    MAY,
    a_house_of_two_months,
    an_835_of_may,
    issued,
    manifest_key,
    settle,
)
from tests.functional.closable import DECIDER
from tests.functional.courier import House
from tests.functional.dying import dying_at


@pytest.fixture
def house() -> House:
    return a_house_of_two_months()


def as_it_lies(house: House, month: str, number: int) -> dict[str, object]:
    document = json.loads(house.archive.read(manifest_key(month, number)))
    return {
        "files": len(document["manifest"]["files"]),
        "manifest": document["manifest"]["number"],
        "month": document["manifest"]["month"],
        "sha256": document["sha256"],
    }


def test_each_month_is_named_with_its_files_and_its_newest_manifest(house: House) -> None:
    an_835_of_may(house, 6)
    settle(house)
    march, may = issued(house).says["era_months"]
    assert march == as_it_lies(house, MARCH, 1)
    assert may == as_it_lies(house, MAY, 2)
    assert (march["files"], may["files"]) == (1, 2)


def test_the_page_to_print_names_them_too(house: House) -> None:
    certificate = issued(house)
    page = house.courier.show_closure.certificate_page(ACCOUNT, REACH)[1].decode()
    for named in certificate.says["era_months"]:
        row = (named["month"], named["files"], named["manifest"], named["sha256"])
        assert "".join(f"<td>{cell}</td>" for cell in row) in page


def test_an_account_that_never_got_an_835_names_no_month(house: House) -> None:
    certificate = Certificate(b"", {**issued(house).says, "era_months": []}, "")
    assert "<h2>ERA archive</h2><p>None.</p>" in certificate_page(certificate).decode()


def without_a_manifest(house: House) -> None:
    del house.archive.objects.by_key[manifest_key(MAY)]


def with_another_byte(house: House) -> None:
    house.archive.objects.by_key[manifest_key(MAY)] += b" "


def with_another_file(house: House) -> None:
    key = manifest_key(MAY)
    changed = house.archive.objects.by_key[key].replace(b'"T5"', b'"T6"')
    house.archive.objects.by_key[key] = changed


def with_no_manifest_at_all(house: House) -> None:
    house.archive.objects.by_key[manifest_key(MAY)] = b"[]"


@pytest.mark.parametrize(
    "change", [without_a_manifest, with_another_byte, with_another_file, with_no_manifest_at_all]
)
def test_a_manifest_that_is_not_there_as_it_was_written_blocks(
    house: House, change: Callable[[House], None]
) -> None:
    change(house)
    assert_blocked_by_may(house)


def test_a_manifest_that_can_not_be_read_at_once_blocks(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = house.archive.manifest

    def cold(account_id: str, month: str, number: int) -> bytes:
        if month == MAY:
            raise ArchivedColdError(month)
        return real(ACCOUNT, month, number)

    monkeypatch.setattr(house.archive, "manifest", cold)
    assert_blocked_by_may(house)


def assert_blocked_by_may(house: House) -> None:
    with pytest.raises(ClosureBlockedError) as refused:
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    (check,) = refused.value.blockers
    assert (check.item, check.named, check.missing) == (Item.ERA_ARCHIVED, (MAY,), 1)
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN
    assert not house.archive.has(f"statements/{ACCOUNT}/certificate.json")


def test_an_issue_reads_each_manifest_once_and_a_look_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()
    real = house.archive.manifest

    def counted(account_id: str, month: str, number: int) -> bytes:
        read[month] += 1
        return real(ACCOUNT, month, number)

    monkeypatch.setattr(house.archive, "manifest", counted)
    house.courier.show_closure(ACCOUNT, REACH)
    assert read == {}
    issued(house)
    assert read == {MARCH: 1, MAY: 1}


def test_what_comes_after_the_survey_is_left_out_and_its_manifest_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The survey found one manifest of May; another is there when it is read."""
    real = house.archive.manifest

    def after_a_late_835(account_id: str, month: str, number: int) -> bytes:
        monkeypatch.setattr(house.archive, "manifest", real)
        an_835_of_may(house, 6)
        return real(ACCOUNT, month, number)

    monkeypatch.setattr(house.archive, "manifest", after_a_late_835)
    _, may = issued(house).says["era_months"]
    assert house.era_files.month(ACCOUNT, MAY).manifest == 2
    assert may == as_it_lies(house, MAY, 1)


def test_an_issuer_after_one_that_died_names_what_lies_there_now(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a certificate the sweep opens the account again, and it goes on."""
    with dying_at(monkeypatch, house.closing_archive, "store_certificate"):
        house.courier.issue_certificate(ACCOUNT, DECIDER)
    house.clock.advance(ISSUING_TAKES)
    house.courier.sweep()
    assert house.accounts.get(ACCOUNT).state is AccountState.OPEN
    an_835_of_may(house, 6)
    settle(house)
    assert issued(house).says["era_months"][1] == as_it_lies(house, MAY, 2)


def test_a_certificate_of_an_earlier_release_is_still_printed(house: House) -> None:
    """Its issuer died behind it; in that format no months were named."""
    certificate = issued(house)
    earlier = {key: value for key, value in certificate.says.items() if key != "era_months"}
    page = certificate_page(Certificate(b"", earlier, certificate.sha256)).decode()
    assert certificate.sha256 in page
    assert "ERA archive</h2>" not in page


def test_a_late_835_gives_a_closed_account_a_newer_manifest_beside_the_named_one(
    house: House,
) -> None:
    _, may = issued(house).says["era_months"]
    house.clock.advance(timedelta(days=30))
    an_835_of_may(house, 6)
    assert may == as_it_lies(house, MAY, 1)
    assert as_it_lies(house, MAY, 2)["files"] == 2
