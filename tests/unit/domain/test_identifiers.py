"""Ids follow from what they name."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identifiers import (
    CLAIMS_PER_PAGE,
    AccountId,
    batch_id,
    batch_of_claim,
    batch_of_transmission,
    claim_id,
    page_of,
    position_of,
    response_id,
    sha256_of,
    transmission_id,
)

ACCOUNT = AccountId("acc_one")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_same_bytes_are_the_same_batch_of_an_account_only() -> None:
    content = sha256_of(b"claims")
    assert batch_id(ACCOUNT, content) == batch_id(ACCOUNT, content)
    assert batch_id(ACCOUNT, content) != batch_id(AccountId("acc_two"), content)
    assert batch_id(ACCOUNT, content) != batch_id(ACCOUNT, sha256_of(b"other claims"))


@given(st.integers(1, 99_999), st.binary(max_size=20))
def test_a_claim_id_tells_its_batch_and_position(position: int, content: bytes) -> None:
    batch = batch_id(ACCOUNT, sha256_of(content))
    claim = claim_id(batch, position)
    assert batch_of_claim(claim) == batch
    assert position_of(claim) == position


def test_a_transmission_id_tells_its_batch() -> None:
    batch = batch_id(ACCOUNT, sha256_of(b"claims"))
    assert batch_of_transmission(transmission_id(batch, 2)) == batch


def test_claim_ids_of_a_batch_sort_by_position() -> None:
    batch = batch_id(ACCOUNT, sha256_of(b"claims"))
    ids = [claim_id(batch, position) for position in (1, 2, 10, 100, 5_000)]
    assert ids == sorted(ids)


def test_pages_hold_a_fixed_number_of_claims() -> None:
    assert page_of(1) == page_of(CLAIMS_PER_PAGE) == 0
    assert page_of(CLAIMS_PER_PAGE + 1) == 1


def test_responses_sort_by_the_clearinghouses_time() -> None:
    earlier = response_id(ACCOUNT, "z", sha256_of(b"z"), NOON)
    after = response_id(ACCOUNT, "a", sha256_of(b"a"), NOON.replace(hour=13))
    assert earlier < after


def test_a_name_used_again_for_other_content_is_another_response() -> None:
    first = response_id(ACCOUNT, "1_999.999", sha256_of(b"one"), NOON)
    assert first != response_id(ACCOUNT, "1_999.999", sha256_of(b"two"), NOON)
