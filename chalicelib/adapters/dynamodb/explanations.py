"""What people said about gaps in an account's 835s."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import decode, encode
from chalicelib.adapters.dynamodb.keys import closing as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.completeness.gap import Explanation
from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class DynamoExplanations:
    table: Table

    def put(self, explanation: Explanation) -> None:
        key = keys.explanation(explanation.account_id, explanation.gap_id)
        self.table.put(item(key, encode(explanation)))

    def of_account(self, account_id: AccountId) -> tuple[Explanation, ...]:
        stored = self.table.query(keys.explanation(account_id, ""))
        return tuple(decode(Explanation, one) for one in stored)
