"""Places of transmissions."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission


def waiting(account_id: AccountId) -> str:
    return Prefix.WAITING.of(account_id)


def unanswered(account_id: AccountId) -> str:
    return Prefix.UNANSWERED.of(account_id)


def held(account_id: AccountId) -> str:
    return Prefix.HELD.of(account_id)


def transmissions(account_id: AccountId) -> str:
    return Prefix.TRANSMISSIONS.of(account_id)


def of_transmission(transmission: Transmission, sort_key: str) -> list[Place]:
    """In the order in which the batches were received, then by the parts of a batch; what an outage
    held back is listed for itself, by the outage first."""
    received_at = encode_instant(transmission.received_at)
    order = f"{received_at}#{transmission.batch_id}#{sort_key}"
    places = [_listed(transmission, order)]
    if transmission.state in WAITING:
        places.append(Place(Index.WORK, waiting(transmission.account_id), order))
    elif transmission.state in UNANSWERED:
        places.append(Place(Index.WORK, unanswered(transmission.account_id), order))
    return places


def _listed(transmission: Transmission, order: str) -> Place:
    if transmission.outage_since is None:
        return Place(Index.LISTING, transmissions(transmission.account_id), order)
    outage = encode_instant(transmission.outage_since)
    return Place(Index.LISTING, held(transmission.account_id), f"{outage}#{order}")
