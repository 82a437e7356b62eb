"""What one small 835 costs: every call of a port, counted. Each is one of DynamoDB or S3."""

from collections import Counter

from chalicelib.domain.identifiers import ResponseId
from chalicelib.domain.response import Response, ResponseState
from tests.functional.counting import counting_courier
from tests.functional.courier import House, a_claim_file
from tests.functional.era import an_835, era_name, hand_in, zip_of_files
from tests.unit.interpret.x12_answers import payment_set, remittance


def applied(house: House, response_id: ResponseId) -> tuple[Response, Counter[str]]:
    courier, calls = counting_courier(house)
    return courier.apply_response(response_id), calls


def test_the_first_835_of_a_claim(house: House) -> None:
    """`notices.add` is the payment, the claim's news and three of its batch."""
    house.hand_in(a_claim_file("PAY00001"))
    house.visit()
    receipt = hand_in(house, an_835("T1"), era_name(1))
    response, calls = applied(house, receipt.response.response_id)
    assert (response.state, response.unmatched) == (ResponseState.APPLIED, 0)
    several = {"notices.add": 5, "archive.store_era": 2, "era_files.add": 2}
    assert calls == several | dict.fromkeys(calls.keys() - several, 1)
    assert len(calls) == 25


def test_a_number_that_no_claim_carries_is_looked_for_once(house: House) -> None:
    house.hand_in(a_claim_file("PAY00001"))
    house.visit()
    unknown = ("CLP*NOBODY*1*150*150**12*ICN", "DTM*232*20260302")
    receipt = hand_in(house, remittance(payment_set(unknown, amount="150")), era_name(1))
    response, calls = applied(house, receipt.response.response_id)
    assert response.unmatched == 1
    assert calls["links.find"] == 2, "the number, and the batches of the day"


def test_a_batch_is_read_once_however_many_of_its_pages_are_paid(house: House) -> None:
    numbers = [f"PAY{n:05d}" for n in range(1, 251)]
    house.hand_in(a_claim_file(*numbers))
    house.visit()
    claims = [(f"CLP*{number}*1*150*150**12*ICN{number}",) for number in numbers]
    receipt = hand_in(house, remittance(payment_set(*claims, amount="37500")), era_name(1))
    response, calls = applied(house, receipt.response.response_id)
    assert response.unmatched == 0
    assert (calls["batches.get"], calls["claims.page"]) == (1, 3)


def test_the_account_is_read_once_for_each_file_of_a_zip(house: House) -> None:
    files = [(era_name(number), an_835(f"T{number}")) for number in range(1, 4)]
    receipt = hand_in(house, zip_of_files(*files), "march.zip")
    _, calls = applied(house, receipt.response.response_id)
    assert calls["accounts.get"] == 1 + len(files)
