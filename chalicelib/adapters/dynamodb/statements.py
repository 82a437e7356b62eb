"""Statements: a summary each, and for every account the head of its chain."""

from dataclasses import dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode, encode_instant
from chalicelib.adapters.dynamodb.keys import statements as keys
from chalicelib.adapters.dynamodb.places import statements as places
from chalicelib.adapters.dynamodb.places.place import Index
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.conservation.statement import ChainHead, StatementSummary
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId, StatementId
from chalicelib.domain.paging import Page


@dataclass(frozen=True, slots=True)
class DynamoStatements:
    table: Table

    def head(self, account_id: AccountId) -> ChainHead:
        stored = self.table.get(keys.chain_head(account_id))
        return ChainHead(account_id) if stored is None else decode(ChainHead, stored)

    def advance(self, old: ChainHead, new: ChainHead) -> None:
        row = item(keys.chain_head(new.account_id), encode(new), places.of_chain_head(new))
        if not self._stored(old, row):
            raise ConflictError(f"The chain of {old.account_id} has grown meanwhile.")

    def _stored(self, old: ChainHead, row: Attributes) -> bool:
        if old.due_at is None:
            return self.table.put_if_absent(row) is row
        still = Attr("number").eq(old.number) & Attr("due_at").eq(encode_instant(old.due_at))
        return self.table.put_if(row, still)

    def heads(self) -> tuple[ChainHead, ...]:
        listed = self.table.queued(Index.WORK, places.STATEMENTS_DUE)
        return tuple(decode(ChainHead, stored) for stored in listed)

    def add(self, summary: StatementSummary) -> None:
        key = keys.statement(summary.statement_id)
        put_once(self.table, item(key, encode(summary), places.of_statement(summary)), "statement")

    def get(self, statement_id: StatementId) -> StatementSummary:
        stored = self.table.get(keys.statement(statement_id))
        return found(StatementSummary, stored, "statement", statement_id)

    def of_account(
        self, account_id: AccountId, limit: int, cursor: str | None
    ) -> Page[StatementSummary]:
        queue = places.statements(account_id)
        shown, next_cursor = self.table.page(Index.LISTING, queue, limit, cursor)
        return Page(tuple(decode(StatementSummary, one) for one in shown), next_cursor)
