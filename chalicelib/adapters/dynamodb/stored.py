"""What stores have in common: an item found is a domain object, one not found is an error."""

from typing import TypeVar

from chalicelib.adapters.dynamodb.encoding import Attributes, decode
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.domain.errors import ConflictError, NotFoundError

Stored = TypeVar("Stored")


def found(kind: type[Stored], item: Attributes | None, what: str, identifier: str) -> Stored:
    """The object in an item. Raises NotFoundError when there is no item."""
    if item is None:
        raise NotFoundError(what, identifier)
    return decode(kind, item)


def put_once(table: Table, item: Attributes, what: str) -> None:
    """Raises ConflictError when another item has the key; the same again changes nothing."""
    if table.put_if_absent(item) != item:
        raise ConflictError(f"Another {what} has this key.")
