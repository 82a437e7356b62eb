"""Conservation statements and their chain."""

from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.identifiers import AccountId, StatementId


def chain_head(account_id: AccountId) -> Key:
    return Key(Prefix.ACCOUNT.of(account_id), Prefix.STATEMENTS)


def statement(statement_id: StatementId) -> Key:
    return Key(Prefix.STATEMENT.of(statement_id), Prefix.STATEMENT)
