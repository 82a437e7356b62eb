"""The drop folder: the same service, the same rules."""

import pytest

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch, IntakeSource
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.ports import DroppedFile
from chalicelib.services.intake.receive_batch import Receipt
from chalicelib.services.intake.receive_dropped_file import UndeliverableDropError
from chalicelib.x12.claim_file import MOST_BYTES
from tests.builders import ACCOUNT, PRACTICE, an_account
from tests.functional.courier import House, a_claim_file

LIVE = AccountId("acc_live")


def drop(house: House, key: str, content: bytes) -> AccountId:
    return take_in(house, key, content).account_id


def take_in(house: House, key: str, content: bytes) -> Batch:
    return taken_in(house, house.drop_folder.drop(key, content))


def taken_in(house: House, file: DroppedFile) -> Batch:
    receipt = house.courier.take_in_drop(file)
    assert isinstance(receipt, Receipt)
    return receipt.batch


@pytest.mark.parametrize(
    "name", ["claims.837", "Müller & Sons (final) März.837", "a b/c d.txt", "no extension"]
)
def test_whatever_a_file_is_called_it_is_taken_in(house: House, name: str) -> None:
    key = f"drop/{PRACTICE}/{name.rpartition('/')[2]}"
    batch = take_in(house, key, a_claim_file())
    assert (batch.account_id, batch.source) == (ACCOUNT, IntakeSource.DROP_FOLDER)


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
    batch = take_in(house, f"drop/{PRACTICE}/{LIVE}/t.837", a_claim_file(usage="T"))
    assert batch.account_id == LIVE
    assert batch.findings, "a test file in a live account is refused"


def test_a_name_used_again_at_once_hides_neither_file(house: House) -> None:
    key = f"drop/{PRACTICE}/claims.837"
    first = house.drop_folder.drop(key, a_claim_file("A1"))
    second = house.drop_folder.drop(key, a_claim_file("A2"))
    batches = [taken_in(house, file) for file in (first, second)]
    assert [house.archive.original(batch.batch_id) for batch in batches] == [
        a_claim_file("A1"),
        a_claim_file("A2"),
    ]


def test_a_file_larger_than_any_claim_file_is_not_even_read(house: House) -> None:
    with pytest.raises(UndeliverableDropError, match="bytes"):
        drop(house, f"drop/{PRACTICE}/large.837", bytes(MOST_BYTES + 1))
    assert house.meter.total("UndeliverableDrops") == 1


@pytest.mark.parametrize(
    "key", ["drop/lost.837", "drop/prc_nobody/a.837", f"drop/{PRACTICE}/acc_nobody/a.837"]
)
def test_what_can_be_delivered_to_nobody_is_counted_and_left(house: House, key: str) -> None:
    with pytest.raises(UndeliverableDropError):
        drop(house, key, a_claim_file())
    assert house.meter.total("UndeliverableDrops") == 1
    assert house.drop_folder.size(DroppedFile(key)) > 0


def test_a_file_that_another_practice_handed_in_before_is_counted_and_left(house: House) -> None:
    other = PracticeId("prc_other")
    shared = an_account(account_id=LIVE, practice_ids=(PRACTICE, other))
    house.open_account(shared)
    drop(house, f"drop/{PRACTICE}/{LIVE}/a.837", a_claim_file())
    with pytest.raises(UndeliverableDropError):
        drop(house, f"drop/{other}/a.837", a_claim_file())
    assert house.meter.total("UndeliverableDrops") == 1


def test_two_live_accounts_need_a_folder(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    house.open_account(an_account(account_id=AccountId("acc_live2"), mode=AccountMode.LIVE))
    with pytest.raises(UndeliverableDropError):
        drop(house, f"drop/{PRACTICE}/p.837", a_claim_file(usage="P"))


def test_an_object_that_is_gone_is_said_to_be_gone(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.courier.take_in_drop(DroppedFile(f"drop/{PRACTICE}/gone.837"))
