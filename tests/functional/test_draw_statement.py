"""Conservation statements: what came in stands somewhere, and whatever does not is named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.conservation.documents import read_page, read_statement
from chalicelib.domain.conservation.line import Book, Imbalance, Line
from chalicelib.domain.conservation.statement import ConservationStatement, StatementSummary
from chalicelib.domain.conservation.totals import NamedImbalance
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, claim_id, transmission_id
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.transmission import TransmissionState
from tests.builders import ACCOUNT, a_listed_file, a_response, a_tally, a_transmission
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

A_WHILE = timedelta(hours=1)


def draw(house: House) -> ConservationStatement:
    """The next statement, drawn an hour later."""
    house.clock.advance(A_WHILE)
    return archived(house, house.courier.draw_statement(ACCOUNT))


def archived(house: House, summary: StatementSummary) -> ConservationStatement:
    return read_statement(house.archive.statement(ACCOUNT, summary.number))


def lines(house: House, statement: ConservationStatement, book: Book) -> list[Line]:
    return [
        line
        for page in statement.pages
        if page.book is book
        for line in read_page(house.archive.statement_page(ACCOUNT, page))
    ]


def sides(statement: ConservationStatement, book: Book) -> tuple[dict[str, int], dict[str, int]]:
    return dict(statement.books[book].came), dict(statement.books[book].stands)


def nonzero(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def all_answered(house: House) -> None:
    for answer in answers_to(house.server.inbound):
        house.answer(*answer)


def test_an_account_without_anything_balances(house: House) -> None:
    statement = draw(house)
    assert (statement.number, statement.previous, statement.pages) == (1, None, ())
    assert statement.is_balanced
    assert statement.claims == 0


def test_everything_that_came_in_stands_somewhere(house: House) -> None:
    house.hand_in(a_claim_file("PAY00001", "REJ00002"))
    house.visit()
    all_answered(house)
    house.hand_in(a_claim_file("LATER", control_number=2))
    house.hand_in(b"Dear Sir or Madam")
    house.answer("mystery.bin", b"\x00")
    statement = draw(house)
    assert statement.is_balanced
    came, stands = sides(statement, Book.INTAKE)
    assert came == {"api": 3}
    assert stands == {"partially_accepted": 1, "awaiting": 1, "refused": 1}
    assert statement.claims == 3
    by_status = {"paid": 1, "rejected_by_clearinghouse": 1, "awaiting": 1}
    assert nonzero(statement.claims_by_status) == by_status
    assert sides(statement, Book.SENT) == ({"planned": 2}, {"answered": 1, "awaiting": 1})
    came, stands = sides(statement, Book.SEEN)
    assert sum(came.values()) == sum(stands.values()) == len(house.responses.rows.by_key)
    assert set(came) == {"seen", "unpacked"}
    assert stands["quarantined"] == 1
    assert set(stands) == {"applied", "quarantined"}


def test_every_line_names_what_it_is_about_and_nothing_of_a_patient(house: House) -> None:
    batch = house.hand_in(a_claim_file("PAY00001")).batch
    house.visit()
    all_answered(house)
    statement = draw(house)
    assert [line.line_id for line in lines(house, statement, Book.INTAKE)] == [batch.batch_id]
    assert [line.line_id for line in lines(house, statement, Book.SENT)] == [
        transmission_id(batch.batch_id, 1)
    ]
    seen = {line.line_id for line in lines(house, statement, Book.SEEN)}
    assert seen == set(house.responses.rows.by_key)
    stored = {k: v for k, v in house.archive.objects.by_key.items() if "statements/" in k}
    told = b"".join([*stored.values(), *(key.encode() for key in stored)])
    assert b"PAY00001" not in told
    assert all(name.name.encode() not in told for name in house.responses.rows.by_key.values())


def test_what_came_a_moment_ago_is_left_to_the_next_statement(house: House) -> None:
    house.hand_in(a_claim_file())
    first = archived(house, house.courier.draw_statement(ACCOUNT))
    assert first.books[Book.INTAKE].came == {}
    assert draw(house).books[Book.INTAKE].came == {"api": 1}


def test_a_response_collected_a_moment_ago_is_left_to_the_next_statement(house: House) -> None:
    house.server.put_out("mystery.bin", b"\x00", house.clock.now() - timedelta(days=3))
    house.visit()
    first = archived(house, house.courier.draw_statement(ACCOUNT))
    assert first.books[Book.SEEN].came == {}
    assert draw(house).books[Book.SEEN].came == {"seen": 1}


@pytest.mark.parametrize("state", TransmissionState)
def test_a_file_in_any_state_is_counted(house: House, state: TransmissionState) -> None:
    batch = house.hand_in(a_claim_file()).batch
    (transmission,) = house.transmissions.of_batch(batch.batch_id)
    key = transmission.transmission_id
    house.transmissions.rows.by_key[key] = replace(transmission, state=state)
    statement = draw(house)
    assert statement.is_balanced
    assert sum(statement.books[Book.SENT].stands.values()) == 1


def test_an_interrupted_intake_is_no_imbalance(house: House) -> None:
    planned = house.hand_in(a_claim_file()).batch
    received = replace(planned, state=type(planned.state).RECEIVED, claim_count=0)
    house.batches.rows.by_key[planned.batch_id] = received
    statement = draw(house)
    assert statement.is_balanced
    assert statement.books[Book.INTAKE].stands == {"received": 1}
    house.batches.rows.by_key[planned.batch_id] = planned
    lost = house.claims.rows.by_key.pop(claim_id(planned.batch_id, 1))
    assert not draw(house).is_balanced
    house.claims.add([lost])
    after = draw(house)
    assert (after.is_balanced, after.claims) == (True, planned.claim_count)


class TestWhatIsOnOneSideOnly:
    def test_a_batch_that_vanished_is_named_until_it_is_back(self, house: House) -> None:
        batch = house.hand_in(a_claim_file("A", "B")).batch
        assert draw(house).is_balanced
        lost = house.batches.rows.by_key.pop(batch.batch_id)
        for _ in range(2):
            statement = draw(house)
            assert NamedImbalance(Book.INTAKE, batch.batch_id, Imbalance.VANISHED) in (
                statement.imbalances
            )
            assert statement.claims == 2
        house.batches.rows.by_key[batch.batch_id] = lost
        assert draw(house).is_balanced

    def test_a_claim_whose_row_is_missing_makes_its_batch_unbalanced(self, house: House) -> None:
        batch = house.hand_in(a_claim_file("A", "B")).batch
        lost = house.claims.rows.by_key.pop(claim_id(batch.batch_id, 2))
        for _ in range(2):
            statement = draw(house)
            assert statement.imbalances == (
                NamedImbalance(Book.INTAKE, batch.batch_id, Imbalance.CLAIMS_DO_NOT_ADD_UP),
            )
            assert (statement.claims, nonzero(statement.claims_by_status)) == (2, {"awaiting": 1})
        house.claims.add([lost])
        assert draw(house).is_balanced

    def test_a_tally_that_forgets_a_claim_makes_its_batch_unbalanced(self, house: House) -> None:
        batch = house.hand_in(a_claim_file("A", "B")).batch
        assert draw(house).is_balanced
        house.tallies.note(a_tally(0, 1, {ClaimStatus.PAID: 1}, batch))
        (imbalance,) = draw(house).imbalances
        assert imbalance.kind is Imbalance.CLAIMS_DO_NOT_ADD_UP

    def test_a_batch_that_lost_claims_since_is_unbalanced(self, house: House) -> None:
        batch = house.hand_in(a_claim_file("A", "B")).batch
        assert draw(house).is_balanced
        house.batches.rows.by_key[batch.batch_id] = replace(batch, claim_count=0)
        statement = draw(house)
        assert not statement.is_balanced
        assert statement.claims == 2

    def test_a_file_that_vanished_is_named(self, house: House) -> None:
        batch = house.hand_in(a_claim_file()).batch
        house.visit()
        assert draw(house).is_balanced
        gone = transmission_id(batch.batch_id, 1)
        del house.transmissions.rows.by_key[gone]
        assert draw(house).imbalances == (NamedImbalance(Book.SENT, gone, Imbalance.VANISHED),)

    def test_a_planned_batch_without_any_file_is_named(self, house: House) -> None:
        batch = house.hand_in(a_claim_file()).batch
        house.transmissions.rows.by_key.clear()
        missing = transmission_id(batch.batch_id, 1)
        assert draw(house).imbalances == (NamedImbalance(Book.SENT, missing, Imbalance.VANISHED),)

    def test_a_file_of_no_batch_is_named(self, house: House) -> None:
        stray = a_transmission(state=TransmissionState.SENT)
        house.transmissions.add(stray)
        nowhere = Imbalance.CAME_FROM_NOWHERE
        assert draw(house).imbalances == (
            NamedImbalance(Book.INTAKE, stray.batch_id, nowhere),
            NamedImbalance(Book.SENT, stray.transmission_id, nowhere),
        )

    @pytest.mark.parametrize(
        ("state", "balanced"),
        [(TransmissionState.PLANNED, True), (TransmissionState.ACKNOWLEDGED, False)],
    )
    def test_no_file_of_a_refused_batch_is_ever_sent(
        self, house: House, state: TransmissionState, balanced: bool
    ) -> None:
        refused = house.hand_in(b"Dear Sir or Madam").batch
        house.transmissions.add(a_transmission(refused, state=state))
        assert draw(house).is_balanced is balanced

    def test_a_file_that_was_seen_and_has_no_response_is_named(self, house: House) -> None:
        response = a_response(number=-5)
        file = a_listed_file(name=response.name, modified_at=response.modified_at)
        house.responses.mark_seen(ACCOUNT, file, response.response_id)
        assert draw(house).imbalances == (
            NamedImbalance(Book.SEEN, response.response_id, Imbalance.VANISHED),
        )

    def test_a_response_that_vanished_with_its_mark_is_named(self, house: House) -> None:
        response = house.answer("mystery.bin", b"\x00")
        assert draw(house).is_balanced
        house.responses.rows.by_key.clear()
        house.responses.seen_files.clear()
        assert draw(house).imbalances == (
            NamedImbalance(Book.SEEN, response.response_id, Imbalance.VANISHED),
        )

    def test_a_response_whose_mark_is_missing_balances(self, house: House) -> None:
        house.answer("mystery.bin", b"\x00")
        house.responses.seen_files.clear()
        statement = draw(house)
        assert statement.is_balanced
        assert statement.books[Book.SEEN].came == {"unmarked": 1}


def test_what_a_list_does_not_show_yet_is_read_by_its_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Indexes follow the table a moment later."""
    house.hand_in(a_claim_file())
    house.visit()
    house.answer("mystery.bin", b"\x00")
    monkeypatch.setattr(house.transmissions, "all_of", lambda _: iter(()))
    assert draw(house).is_balanced
    monkeypatch.setattr(house.batches, "all_of", lambda _: iter(()))
    monkeypatch.setattr(house.responses, "all_of", lambda _: iter(()))
    assert draw(house).is_balanced


