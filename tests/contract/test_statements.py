"""Statements and the heads of their chains, on the fake and on DynamoDB."""

from dataclasses import replace

import pytest

from chalicelib.adapters.dynamodb.statements import DynamoStatements
from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
from chalicelib.domain.errors import ConflictError, NotFoundError
from chalicelib.domain.identifiers import AccountId, StatementId, statement_id
from chalicelib.domain.ports import Statements
from tests.builders import ACCOUNT, MORNING, later
from tests.contract.races import race, succeeds
from tests.fakes import FakeStatements

FRESH = ChainHead(ACCOUNT)
FIRST = ChainHead(ACCOUNT, 1, "ab12", later(days=1), imbalance_count=2)


@pytest.fixture(params=["fake", "dynamodb"])
def statements(request: pytest.FixtureRequest) -> Statements:
    if request.param == "fake":
        return FakeStatements()
    return DynamoStatements(request.getfixturevalue("table"))


def a_summary(number: int = 1, account_id: AccountId = ACCOUNT) -> StatementSummary:
    identifier = statement_id(account_id, number)
    return StatementSummary(
        identifier, account_id, number, later(days=number), MORNING, f"{number:064x}", 0
    )


def test_a_chain_begins_with_a_fresh_head(statements: Statements) -> None:
    assert statements.head(ACCOUNT) == FRESH
    assert statements.heads() == ()


def test_a_head_is_found_as_it_was_stored(statements: Statements) -> None:
    statements.advance(FRESH, FIRST)
    assert statements.head(ACCOUNT) == FIRST
    second = ChainHead(ACCOUNT, 2, "cd34", later(days=2))
    statements.advance(FIRST, second)
    assert statements.head(ACCOUNT) == second


@pytest.mark.parametrize(
    "old", [FRESH, replace(FIRST, number=2), replace(FIRST, due_at=later(days=2))]
)
def test_a_head_never_advances_from_one_that_is_gone(
    statements: Statements, old: ChainHead
) -> None:
    statements.advance(FRESH, FIRST)
    with pytest.raises(ConflictError):
        statements.advance(old, replace(FIRST, number=3))
    assert statements.head(ACCOUNT) == FIRST


@pytest.mark.parametrize("old", [FRESH, FIRST])
def test_one_who_advances_wins_a_race(statements: Statements, old: ChainHead) -> None:
    if old is FIRST:
        statements.advance(FRESH, FIRST)
    won = race(
        lambda n: succeeds(
            lambda: statements.advance(old, ChainHead(ACCOUNT, n + 5, "ef", later(days=9)))
        )
    )
    assert won.count(True) == 1
    assert statements.head(ACCOUNT).number == won.index(True) + 5


def test_heads_come_by_when_they_are_due(statements: Statements) -> None:
    heads = [ChainHead(AccountId(f"acc_{day}"), 1, "x", later(days=day)) for day in (2, 3, 10)]
    for head in reversed(heads):
        statements.advance(ChainHead(head.account_id), head)
    assert statements.heads() == tuple(heads)


def test_a_summary_is_found_as_it_was_added(statements: Statements) -> None:
    statements.add(a_summary())
    statements.add(a_summary())
    assert statements.get(a_summary().statement_id) == a_summary()
    with pytest.raises(NotFoundError, match="statement stm_none"):
        statements.get(StatementId("stm_none"))
    with pytest.raises(ConflictError):
        statements.add(replace(a_summary(), sha256="other"))


def test_summaries_are_listed_newest_first_page_by_page(statements: Statements) -> None:
    summaries = [a_summary(number) for number in range(1, 13)]
    for summary in [*summaries, a_summary(1, AccountId("acc_other"))]:
        statements.add(summary)
    first = statements.of_account(ACCOUNT, 5, None)
    assert first.items == tuple(summaries[:6:-1])
    rest = statements.of_account(ACCOUNT, 50, first.next_cursor)
    assert rest.items == tuple(summaries[6::-1])
    assert rest.next_cursor is None
    with pytest.raises(ValueError):  # noqa: PT011
        statements.of_account(ACCOUNT, 5, "nonsense")
