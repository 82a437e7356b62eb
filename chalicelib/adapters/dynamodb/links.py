"""Links, one item each, found by what the clearinghouse names."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.adapters.dynamodb.encoding import Attributes, encode
from chalicelib.adapters.dynamodb.keys import links as keys
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.link import Link, LinkKind


@dataclass(frozen=True, slots=True)
class DynamoLinks:
    table: Table

    def add(self, links: Iterable[Link]) -> None:
        self.table.put_all(map(_item, links))

    def find(self, account_id: AccountId, kind: LinkKind, value: str) -> tuple[str, ...]:
        """Sorted, because the target is the sort key."""
        stored = self.table.query(keys.links(account_id, kind, value))
        return tuple(str(one["sk"]) for one in stored)


def _item(link: Link) -> Attributes:
    return item(keys.link(link.account_id, link.kind, link.value, link.target), encode(link))
