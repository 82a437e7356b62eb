"""Practices."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.adapters.dynamodb.batch_get import get_all
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

    def get_all(self, practice_ids: Sequence[PracticeId]) -> tuple[Practice, ...]:
        by_id = {each: keys.practice(each) for each in practice_ids}
        stored = dict(get_all(self.table, by_id.values()))
        return tuple(
            found(Practice, stored.get(key), "practice", each) for each, key in by_id.items()
        )
