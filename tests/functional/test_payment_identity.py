"""The same payment counts once, however and wherever it comes; another under its number is told."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import AccountId, claim_id
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import WorkItem, WorkKind, WorkReason
from tests.builders import ACCOUNT, REACH, an_account
from tests.functional.courier import House, a_claim_file
from tests.functional.era import (
    a_payment_set,
    amounts,
    an_835,
    apply_all,
    era_name,
    era_objects,
    hand_in,
    import_file,
    zip_of_files,
)
from tests.unit.interpret.x12_answers import remittance

OTHER = AccountId("acc_other")
TRACES = tuple(f"T{number}" for number in range(6))


def house_with_two_accounts(mode: AccountMode = AccountMode.TEST) -> House:
    """The other one is of this mode."""
    house = House()
    house.open_account(an_account(account_id=OTHER, user="other", mode=mode))
    return house


def work(house: House, account_id: AccountId = ACCOUNT) -> list[WorkItem]:
    items = house.courier.show_worklist.list(account_id, REACH, 200, None)[1].items
    kinds = (WorkKind.PAYMENT_CONFLICT, WorkKind.UNBALANCED_PAYMENT)
    return [item for item in items if item.kind in kinds]


@st.composite
def comings(draw: st.DrawFn) -> list[tuple[AccountId, bytes]]:
    """All payments at least once, split over files as it happens, some again, in any order and to
    any of two accounts."""
    files: list[tuple[AccountId, bytes]] = []
    for traces in (draw(st.permutations(TRACES)), draw(st.lists(st.sampled_from(TRACES)))):
        rest = list(traces)
        while rest:
            size = draw(st.integers(1, len(rest)))
            some, rest = rest[:size], rest[size:]
            content = remittance(
                *(a_payment_set(trace, str(100 + int(trace[1]))) for trace in some),
                newline=draw(st.sampled_from(["", "\n", "\r\n"])),
            )
            if draw(st.booleans()):
                content = zip_of_files((era_name(len(files)), content))
            files.append((draw(st.sampled_from([ACCOUNT, OTHER])), content))
    return draw(st.permutations(files))


@given(comings())
@settings(max_examples=60, deadline=None)
def test_the_same_payments_always_post_the_same_total(files: list[tuple[AccountId, bytes]]) -> None:
    house = house_with_two_accounts()
    for account_id, content in files:
        hand_in(house, content, account_id=account_id)
    apply_all(house)
    posted = Counter(amounts(house)) + Counter(amounts(house, OTHER))
    assert posted == Counter((trace, Decimal(100 + int(trace[1]))) for trace in TRACES)
    assert work(house) == work(house, OTHER) == []


def test_a_claim_is_paid_once_by_all_files_that_tell_it(house: House) -> None:
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.visit()
    house.answer(era_name(1), an_835("T1"))
    import_file(house, an_835("T1", "T2").replace(b"\n", b"\r\n"), era_name(2))
    import_file(house, zip_of_files((era_name(3), an_835("T1"))))
    view = house.courier.show_claim(claim_id(batch.batch_id, 1), REACH)
    assert view.status is ClaimStatus.PAID
    assert len(house.era_files.of_month(ACCOUNT, "2026-03")) == 4
    assert [row.advice.trace_number for row in house.remittances.all_of(ACCOUNT)] == ["T1", "T2"]


def test_files_that_tell_of_the_same_payment_are_linked(house: House) -> None:
    import_file(house, an_835("T1"), era_name(1))
    second = import_file(house, an_835("T1", "T2"), era_name(2))
    row = next(r for r in house.remittances.all_of(ACCOUNT) if r.advice.trace_number == "T1")
    view = house.courier.show_remittances(row.advice.remittance_id, REACH)
    assert [report.response_id for report in view.linked] == [second.response_id]
    assert view.conflicting == ()


def test_a_payment_in_another_account_is_linked_to_where_it_came_first() -> None:
    house = house_with_two_accounts()
    hand_in(house, an_835("T1"), account_id=OTHER)
    apply_all(house)
    import_file(house, an_835("T1"))
    (there,), (here,) = house.remittances.all_of(OTHER), house.remittances.all_of(ACCOUNT)
    assert (there.linked_to, here.linked_to) == (None, there.advice.remittance_id)
    assert amounts(house) == []


def test_other_content_under_the_same_number_is_left_to_a_person(house: House) -> None:
    import_file(house, an_835("T1"), era_name(1))
    import_file(house, an_835("T1", amount="120"), era_name(2))
    (item,) = work(house)
    assert (item.kind, item.reason) == (WorkKind.PAYMENT_CONFLICT, WorkReason.TRACE_USED_AGAIN)
    rows = tuple(house.remittances.all_of(ACCOUNT))
    assert sorted(row.advice.amount for row in rows) == [120, 150]
    views = [house.courier.show_remittances(row.advice.remittance_id, REACH) for row in rows]
    assert [len(view.conflicting) for view in views] == [1, 1]


def test_a_conflict_is_seen_across_accounts() -> None:
    house = house_with_two_accounts()
    hand_in(house, an_835("T1"), account_id=OTHER)
    apply_all(house)
    import_file(house, an_835("T1", amount="120"))
    assert len(work(house)) == 1


def test_a_test_is_not_the_payment_that_it_rehearses() -> None:
    house = house_with_two_accounts(AccountMode.LIVE)
    import_file(house, an_835("T1") + an_835("T2", amount="120"))
    hand_in(house, an_835("T1", "T2"), account_id=OTHER)
    apply_all(house)
    assert amounts(house, OTHER) == [("T1", Decimal(150)), ("T2", Decimal(150))]
    assert work(house) == work(house, OTHER) == []
    for row in house.remittances.all_of(OTHER):
        view = house.courier.show_remittances(row.advice.remittance_id, REACH)
        assert (view.linked, view.conflicting) == ((), ())


@pytest.mark.parametrize("trace", ["0", "NO PAYMENT"])
def test_what_pays_nothing_is_known_by_its_content(house: House, trace: str) -> None:
    for number, claim in enumerate(("PAY00001", "PAY00002"), start=1):
        content = remittance(a_payment_set(trace, "0", claim))
        import_file(house, content, era_name(number))
        import_file(house, content.replace(b"\n", b""), era_name(number + 5))
    assert len(amounts(house)) == 2
    assert work(house) == []


def test_what_does_not_balance_is_stored_shown_and_told(house: House) -> None:
    import_file(house, an_835("T1").replace(b"BPR*I*150", b"BPR*I*140"), era_name(1))
    (item,) = work(house)
    assert (item.kind, item.reason) == (WorkKind.UNBALANCED_PAYMENT, WorkReason.DOES_NOT_BALANCE)
    (row,) = house.remittances.all_of(ACCOUNT)
    assert row.advice.remittance_id in item.detail
    assert not row.advice.is_balanced
    assert row.advice.amount == 140


def test_a_copy_of_a_file_is_not_archived_though_another_told_of_its_first_payment(
    house: House,
) -> None:
    house.answer(era_name(1), an_835("T1"))
    second = an_835("T1") + an_835("T2").replace(b"BPR*I*150", b"BPR*I*140")
    house.answer(era_name(2), second)
    archived, (item,) = set(era_objects(house)), work(house)
    house.answer(era_name(3), second)
    assert set(era_objects(house)) == archived
    assert work(house) == [item]


def test_an_835_of_another_account_is_archived_and_tied_to_nothing(house: House) -> None:
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    foreign = an_835("T1").replace(b"PAY00001", b"SOMEBODY").replace(b"1234567893", b"1999999984")
    import_file(house, foreign, era_name(1))
    (row,) = house.remittances.all_of(ACCOUNT)
    payments = house.remittances.get(row.advice.remittance_id).advice.payments
    assert [payment.claim_id for payment in payments] == [None]
    items = house.courier.show_worklist.list(ACCOUNT, REACH, 9, None)[1].items
    assert [item.kind for item in items] == [WorkKind.UNTIED_STATEMENT]
    view = house.courier.show_claim(claim_id(batch.batch_id, 1), REACH)
    assert view.status is ClaimStatus.AWAITING
