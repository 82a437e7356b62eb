"""The drop folder: the same service, the same rules."""

import pytest

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId
from chalicelib.services.receive_dropped_file import UndeliverableDropError
from tests.builders import ACCOUNT, PRACTICE, an_account
from tests.functional.courier import House, a_claim_file

LIVE = AccountId("acc_live")


def drop(house: House, key: str, content: bytes) -> AccountId:
    house.drop_folder.objects[key] = content
    return house.courier.receive_dropped_file(key).batch.account_id


@pytest.mark.parametrize(
    "name", ["claims.837", "Müller & Sons (final) März.837", "a b/c d.txt", "no extension"]
)
def test_whatever_a_file_is_called_it_is_taken_in(house: House, name: str) -> None:
    key = f"drop/{PRACTICE}/{name.rpartition('/')[2]}"
    assert drop(house, key, a_claim_file()) == ACCOUNT
    assert house.courier.receive_dropped_file(key).batch.source is IntakeSource.DROP_FOLDER


def test_the_files_own_name_appears_nowhere(house: House) -> None:
    drop(house, f"drop/{PRACTICE}/DOE JANE 1961.837", a_claim_file())
    assert not any("DOE" in key for key in house.archive.objects.by_key)


def test_a_file_dropped_twice_is_one_batch(house: House) -> None:
    content = a_claim_file()
    drop(house, f"drop/{PRACTICE}/one.837", content)
    drop(house, f"drop/{PRACTICE}/two.837", content)
    assert house.visit().sent == 1


def test_with_a_test_and_a_live_account_the_files_own_indicator_chooses(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    assert drop(house, f"drop/{PRACTICE}/t.837", a_claim_file("A1", usage="T")) == ACCOUNT
    assert drop(house, f"drop/{PRACTICE}/p.837", a_claim_file("A2", usage="P")) == LIVE


def test_a_folder_may_name_the_account(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    house.drop_folder.objects[f"drop/{PRACTICE}/{LIVE}/t.837"] = a_claim_file(usage="T")
    receipt = house.courier.receive_dropped_file(f"drop/{PRACTICE}/{LIVE}/t.837")
    assert receipt.batch.account_id == LIVE
    assert receipt.batch.findings, "a test file in a live account is refused"


@pytest.mark.parametrize(
    "key", ["drop/lost.837", "drop/prc_nobody/a.837", f"drop/{PRACTICE}/acc_nobody/a.837"]
)
def test_what_can_be_delivered_to_nobody_is_counted_and_left(house: House, key: str) -> None:
    with pytest.raises(UndeliverableDropError):
        drop(house, key, a_claim_file())
    assert house.meter.total("UndeliverableDrops") == 1
    assert key in house.drop_folder.objects


def test_two_live_accounts_need_a_folder(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    house.open_account(an_account(account_id=AccountId("acc_live2"), mode=AccountMode.LIVE))
    with pytest.raises(UndeliverableDropError):
        drop(house, f"drop/{PRACTICE}/p.837", a_claim_file(usage="P"))


def test_an_object_that_is_gone_is_said_to_be_gone(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.courier.receive_dropped_file(f"drop/{PRACTICE}/gone.837")
