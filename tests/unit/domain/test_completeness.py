"""The board of payers and months: sums, gaps, and what explains them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.completeness.board import (
    Ledger,
    PaymentDue,
    PaymentReceived,
    gaps,
    payer_months,
)
from chalicelib.domain.completeness.gap import Explanation, Gap, GapKind
from tests.builders import ACCOUNT, MORNING, a_claim

UNTIL = date(2026, 6, 30)
FIRST = date(2026, 1, 5)


def received(day: date, payer_id: str = "62308", **changes: object) -> PaymentReceived:
    payment = PaymentReceived(payer_id, "SAMPLE PLAN", day, f"{day}.835", Decimal("10.00"))
    return replace(payment, **changes)  # type: ignore[arg-type]


def weekly(weeks: int, payer_id: str = "62308") -> tuple[PaymentReceived, ...]:
    return tuple(received(FIRST + timedelta(weeks=week), payer_id) for week in range(weeks))


def ledger(**changes: object) -> Ledger:
    return replace(Ledger(ACCOUNT, UNTIL, ()), **changes)  # type: ignore[arg-type]


def due(position: int, since: date, payer_id: str = "62308") -> PaymentDue:
    return PaymentDue(payer_id, a_claim(position).claim_id, since)


def explained(gap: Gap, claims: int = 0) -> Mapping[str, Explanation]:
    said = Explanation(gap.gap_id, ACCOUNT, "They moved.", "cck_sample", MORNING, claims)
    return {gap.gap_id: said}


def test_files_payments_and_totals_are_summed_by_payer_and_month() -> None:
    end, begin = date(2026, 1, 31), date(2026, 2, 1)
    payments = (
        received(end),
        received(end, amount=Decimal("2.50")),
        received(begin),
        received(end, "OTHER", payer_name="OTHER PLAN"),
    )
    shown = [
        (m.month, m.payer_id, m.files, m.payments, m.total)
        for m in payer_months(ledger(received=payments, until=begin))
    ]
    assert shown == [
        ("2026-01", "62308", 1, 2, Decimal("12.50")),
        ("2026-01", "OTHER", 1, 1, Decimal("10.00")),
        ("2026-02", "62308", 1, 1, Decimal("10.00")),
    ]


def test_a_gap_stands_in_the_month_in_which_the_payment_was_due() -> None:
    kept = weekly(25)
    (gap,) = gaps(ledger(received=(*kept[:8], *kept[13:]), until=kept[-1].day))
    assert (gap.kind, gap.month) == (GapKind.SILENCE, "2026-03")
    assert (gap.since, gap.until) == (kept[7].day, kept[13].day)
    months = payer_months(ledger(received=(*kept[:8], *kept[13:]), until=kept[-1].day))
    assert [m.month for m in months if m.gaps] == ["2026-03"]


def test_a_gap_keeps_its_id_while_it_lasts() -> None:
    (early,) = gaps(ledger(received=weekly(8), until=date(2026, 4, 1)))
    (late,) = gaps(ledger(received=weekly(8), until=date(2026, 6, 1)))
    assert early.gap_id == late.gap_id
    assert early.until != late.until


def test_of_a_payer_that_is_enrolled_elsewhere_nothing_is_expected_any_more() -> None:
    payments = weekly(8)
    left = {"62308": payments[-1].day + timedelta(days=7)}
    assert gaps(ledger(received=payments)) != ()
    assert gaps(ledger(received=payments, left=left)) == ()


def test_claims_without_an_835_are_a_gap_for_each_payer_and_month() -> None:
    claims = (
        due(1, date(2026, 1, 31)),
        due(2, date(2026, 1, 2)),
        due(3, date(2026, 2, 1)),
        due(4, date(2026, 1, 3), "OTHER"),
    )
    found = [(gap.month, gap.payer_id, gap.claims) for gap in gaps(ledger(due=claims))]
    assert found == [("2026-01", "62308", 2), ("2026-01", "OTHER", 1), ("2026-02", "62308", 1)]


def test_an_explanation_covers_the_claims_that_there_were_and_no_more() -> None:
    one, two = due(1, date(2026, 1, 2)), due(2, date(2026, 1, 3))
    (gap,) = gaps(ledger(due=(one,)))
    said = explained(gap, claims=1)
    assert all(g.is_explained for g in gaps(ledger(due=(one,), explained=said)))
    assert not any(g.is_explained for g in gaps(ledger(due=(one, two), explained=said)))
    assert gaps(ledger(due=(), explained=said)) == ()


def test_a_silence_that_was_explained_is_still_told() -> None:
    (gap,) = gaps(ledger(received=weekly(8)))
    (told,) = gaps(ledger(received=weekly(8), explained=explained(gap)))
    assert told.is_explained
    assert told.explanation is not None


payments = st.lists(
    st.builds(
        received,
        st.dates(date(2026, 1, 1), UNTIL),
        st.sampled_from(["A", "B"]),
        amount=st.decimals(0, 1000, places=2),
    ),
    max_size=40,
)


@given(payments)
def test_nothing_is_lost_or_counted_twice(found: list[PaymentReceived]) -> None:
    months = payer_months(ledger(received=tuple(found)))
    assert sum(month.payments for month in months) == len(found)
    assert sum(month.total for month in months) == sum(each.amount for each in found)
    assert len({(month.month, month.payer_id) for month in months}) == len(months)


@given(payments, st.randoms())
def test_the_order_of_what_is_known_changes_nothing(
    found: list[PaymentReceived], random: object
) -> None:
    again = list(found)
    random.shuffle(again)  # type: ignore[attr-defined]
    assert payer_months(ledger(received=tuple(again))) == payer_months(
        ledger(received=tuple(found))
    )
