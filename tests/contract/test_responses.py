"""Responses and remittances, on the fakes and on DynamoDB."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.adapters.dynamodb.remittances import DynamoRemittances
from chalicelib.adapters.dynamodb.responses import DynamoResponses
from chalicelib.domain.account import AccountMode
from chalicelib.domain.conservation.answers import SeenFile
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, RemittanceId, ResponseId
from chalicelib.domain.ports import Remittances, Responses
from chalicelib.domain.remittance import Remittance, RemittanceAdvice, Wanted
from chalicelib.domain.response import ResponseKind, ResponseState
from chalicelib.domain.wanted import Span, WantedResponses
from tests.builders import (
    ACCOUNT,
    a_claim,
    a_claim_payment,
    a_listed_file,
    a_payment_report,
    a_remittance,
    a_response,
    an_advice,
    later,
)
from tests.contract.races import RUNNERS, race, succeeds
from tests.fakes import FakeRemittances, FakeResponses


@pytest.fixture(params=["fake", "dynamodb"])
def responses(request: pytest.FixtureRequest) -> Responses:
    if request.param == "fake":
        return FakeResponses()
    return DynamoResponses(request.getfixturevalue("table"))


@pytest.fixture(params=["fake", "dynamodb"])
def remittances(request: pytest.FixtureRequest) -> Remittances:
    if request.param == "fake":
        return FakeRemittances()
    return DynamoRemittances(request.getfixturevalue("table"))


class TestResponses:
    def test_a_response_is_found_as_it_was_added(self, responses: Responses) -> None:
        member = a_response(2, parent_id=a_response(1).response_id, reason="why")
        assert responses.add(member) == member
        assert responses.get(member.response_id) == member

    def test_an_unknown_response_is_not_found(self, responses: Responses) -> None:
        with pytest.raises(NotFoundError, match="response rsp_none"):
            responses.get(ResponseId("rsp_none"))

    def test_adding_again_returns_the_one_that_is_there(self, responses: Responses) -> None:
        applied = a_response().apply(ResponseKind.FILE_SUMMARY, 3, 1)
        responses.add(a_response())
        responses.advance(a_response(), applied)
        assert responses.add(a_response(collected_at=later(days=1))) == applied

    def test_all_who_add_in_a_race_get_the_same(self, responses: Responses) -> None:
        got = race(lambda number: responses.add(a_response(collected_at=later(days=number))))
        assert got == [responses.get(a_response().response_id)] * RUNNERS

    def test_exactly_one_wins_a_race_to_advance(self, responses: Responses) -> None:
        responses.add(a_response())
        applied = a_response().apply(ResponseKind.FILE_SUMMARY, 3, 1)
        won = race(lambda _: succeeds(lambda: responses.advance(a_response(), applied)))
        assert won.count(True) == 1

    def test_another_state_is_a_conflict(self, responses: Responses) -> None:
        responses.add(a_response())
        responses.advance(a_response(), a_response().set_aside("not understood"))
        with pytest.raises(ConflictError):
            responses.advance(a_response(), a_response().apply(ResponseKind.FILE_SUMMARY, 3, 1))

    def test_unapplied_are_those_still_stored_oldest_first(self, responses: Responses) -> None:
        for number in (3, 1, 2):
            responses.add(a_response(number))
        responses.advance(a_response(2), a_response(2).set_aside("not understood"))
        assert responses.unapplied(ACCOUNT) == (a_response(1), a_response(3))
        assert responses.unapplied(AccountId("acc_other")) == ()

    def test_an_account_sees_its_responses_newest_first_page_by_page(
        self, responses: Responses
    ) -> None:
        for number in (2, 3, 1):
            responses.add(a_response(number))
        first = responses.of_account(ACCOUNT, 2, None)
        assert first.items == (a_response(3), a_response(2))
        second = responses.of_account(ACCOUNT, 2, first.next_cursor)
        assert (second.items, second.next_cursor) == ((a_response(1),), None)
        assert responses.of_account(AccountId("acc_other"), 2, None).items == ()

    def test_wanted_responses_are_paged_by_themselves(self, responses: Responses) -> None:
        kinds = (ResponseKind.FILE_SUMMARY, ResponseKind.EDI_STATUS)
        added = [a_response(number, kind=kinds[number % 2]) for number in range(1, 7)]
        for each in added:
            responses.add(each)
        modified = Span(added[0].modified_at, added[4].modified_at)
        wanted = WantedResponses(ResponseKind.EDI_STATUS, ResponseState.STORED, modified)
        first = responses.of_account(ACCOUNT, 1, None, wanted)
        rest = responses.of_account(ACCOUNT, 9, first.next_cursor, wanted)
        assert first.items + rest.items == (added[2], added[0])
        nothing = WantedResponses(state=ResponseState.UNKNOWN)
        assert responses.of_account(ACCOUNT, 9, None, nothing).items == ()

    def test_a_cursor_that_is_not_ours_is_refused(self, responses: Responses) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            responses.of_account(ACCOUNT, 2, "nonsense")

    def test_seen_files_are_remembered_by_name_size_and_time(self, responses: Responses) -> None:
        file = a_listed_file()
        changed = replace(file, modified_at=file.modified_at + timedelta(seconds=1))
        other_size = replace(file, size=11)
        listed = (other_size, file, changed)
        assert responses.unseen(ACCOUNT, listed) == listed
        responses.mark_seen(ACCOUNT, file, ResponseId("rsp_1"))
        responses.mark_seen(ACCOUNT, file, ResponseId("rsp_1"))
        assert responses.unseen(ACCOUNT, listed) == (other_size, changed)
        responses.mark_seen(ACCOUNT, changed, ResponseId("rsp_2"))
        assert responses.unseen(ACCOUNT, listed) == (other_size,)
        assert responses.unseen(AccountId("acc_other"), listed) == listed

    def test_files_of_any_age_and_name_are_remembered(self, responses: Responses) -> None:
        files = [
            a_listed_file(name=name, modified_at=later(days=days))
            for name in ("../x", "n" * 300, "a\x00b\n", "\N{REPLACEMENT CHARACTER}")
            for days in (-20_000, 0, 400)
        ]
        for file in files[::2]:
            responses.mark_seen(ACCOUNT, file, ResponseId("rsp_1"))
        assert responses.unseen(ACCOUNT, files) == tuple(files[1::2])
        assert responses.unseen(ACCOUNT, ()) == ()

    def test_all_of_an_account_come_by_the_clearinghouses_time(self, responses: Responses) -> None:
        ordered = [a_response(number) for number in (1, 2, 3, 10)]
        ordered[1] = replace(ordered[1], parent_id=ordered[0].response_id)
        for response in reversed(ordered):
            responses.add(response)
        assert list(responses.all_of(ACCOUNT)) == ordered
        assert list(responses.all_of(AccountId("acc_other"))) == []

    def test_every_mark_tells_the_response_by_the_clearinghouses_time(
        self, responses: Responses
    ) -> None:
        ordered = [a_response(number) for number in (1, 2, 800)]
        for response in reversed(ordered):
            file = a_listed_file(name=response.name, modified_at=response.modified_at)
            responses.mark_seen(ACCOUNT, file, response.response_id)
        seen = [SeenFile(each.response_id, each.modified_at) for each in ordered]
        assert list(responses.all_seen(ACCOUNT)) == seen
        assert list(responses.all_seen(AccountId("acc_other"))) == []


class TestRemittances:
    @pytest.mark.parametrize("claim_payments", [0, 1, 250])
    def test_a_remittance_is_found_as_it_was_added(
        self, remittances: Remittances, claim_payments: int
    ) -> None:
        remittance = a_remittance(an_advice(claim_payments=claim_payments))
        remittances.add(remittance)
        assert remittances.get(remittance.advice.remittance_id) == remittance

    def test_an_unknown_remittance_is_not_found(self, remittances: Remittances) -> None:
        with pytest.raises(NotFoundError, match="remittance rem_none"):
            remittances.get(RemittanceId("rem_none"))

    def test_the_first_report_of_a_payment_stays(self, remittances: Remittances) -> None:
        first = a_remittance()
        again = a_remittance(
            an_advice(claim_payments=2), response_id=a_response(2).response_id, raw_key="era/other"
        )
        remittances.add(first)
        remittances.add(again)
        assert remittances.get(first.advice.remittance_id) == first

    def test_the_same_report_read_again_with_other_claims_changes_nothing(
        self, remittances: Remittances
    ) -> None:
        untied = an_advice(payments=(a_claim_payment(claim_id=None),))
        remittances.add(a_remittance())
        remittances.add(a_remittance(untied))
        assert remittances.get(untied.remittance_id) == a_remittance()

    def test_a_payment_can_be_tied_later_and_the_first_tie_stays(
        self, remittances: Remittances
    ) -> None:
        payments = (a_claim_payment(1), a_claim_payment(2, claim_id=None))
        remittance = a_remittance(an_advice(payments=payments))
        remittance_id = remittance.advice.remittance_id
        remittances.add(remittance)
        for position, claim in [(1, 5), (2, 3), (2, 4)]:
            remittances.tie(remittance_id, position, a_claim(claim).claim_id)
        tied = [payment.claim_id for payment in remittances.get(remittance_id).advice.payments]
        assert tied == [a_claim(1).claim_id, a_claim(3).claim_id]

    def test_adding_tells_the_report_that_stands(self, remittances: Remittances) -> None:
        first = a_remittance()
        again = replace(first, raw_key="era/other", advice=an_advice(payments=()))
        assert remittances.add(first).raw_key == first.raw_key
        standing = remittances.add(again)
        assert standing.raw_key == first.raw_key
        assert standing.advice.payments == ()

    def test_latest_payments_are_listed_first_page_by_page(self, remittances: Remittances) -> None:
        listed = [add_paid_on(remittances, day) for day in (1, 2, 3, 20)]
        first = remittances.of_account(ACCOUNT, Wanted(), 3, None)
        rest = remittances.of_account(ACCOUNT, Wanted(), 3, first.next_cursor)
        assert [*first.items, *rest.items] == listed[::-1]
        assert rest.next_cursor is None
        assert list(remittances.all_of(ACCOUNT)) == listed
        assert list(remittances.all_of(AccountId("acc_other"))) == []
        assert remittances.of_account(AccountId("acc_other"), Wanted(), 3, None).items == ()

    def test_a_payment_without_a_day_stands_at_the_day_of_its_file(
        self, remittances: Remittances
    ) -> None:
        early, late = (add_paid_on(remittances, day) for day in (18, 20))
        undated = a_remittance(an_advice(7, payments=(), paid_on=None), received_at=later(days=17))
        remittances.add(undated)
        assert list(remittances.all_of(ACCOUNT)) == [early, undated, late]

    def test_days_are_inclusive_on_both_ends(self, remittances: Remittances) -> None:
        listed = [add_paid_on(remittances, day) for day in (1, 2, 3, 4)]
        wanted = Wanted(since=date(2026, 3, 2), until=date(2026, 3, 3))
        page = remittances.of_account(ACCOUNT, wanted, 9, None)
        assert list(page.items) == [listed[2], listed[1]]
        assert (
            list(remittances.of_account(ACCOUNT, replace(wanted, since=None), 9, None).items)
            == (listed[2::-1])
        )

    @pytest.mark.parametrize("payer", ["62308", "1512345678", "sample health plan"])
    def test_payers_are_found_by_identifier_or_name(
        self, remittances: Remittances, payer: str
    ) -> None:
        listed = [add_paid_on(remittances, day) for day in range(1, 8)]
        for day in range(8, 28):
            another = replace(paid_on(day), payer_identifier="X", originator="Y", payer_name="Z")
            remittances.add(a_remittance(another))
        first = remittances.of_account(ACCOUNT, Wanted(payer=payer), 4, None)
        rest = remittances.of_account(ACCOUNT, Wanted(payer=payer), 4, first.next_cursor)
        assert [*first.items, *rest.items] == listed[::-1]
        assert rest.next_cursor is None

    def test_a_cursor_of_another_list_is_refused(self, remittances: Remittances) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            remittances.of_account(ACCOUNT, Wanted(), 2, "nonsense")

    def test_the_first_report_of_a_payment_stands_in_all_accounts(
        self, remittances: Remittances
    ) -> None:
        first, again = a_payment_report(1), a_payment_report(2)
        elsewhere = a_payment_report(3, account_id=AccountId("acc_other"))
        reports = first, again, elsewhere, first
        told = [remittances.report(AccountMode.LIVE, report) for report in reports]
        assert {each.first for each in told} == {first}
        listed = remittances.reports_of(AccountMode.LIVE, first.trace)
        assert listed == (first, again, elsewhere)

    def test_tests_know_nothing_of_live_payments(self, remittances: Remittances) -> None:
        live, test = a_payment_report(1), a_payment_report(2)
        remittances.report(AccountMode.LIVE, live)
        told = remittances.report(AccountMode.TEST, test)
        assert (told.first, told.other) == (test, ())
        assert remittances.reports_of(AccountMode.TEST, test.trace) == (test,)

    def test_other_content_under_the_same_trace_is_told(self, remittances: Remittances) -> None:
        first, other = a_payment_report(1), a_payment_report(2, fingerprint="other")
        assert remittances.report(AccountMode.LIVE, first).other == ()
        told = remittances.report(AccountMode.LIVE, other)
        assert (told.first, told.other) == (other, (first,))
        assert remittances.report(AccountMode.LIVE, first).other == (other,)
        another = a_payment_report(3, trace="another")
        assert remittances.report(AccountMode.LIVE, another).other == ()
        assert remittances.reports_of(AccountMode.LIVE, "none") == ()

    def test_one_is_the_first_in_a_race(self, remittances: Remittances) -> None:
        told = race(lambda n: remittances.report(AccountMode.LIVE, a_payment_report(n)))
        assert len({each.first for each in told}) == 1
        trace = a_payment_report().trace
        assert len(remittances.reports_of(AccountMode.LIVE, trace)) == RUNNERS

    def test_reports_in_a_race_never_mix(self, remittances: Remittances) -> None:
        reports = [
            a_remittance(
                an_advice(claim_payments=number + 1), response_id=a_response(number).response_id
            )
            for number in range(RUNNERS)
        ]
        race(lambda number: remittances.add(reports[number]))
        assert remittances.get(reports[0].advice.remittance_id) in reports


def add_paid_on(remittances: Remittances, day: int) -> Remittance:
    """The row of a payment of that day of March, which has been added."""
    return remittances.add(a_remittance(paid_on(day)))


def paid_on(day: int) -> RemittanceAdvice:
    return an_advice(day, paid_on=date(2026, 3, day), payments=())
