"""Taking in a file: stored, checked, refused or planned; never twice."""

from datetime import timedelta

import pytest

from chalicelib.domain.account import AccountMode
from chalicelib.domain.batch import IntakeState
from chalicelib.domain.errors import (
    AccountOfAnotherPracticeError,
    BatchOfAnotherPracticeError,
    NotFoundError,
)
from chalicelib.domain.identifiers import AccountId, PracticeId, batch_id, sha256_of
from chalicelib.domain.status import BatchStatus
from chalicelib.services.sweep import NotSweptError
from tests.builders import ACCOUNT, PRACTICE, an_account
from tests.functional.courier import House, a_claim_file

OTHER_PRACTICE = PracticeId("prc_other")
LIVE = AccountId("acc_live")


def test_a_good_file_becomes_a_batch_with_its_claims_and_a_transmission(house: House) -> None:
    batch = house.hand_in(a_claim_file("PAY00001", "REJ00002")).batch
    view = house.show(batch)
    assert batch.state is IntakeState.PLANNED
    assert view.status is BatchStatus.AWAITING_TRANSMISSION
    claims = house.courier.show_claim.of_batch(view, 10, 0).items
    assert [c.claim.patient_control_number for c in claims] == ["PAY00001", "REJ00002"]
    assert batch.claim_count == 2
    assert batch.total_charge == sum(claim.claim.charge for claim in claims)
    assert len(view.transmissions) == 1
    assert house.hints.visits == [ACCOUNT]


def test_the_original_is_kept_byte_for_byte(house: House) -> None:
    content = a_claim_file()
    batch = house.hand_in(content).batch
    assert house.archive.original(batch.batch_id) == content


def test_what_will_be_sent_carries_our_control_numbers(house: House) -> None:
    first = house.show(house.hand_in(a_claim_file("A1", control_number=77)).batch)
    second = house.show(house.hand_in(a_claim_file("A2", control_number=77)).batch)
    numbers = [view.transmissions[0].interchange_control_number for view in (first, second)]
    assert numbers == [1, 2]
    for number, view in zip(numbers, (first, second), strict=True):
        sent = house.archive.transmission(view.transmissions[0].transmission_id).decode()
        assert sent.split("~")[0].split("*")[13] == f"{number:09d}"
        assert f"IEA*1*{number:09d}" in sent


def test_the_same_bytes_again_are_answered_with_the_first_batch(house: House) -> None:
    content = a_claim_file()
    first = house.hand_in(content)
    again = house.hand_in(content)
    assert again.batch == first.batch
    assert (first.known_before, again.known_before) == (False, True)
    assert len(house.transmissions.waiting(ACCOUNT)) == 1
    assert house.visit().sent == 1
    assert house.visit().sent == 0


def test_a_refused_file_is_kept_with_all_its_findings_and_nothing_is_sent(house: House) -> None:
    broken = a_claim_file().replace(b"GE*1*", b"GE*7*").replace(b"IEA*1*", b"IEA*9*")
    batch = house.hand_in(broken).batch
    assert batch.state is IntakeState.REFUSED
    assert len(batch.findings) >= 2
    assert all(finding.message and finding.fix for finding in batch.findings)
    assert house.archive.original(batch.batch_id) == broken
    assert house.transmissions.waiting(ACCOUNT) == ()
    assert house.show(batch).status is BatchStatus.REFUSED


@pytest.mark.parametrize("content", [b"", b"   \n", b"Dear Sir or Madam", b"\x00\xff" * 50])
def test_what_is_no_claim_file_is_refused_in_plain_words(house: House, content: bytes) -> None:
    batch = house.hand_in(content).batch
    assert batch.state is IntakeState.REFUSED
    assert len(batch.findings) == 1