def test_a_clock_that_goes_back_takes_nothing_out_of_the_books(house: House) -> None:
    house.hand_in(a_claim_file())
    house.visit()
    house.answer("mystery.bin", b"\x00")
    first = draw(house)
    house.clock.advance(-A_WHILE)
    second = archived(house, house.courier.draw_statement(ACCOUNT))
    assert second.pages == first.pages


class TestTheChain:
    def test_each_statement_names_the_one_before(self, house: House) -> None:
        house.clock.advance(A_WHILE)
        summaries = [house.courier.draw_statement(ACCOUNT) for _ in range(3)]
        statements = [archived(house, summary) for summary in summaries]
        assert [each.number for each in statements] == [1, 2, 3]
        assert [each.previous for each in statements] == [None, *(s.sha256 for s in summaries[:2])]

    def test_pages_that_stay_as_they_are_are_stored_once(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house.hand_in(a_claim_file())
        first = draw(house)
        monkeypatch.delattr(type(house.archive), "store_statement_page")
        assert draw(house).pages == first.pages != ()

    def test_a_page_holds_a_thousand_lines(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("chalicelib.services.conservation.write_book.LINES_PER_PAGE", 2)
        for number in range(5):
            house.hand_in(a_claim_file(f"PAY{number}", control_number=number + 1))
            house.clock.advance(timedelta(minutes=1))
        first = draw(house)
        intake = [page for page in first.pages if page.book is Book.INTAKE]
        assert [(page.number, page.lines) for page in intake] == [(0, 2), (1, 2), (2, 1)]
        house.visit()
        assert draw(house).is_balanced

    def test_a_drawer_who_is_too_late_gets_what_the_winner_stored(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house.clock.advance(A_WHILE)
        slow, rival = house.courier, house.courier
        stored = house.archive.store_statement
        won: list[StatementSummary] = []

        def after_the_rival(account_id: AccountId, number: int, content: bytes) -> None:
            monkeypatch.setattr(house.archive, "store_statement", stored)
            house.clock.advance(timedelta(seconds=1))
            won.append(rival.draw_statement(account_id))
            stored(account_id, number, content)

        monkeypatch.setattr(house.archive, "store_statement", after_the_rival)
        assert slow.draw_statement(ACCOUNT) == won[0]
        assert house.statements.head(ACCOUNT).sha256 == won[0].sha256
        assert draw(house).previous == won[0].sha256

    def test_an_entry_whose_drawer_died_is_taken_up(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def dies(*_: object) -> None:
            raise OSError("dead")

        house.clock.advance(A_WHILE)
        with monkeypatch.context() as broken:
            broken.setattr(house.statements, "add", dies)
            with pytest.raises(OSError, match="dead"):
                house.courier.draw_statement(ACCOUNT)
        assert house.statements.head(ACCOUNT).number == 0
        second = house.courier.draw_statement(ACCOUNT)
        listed = house.statements.of_account(ACCOUNT, 10, None).items
        assert [summary.number for summary in listed] == [2, 1]
        assert archived(house, second).previous == listed[1].sha256

    def test_no_entry_is_ever_replaced(self, house: House) -> None:
        house.courier.draw_statement(ACCOUNT)
        with pytest.raises(ConflictError):
            house.archive.store_statement(ACCOUNT, 1, b"{}")

    def test_an_unknown_account_has_no_statement(self, house: House) -> None:
        with pytest.raises(NotFoundError):
            house.courier.draw_statement(AccountId("acc_none"))
