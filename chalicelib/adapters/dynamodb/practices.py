"""Practices."""

from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import encode
from chalicelib.adapters.dynamodb.keys import accounts as keys
from chalicelib.adapters.dynamodb.stored import found, put_once
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.account import Practice
from chalicelib.domain.identifiers import PracticeId


@dataclass(frozen=True, slots=True)
class DynamoPractices:
    table: Table

    def add(self, practice: Practice) -> None:
        """Raises ConflictError when another practice has the id."""
        new = item(keys.practice(practice.practice_id), encode(practice))
        put_once(self.table, new, "practice")

    def get(self, practice_id: PracticeId) -> Practice:
        stored = self.table.get(keys.practice(practice_id))
        return found(Practice, stored, "practice", practice_id)
