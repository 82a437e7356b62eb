"""Places of work items."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.worklist import Awaited, WorkItem, WorkState


def worklist(account_id: AccountId) -> str:
    return Prefix.WORKLIST.of(account_id)


def awaiting(account_id: AccountId, awaited: Awaited) -> str:
    return Prefix.AWAITING.of(account_id, awaited)


def of_work_item(item: WorkItem) -> list[Place]:
    """A resolved item is in no list."""
    if item.state is not WorkState.OPEN:
        return []
    order = f"{encode_instant(item.first_seen_at)}#{item.item_id}"
    places = [Place(Index.LISTING, worklist(item.account_id), order)]
    if item.awaits is not None:
        places.append(Place(Index.WORK, awaiting(item.account_id, item.awaits[0]), order))
    return places