def test_a_test_file_is_refused_by_a_live_account_and_the_reverse(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    test_into_live = house.hand_in(a_claim_file("A1", usage="T"), account_id=LIVE).batch
    live_into_test = house.hand_in(a_claim_file("A2", usage="P")).batch
    assert test_into_live.state is live_into_test.state is IntakeState.REFUSED
    assert [f.segment for f in test_into_live.findings] == ["ISA"]
    assert house.hand_in(a_claim_file("A3", usage="P"), account_id=LIVE).batch.kind


def test_a_live_accounts_names_never_carry_the_test_word(house: House) -> None:
    house.open_account(an_account(account_id=LIVE, mode=AccountMode.LIVE))
    live = house.hand_in(a_claim_file(usage="P"), account_id=LIVE).batch
    test = house.hand_in(a_claim_file(usage="T")).batch
    assert "OATEST" not in house.show(live).transmissions[0].file_name
    assert "OATEST" in house.show(test).transmissions[0].file_name


def test_an_unknown_account_stores_nothing(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.hand_in(a_claim_file(), account_id=AccountId("acc_none"))
    assert not house.archive.has(f"batches/{batch_id(ACCOUNT, sha256_of(a_claim_file()))}/original")


def test_an_account_of_another_practice_is_refused(house: House) -> None:
    with pytest.raises(AccountOfAnotherPracticeError):
        house.hand_in(a_claim_file(), practice_id=OTHER_PRACTICE)


def test_the_same_bytes_for_another_practice_are_not_sent_again(house: House) -> None:
    shared = an_account(account_id=AccountId("acc_shared"), practice_ids=(PRACTICE, OTHER_PRACTICE))
    house.open_account(shared)
    house.hand_in(a_claim_file(), account_id=shared.account_id)
    with pytest.raises(BatchOfAnotherPracticeError):
        house.hand_in(a_claim_file(), OTHER_PRACTICE, shared.account_id)


class Crash(Exception):  # noqa: N818 - not an error of ours: the process is gone
    pass


class CrashingLinks:
    """Stands for a process that ends in the middle of planning."""

    def add(self, *_: object) -> None:
        raise Crash


def test_an_intake_that_broke_off_is_finished_by_the_sweep(house: House) -> None:
    content = a_claim_file()
    links, house.links = house.links, CrashingLinks()  # type: ignore[assignment]
    with pytest.raises(Crash):
        house.hand_in(content)
    house.links = links
    batch = house.batches.get(batch_id(ACCOUNT, sha256_of(content)))
    assert house.show(batch).status is BatchStatus.RECEIVED
    assert house.visit().sent == 0, "nothing is delivered before the batch is planned"

    house.clock.advance(timedelta(minutes=5))
    house.courier.sweep()
    assert house.show(batch).status is BatchStatus.AWAITING_TRANSMISSION
    assert house.visit().sent == 1
    assert len(house.server.inbound) == 1


def test_a_batch_that_cannot_be_resumed_holds_up_no_other(house: House) -> None:
    links, house.links = house.links, CrashingLinks()  # type: ignore[assignment]
    contents = [a_claim_file("A1"), a_claim_file("A2")]
    for content in contents:
        with pytest.raises(Crash):
            house.hand_in(content)
    house.links = links
    lost, whole = (batch_id(ACCOUNT, sha256_of(content)) for content in contents)
    del house.archive.objects.by_key[f"batches/{lost}/original"]

    house.clock.advance(timedelta(minutes=5))
    with pytest.raises(NotSweptError, match=lost):
        house.courier.sweep()
    assert house.batches.get(whole).state is IntakeState.PLANNED
    assert house.hints.visits


def test_handing_in_again_finishes_an_intake_that_broke_off(house: House) -> None:
    content = a_claim_file()
    links, house.links = house.links, CrashingLinks()  # type: ignore[assignment]
    with pytest.raises(Crash):
        house.hand_in(content)
    house.links = links
    receipt = house.hand_in(content)
    assert receipt.batch.state is IntakeState.PLANNED
    sent = house.show(receipt.batch).transmissions[0]
    stored = house.archive.transmission(sent.transmission_id)
    assert sha256_of(stored) == sent.content_sha256
