"""Places of responses, and of files that were seen at a clearinghouse."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.identifiers import AccountId, ResponseId
from chalicelib.domain.response import ListedFile, Response, ResponseState


def unapplied(account_id: AccountId) -> str:
    return Prefix.UNAPPLIED.of(account_id)


def responses(account_id: AccountId) -> str:
    return Prefix.RESPONSES.of(account_id)


def seen(account_id: AccountId) -> str:
    return Prefix.SEEN.of(account_id)


def of_response(response: Response) -> list[Place]:
    order = f"{encode_instant(response.modified_at)}#{response.response_id}"
    places = [Place(Index.LISTING, responses(response.account_id), order)]
    if response.state is ResponseState.STORED:
        places.append(Place(Index.WORK, unapplied(response.account_id), order))
    return places


def of_seen(account_id: AccountId, file: ListedFile, response_id: ResponseId) -> list[Place]:
    order = f"{encode_instant(file.modified_at)}#{response_id}"
    return [Place(Index.LISTING, seen(account_id), order)]
