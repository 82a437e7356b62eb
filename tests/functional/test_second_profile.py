"""A batch taken through the second profile: other folders, names and envelope, nothing staged."""

from pathlib import PurePosixPath

import pytest

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import Batch
from chalicelib.domain.errors import MailboxUnreachableError
from chalicelib.domain.identifiers import claim_id
from chalicelib.domain.response import Response, ResponseKind
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.transmission import TransmissionState
from chalicelib.services.show.show_claim import ClaimView
from tests.builders import ACCOUNT, REACH, an_account
from tests.builders_x12 import interchange
from tests.fakes import Moment
from tests.functional.courier import House, a_claim_file
from tests.unit.interpret.x12_answers import (
    CLAIM_ACKNOWLEDGMENT,
    accepted_999,
    claim_acknowledgment,
    claim_answer,
    claim_levels,
    payment_set,
    remittance,
)

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
SENT_NAME = "837P_20260302_000000001.x12"


@pytest.fixture
def house() -> House:
    house = House()
    house.accounts.rows.by_key[ACCOUNT] = an_account(clearinghouse="stedi", mode=AccountMode.TEST)
    house.server.folders.update({"to-stedi": {}, "from-stedi": {}})
    return house


@pytest.fixture
def batch(house: House) -> Batch:
    return house.hand_in(a_claim_file("PAY00001", "PAY00002")).batch


def lying_there(house: House) -> dict[str, bytes]:
    return {name: file.content for name, file in house.server.folders["to-stedi"].items()}


def answer(house: House, name: str, content: bytes) -> Response:
    house.server.put_out(name, content, house.clock.now())
    house.server.folders["from-stedi"][name] = house.server.folders["outbound"].pop(name)
    house.visit()
    return house.courier.apply_response(house.hints.responses[-1])


def claim(house: House, batch: Batch, position: int = 1) -> ClaimView:
    return house.courier.show_claim(claim_id(batch.batch_id, position), REACH)


def acknowledged(*claims: tuple[str, ...], source: str = "AY") -> bytes:
    return claim_acknowledgment(claim_levels(*claims, source=source))


def test_the_file_is_put_under_its_own_name_in_a_test_envelope(house: House, batch: Batch) -> None:
    house.visit()
    ((name, content),) = lying_there(house).items()
    assert name == SENT_NAME
    elements = content.decode().split("~")[0].split("*")
    assert (elements[8].strip(), elements[15]) == ("STEDITEST", "T")
    assert house.show(batch).transmissions[0].state is TransmissionState.SENT


def test_a_batch_is_told_from_acknowledgment_to_payment(house: House, batch: Batch) -> None:
    house.visit()
    answer(
        house,
        f"20260302080500_{UUID}_999.x12",
        accepted_999("1").replace(b"TA1*000000412", b"TA1*000000001"),
    )
    assert house.show(batch).status is BatchStatus.ACKNOWLEDGED
    both = [claim_answer(number, "A2:20*20260302*WQ*150") for number in ("PAY00001", "PAY00002")]
    answer(house, f"20260302083000_{UUID}_277CA.x12", acknowledged(*both))
    assert house.show(batch).status is BatchStatus.ACCEPTED
    refused = claim_answer("PAY00002", "A7:562:85*20260303*U*150", more=("REF*1K*ICN2",))
    answer(house, f"20260303083000_{UUID}_277CA.x12", acknowledged(refused, source="PR"))
    paid = ("CLP*PAY00001*1*150*150**12*ICN1", "DTM*232*20260301")
    answer(house, f"{UUID}.x12", remittance(payment_set(paid, amount="150")))
    assert claim(house, batch, 1).status is ClaimStatus.PAID
    assert claim(house, batch, 2).status is ClaimStatus.REJECTED_BY_PAYER
    assert "billing provider" in claim(house, batch, 2).words["A7:562:85"]
    kinds = {each.kind for each in house.responses.rows.all()}
    assert kinds == {
        ResponseKind.ACKNOWLEDGMENT_999,
        ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
        ResponseKind.REMITTANCE_835,
    }
    assert house.worklist.open_ones(ACCOUNT, 9, None).items == ()
    era = {PurePosixPath(key).name for key in house.archive.objects.by_key if key[:4] == "era/"}
    assert era == {f"{UUID}.835", f"{UUID}.made.txt"}


def test_a_refused_interchange_rejects_its_claims(house: House, batch: Batch) -> None:
    house.visit()
    ta1 = "TA1*000000001*260302*0800*R*020"
    content = interchange("FA", CLAIM_ACKNOWLEDGMENT, ta1=ta1)
    answer(house, f"20260302080500_{UUID}_999.x12", content)
    assert house.show(batch).status is BatchStatus.FAILED
    assert claim(house, batch).status is ClaimStatus.REJECTED_BY_CLEARINGHOUSE


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.MIDWAY])
def test_after_a_broken_put_nothing_is_ever_sent_again(
    house: House, batch: Batch, moment: Moment
) -> None:
    house.server.fail("put", moment=moment, error=MailboxUnreachableError)
    house.visit()
    before = lying_there(house)
    house.visit()
    assert lying_there(house) == before
    assert house.show(batch).transmissions[0].state is TransmissionState.UNCERTAIN
    assert house.show(batch).status is BatchStatus.AWAITING


def test_a_file_that_lies_there_whole_was_sent(house: House, batch: Batch) -> None:
    house.server.fail("put", moment=Moment.AFTER, error=MailboxUnreachableError)
    house.visit()
    assert house.show(batch).transmissions[0].state is TransmissionState.UNCERTAIN
    house.visit()
    assert house.show(batch).transmissions[0].state is TransmissionState.SENT
    assert house.show(batch).transmissions[0].attempts == 1


def test_an_answer_shows_that_a_doubtful_file_arrived(house: House, batch: Batch) -> None:
    house.server.fail("put", moment=Moment.AFTER, error=MailboxUnreachableError)
    house.visit()
    house.server.folders["to-stedi"].clear()
    answer(
        house,
        f"20260302080500_{UUID}_999.x12",
        accepted_999("1").replace(b"TA1*000000412", b"TA1*000000001"),
    )
    assert house.show(batch).transmissions[0].state is TransmissionState.ACKNOWLEDGED
