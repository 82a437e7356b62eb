"""Places of conservation statements."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
from chalicelib.domain.identifiers import AccountId

STATEMENTS_DUE = Prefix.STATEMENTS_DUE.of()


def statements(account_id: AccountId) -> str:
    return Prefix.STATEMENTS.of(account_id)


def of_statement(summary: StatementSummary) -> list[Place]:
    return [Place(Index.LISTING, statements(summary.account_id), summary.statement_id)]


def of_chain_head(head: ChainHead) -> list[Place]:
    """Every account's next statement is work; what is due at once comes first."""
    due_at = "" if head.due_at is None else encode_instant(head.due_at)
    return [Place(Index.WORK, STATEMENTS_DUE, f"{due_at}#{head.account_id}")]
