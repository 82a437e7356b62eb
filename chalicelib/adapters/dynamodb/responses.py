"""Responses, and which files were seen."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from boto3.dynamodb.conditions import Attr

from chalicelib.adapters.dynamodb.encoding import Attributes, decode, encode
from chalicelib.adapters.dynamodb.keys import responses as keys
from chalicelib.adapters.dynamodb.places import responses as places
from chalicelib.adapters.dynamodb.places.place import Index, within
from chalicelib.adapters.dynamodb.stored import found
from chalicelib.adapters.dynamodb.table import Table, item
from chalicelib.domain.conservation.answers import SeenFile
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.paging import Page
from chalicelib.domain.response import ListedFile, Response
from chalicelib.domain.wanted import ALL_RESPONSES, WantedResponses


@dataclass(frozen=True, slots=True)
class DynamoResponses:
    table: Table

    def add(self, response: Response) -> Response:
        return decode(Response, self.table.put_if_absent(_item(response)))

    def get(self, response_id: ResponseId) -> Response:
        stored = self.table.get(keys.response(response_id))
        return found(Response, stored, "response", response_id)

    def advance(self, old: Response, new: Response) -> None:
        if not self.table.put_if(_item(new), Attr("state").eq(old.state)):
            raise ConflictError(f"{old.response_id} has changed meanwhile.")

    def unapplied(self, account_id: AccountId) -> tuple[Response, ...]:
        stored = self.table.queued(Index.WORK, places.unapplied(account_id))
        return tuple(decode(Response, one) for one in stored)

    def of_account(
        self,
        account_id: AccountId,
        limit: int,
        cursor: str | None,
        wanted: WantedResponses = ALL_RESPONSES,
    ) -> Page[Response]:
        queue, between = places.responses(account_id), within(wanted.modified)
        shown, next_cursor = self.table.page(
            Index.LISTING, queue, limit, cursor, between, lambda one: wanted.has(_response(one))
        )
        return Page(tuple(map(_response, shown)), next_cursor)

    def unseen(self, account_id: AccountId, listed: Sequence[ListedFile]) -> tuple[ListedFile, ...]:
        """Reads what was seen of the months that are listed, not of all time."""
        months = {keys.month_of(file) for file in listed}
        seen = {
            (one["pk"], one["sk"])
            for month in months
            for one in self.table.query(keys.seen_files(account_id, month))
        }
        return tuple(f for f in listed if astuple(keys.seen(account_id, f)) not in seen)

    def mark_seen(self, account_id: AccountId, file: ListedFile, response: ResponseId) -> None:
        seen = encode(SeenFile(response, file.modified_at))
        place = places.of_seen(account_id, file, response)
        self.table.put(item(keys.seen(account_id, file), seen, place))

    def all_of(self, account_id: AccountId) -> Iterator[Response]:
        listed = self.table.queued(Index.LISTING, places.responses(account_id))
        return (decode(Response, one) for one in listed)

    def all_seen(self, account_id: AccountId) -> Iterator[SeenFile]:
        listed = self.table.queued(Index.LISTING, places.seen(account_id))
        return (decode(SeenFile, one) for one in listed)


def _response(stored: Attributes) -> Response:
    return decode(Response, stored)


def _item(response: Response) -> Attributes:
    return item(keys.response(response.response_id), encode(response), places.of_response(response))
