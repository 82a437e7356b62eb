"""The files in golden/ were read by a person; after a wanted change they are written anew."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.x12.remittance import Remittance
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.remittance_text import remittance_text
from chalicelib.x12.text.words import AMOUNTS, GROUPS, PROVIDER_REASONS, REASONS, STATUSES
from tests.builders_x12 import replaced
from tests.unit.x12.advice_files import CASES, PAID, header
from tests.unit.x12.remittance_files import remittance_file

GOLDEN = Path(__file__).parent / "golden"


def text_of(data: bytes) -> str:
    return remittance_text(read_remittances(data))


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_the_one_that_was_read_by_a_person(name: str) -> None:
    assert text_of(CASES[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_codes_without_words_are_shown_as_codes() -> None:
    data = replaced(CASES["denied"], b"CAS*CO*29", b"CAS*ZZ*29")
    data = replaced(data, b"CLP*CC26030200003*4", b"CLP*CC26030200003*77")
    text = text_of(data)
    assert "ZZ                          300.00  29 FILED TOO LATE" in text
    assert "OTHER ADJUSTMENTS           100.00  P99\n" in text
    assert " STATUS 77 " in text


def test_amounts_and_remarks_of_a_hospital_claim_are_named() -> None:
    name = b"NM1*QC*1*SAMPLE*ALEX"
    data = replaced(CASES["paid_less_a_take_back"], name, b"MIA*2**3*400*N58*20~" + name)
    text = text_of(data)
    assert "DRG Amt:                    400.00\n" in text
    assert "Disproportionate Share:     20.00\n" in text
    assert "Remarks:                    N58\n" in text


def cells(line: str, *starts: int) -> list[str]:
    ends = (*starts[1:], None)
    return [line[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]


def test_columns_are_those_of_the_clearinghouse_form() -> None:
    lines = text_of(CASES["paid_less_a_take_back"]).splitlines()
    check = next(line for line in lines if line.startswith("EFT2026"))
    claim = next(line for line in lines if "SAMPLE,ALEX" in line)
    assert cells(check, 0, 31, 47, 62, 86, 116, 128) == [
        "EFT202603200001",
        "80.00",
        "1",
        "1234567893",
        "SAMPLE PRACTICE",
        "03/20/2026",
        "EFT",
    ]
    assert cells(claim, 0, 31, 50, 70, 82, 95, 109, 140) == [
        "EFT202603200001",
        "SB0000001",
        "SAMPLE,ALEX",
        "120.00",
        "100.00",
        "CC26030200001",
        "PROCESSED AS PRIMARY",
        "SAMPLEBLUE",
    ]


def test_nothing_is_cut_to_fit_a_column() -> None:
    long_number = "A" * 38
    text = text_of(replaced(CASES["denied"], b"CC26030200003", long_number.encode()))
    line = next(line for line in text.splitlines() if long_number in line)
    assert f"{long_number} DENIED" in line
    assert line.endswith(" TESTCARE")


def test_line_ends_inside_a_value_do_not_break_the_table() -> None:
    data = replaced(CASES["paid_less_a_take_back"], b"SAMPLE*ALEX", b"SAM\r\nPLE*ALEX")
    assert "SAM  PLE,ALEX" in text_of(data)


def test_only_a_payment_of_the_reversed_claim_is_a_correction() -> None:
    text = text_of(CASES["several_payers"])
    assert text.count("*** REVERSAL") == text.count("*** CORRECTION") == 1
    assert text.index("*** REVERSAL") < text.index("*** CORRECTION")
    assert "CORRECTION" not in text_of(remittance_file(PAID))


def test_a_provider_adjustment_has_the_sign_that_it_has_on_the_check() -> None:
    line = next(
        line for line in text_of(CASES["paid_less_a_take_back"]).splitlines() if "WO " in line
    )
    assert line[81:97].strip() == "-20.00"


@pytest.mark.parametrize("words", [STATUSES, GROUPS, REASONS, PROVIDER_REASONS])
def test_words_fit_their_place(words: dict[str, str]) -> None:
    assert all(text == text.upper() and 0 < len(text) < 55 for text in words.values())
    assert all(len(status) < 31 for status in STATUSES.values())
    assert all(len(group) < 28 for group in GROUPS.values())
    assert all(len(amount) < 27 for amount in AMOUNTS.values())


CENTS = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)
LINES = st.lists(st.tuples(CENTS, st.lists(CENTS, max_size=3)), max_size=3)


def amounts_of(remittance: Remittance) -> Iterator[Decimal]:
    yield remittance.amount
    for summary in remittance.summaries:
        yield from (each.amount for each in summary.amounts)
    yield from (-each.amount for each in remittance.provider_adjustments)
    for claim in remittance.claims:
        yield from (claim.charge, claim.paid, claim.patient_responsibility)
        yield from (each.amount for each in claim.adjustments)
        yield from (each.amount for each in claim.amounts)
        for service in claim.services:
            yield from (service.charge, service.paid)
            yield from (each.amount for each in service.adjustments)
            yield from (each.amount for each in service.amounts)


def claim_segments(number: int, lines: list[tuple[Decimal, list[Decimal]]]) -> Iterator[str]:
    """A balanced claim: each line is a charge and what is taken off."""
    charged = sum((charge for charge, _ in lines), Decimal())
    taken = sum((sum(off, Decimal()) for _, off in lines), Decimal())
    yield f"CLP*CC{number}*1*{charged}*{charged - taken}*{taken}*12"
    for charge, off in lines:
        yield f"SVC*HC:99213*{charge}*{charge - sum(off, Decimal())}"
        yield from (f"CAS*CO*45*{amount}" for amount in off)
        yield f"AMT*B6*{charge}"


@given(claims=st.lists(LINES, max_size=4), withheld=st.lists(CENTS, max_size=3))
def test_every_amount_occurs_and_the_totals_add_up(
    claims: list[list[tuple[Decimal, list[Decimal]]]], withheld: list[Decimal]
) -> None:
    paid = sum((charge - sum(off, Decimal()) for each in claims for charge, off in each), Decimal())
    check = paid - sum(withheld, Decimal())
    body = [line for at, each in enumerate(claims) for line in claim_segments(at, each)]
    adjustments = [f"PLB*1234567893*20261231*WO:X*{amount}" for amount in withheld]
    data = remittance_file((*header(1, str(check), "EFT1", "SAMPLEBLUE"), *body, *adjustments))
    (remittance,) = read_remittances(data)
    text = remittance_text([remittance])
    assert {f"{amount + 0:.2f}" for amount in amounts_of(remittance)} <= set(text.split())
    assert "OUT OF BALANCE" not in text
    charged, *adjusted, on_claims, on_provider, on_check = totals_in(text)
    assert charged + sum(adjusted, Decimal()) == on_claims == paid
    assert on_claims + on_provider == on_check == check


def totals_in(text: str) -> list[Decimal]:
    """The amounts below the line that names the totals."""
    _, _, totals = text.partition("Totals of")
    lines = (line for line in totals.splitlines() if line.startswith(" " * 10))
    return [Decimal(line.split()[-1]) for line in lines]
