from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.reading import Reading, UnreadableResponseError
from chalicelib.domain.response import ResponseKind
from chalicelib.interpret.read_response import read, readers
from tests.builders import ACCOUNT
from tests.unit.clearinghouses.reports import (
    StatusLine,
    SummaryRow,
    edi_status,
    failed_file,
    file_summary,
)
from tests.unit.interpret.x12_answers import (
    accepted_999,
    claim_acknowledgment,
    claim_answer,
    claim_levels,
    payment_set,
    remittance,
)

READERS = readers(OFFICE_ALLY)
PAID = ("CLP*CC1*1*150*100*30*12*PAYER77", "NM1*QC*1*SPECIMEN*ROBIN", "SVC*HC:99213*150*100")
GOOD = {
    ResponseKind.ACKNOWLEDGMENT_999: accepted_999(),
    ResponseKind.FILE_SUMMARY: file_summary([SummaryRow("CC1")]),
    ResponseKind.FAILED_FILE: failed_file(),
    ResponseKind.EDI_STATUS: edi_status([StatusLine("CC1")]),
    ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA: claim_acknowledgment(
        claim_levels(claim_answer("CC1", "A2:20*20260302*WQ*100"))
    ),
    ResponseKind.REMITTANCE_835: remittance(payment_set(PAID)),
}


@pytest.mark.parametrize("kind", READERS)
def test_every_kind_that_states_something_has_a_reader(kind: ResponseKind) -> None:
    assert len(read(OFFICE_ALLY, kind, "any", GOOD[kind], ACCOUNT).statements) > 0


@pytest.mark.parametrize("kind", sorted(set(ResponseKind) - set(READERS)))
def test_the_other_kinds_state_nothing(kind: ResponseKind) -> None:
    with pytest.raises(UnreadableResponseError):
        read(OFFICE_ALLY, kind, "any", b"", ACCOUNT)


@pytest.mark.parametrize("kind", READERS)
def test_content_of_another_kind_is_refused(kind: ResponseKind) -> None:
    for other, content in GOOD.items():
        if other is not kind:
            try:
                reading = read(OFFICE_ALLY, kind, "any", content, ACCOUNT)
            except UnreadableResponseError:
                continue
            # Only the report of a failed file has no layout that could be missed.
            assert kind is ResponseKind.FAILED_FILE
            assert reading.transmission is not None


@settings(max_examples=60)
@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
def test_garbage_never_raises_anything_else(kind: ResponseKind, data: st.DataObject) -> None:
    good = GOOD[kind]
    at = data.draw(st.integers(0, len(good)))
    cut = data.draw(st.integers(0, 200))
    damaged = good[:at] + data.draw(st.binary(max_size=20)) + good[at + cut :]
    try:
        reading = read(OFFICE_ALLY, kind, "any", damaged, ACCOUNT)
    except UnreadableResponseError:
        return
    assert isinstance(reading, Reading)


@settings(max_examples=30)
@pytest.mark.parametrize("kind", READERS)
@given(noise=st.binary(max_size=100))
def test_noise_is_refused_without_repeating_it(kind: ResponseKind, noise: bytes) -> None:
    with pytest.raises(UnreadableResponseError) as caught:
        read(OFFICE_ALLY, kind, "any", b"SPECIMEN ROBIN " + noise, ACCOUNT)
    assert "SPECIMEN" not in str(caught.value)


X12_KINDS = (
    ResponseKind.ACKNOWLEDGMENT_999,
    ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA,
    ResponseKind.REMITTANCE_835,
)


@pytest.mark.parametrize("kind", X12_KINDS)
@given(data=st.data())
def test_x12_cut_short_is_refused_as_a_whole(kind: ResponseKind, data: st.DataObject) -> None:
    """Half a payment file must not post half of the payments."""
    good = GOOD[kind]
    cut = data.draw(st.integers(0, good.index(b"IEA*")))
    with pytest.raises(UnreadableResponseError):
        read(OFFICE_ALLY, kind, "any", good[:cut], ACCOUNT)


def _summary() -> bytes:
    rows = [SummaryRow(f"CC{number}") for number in range(2_500)]
    return file_summary(rows, [SummaryRow(f"CD{number}", errors="FE69") for number in range(2_500)])


def _claim_acknowledgment() -> bytes:
    claims = [claim_answer(f"CC{number}", "A2:20*20260302*WQ*1") for number in range(5_000)]
    return claim_acknowledgment(claim_levels(*claims))


def _remittance() -> bytes:
    return remittance(payment_set(*[PAID] * 5_000))


@pytest.mark.parametrize(
    ("kind", "build", "expected"),
    [
        (ResponseKind.FILE_SUMMARY, _summary, 5_001),
        (ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA, _claim_acknowledgment, 5_000),
        (ResponseKind.REMITTANCE_835, _remittance, 5_000),
    ],
)
def test_five_thousand_answers_are_read_each(
    kind: ResponseKind, build: Callable[[], bytes], expected: int
) -> None:
    reading = read(OFFICE_ALLY, kind, "any", build(), ACCOUNT)
    assert len(reading.statements) == expected
    assert reading.not_understood == ()
