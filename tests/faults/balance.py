"""What an account's conservation statements say when all is done."""

from collections.abc import Iterator
from datetime import timedelta

from chalicelib.domain.conservation.documents import read_statement, summary_of
from chalicelib.domain.identifiers import AccountId
from tests.functional.courier import House

A_WHILE = timedelta(hours=1)


def statement_faults(house: House, account_id: AccountId) -> Iterator[str]:
    """Draws one more: everything must be on both sides, and each entry follow on the one before."""
    house.clock.advance(A_WHILE)
    last = house.courier.draw_statement(account_id)
    previous: str | None = None
    for number in range(1, last.number + 1):
        statement = read_statement(house.archive.statement(account_id, number))
        if statement.previous != previous:
            yield f"statement {number} of {account_id} does not follow on the one before"
        previous = summary_of(statement).sha256
    for each in statement.imbalances:
        yield f"the statement of {account_id} does not balance: {each}"
