"""Places of batches and their tallies."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.tally import Tally

RECEIVED = Prefix.RECEIVED.of()


def watched(account_id: AccountId) -> str:
    return Prefix.WATCHED.of(account_id)


def batches(practice_id: PracticeId) -> str:
    return Prefix.BATCHES.of(practice_id)


def tallies(account_id: AccountId) -> str:
    return Prefix.TALLIES.of(account_id)


def of_batch(batch: Batch) -> list[Place]:
    """One that is not decided about waits as received; any other by when it is looked at next."""
    order = f"{encode_instant(batch.received_at)}#{batch.batch_id}"
    places = [Place(Index.LISTING, batches(batch.practice_id), order)]
    if batch.state is IntakeState.RECEIVED:
        places.append(Place(Index.WORK, RECEIVED, order))
    elif batch.look_at is not None:
        look = f"{encode_instant(batch.look_at)}#{batch.batch_id}"
        places.append(Place(Index.WORK, watched(batch.account_id), look))
    return places


def of_tally(tally: Tally, sort_key: str) -> list[Place]:
    """In the order in which the batches were received, then by the pages of a batch."""
    order = f"{encode_instant(tally.received_at)}#{tally.batch_id}#{sort_key}"
    return [Place(Index.LISTING, tallies(tally.account_id), order)]
