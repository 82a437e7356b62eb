"""Places of restore drills."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.drill import Drill
from chalicelib.domain.identifiers import AccountId

DRILLS_RUNNING = Prefix.DRILLS_RUNNING.of()


def drills(account_id: AccountId) -> str:
    return Prefix.DRILLS.of(account_id)


def of_drill(drill: Drill) -> list[Place]:
    """One that has not ended is work."""
    order = f"{encode_instant(drill.began_at)}#{drill.drill_id}"
    listed = Place(Index.LISTING, drills(drill.account_id), order)
    return [listed] if drill.ended_at else [listed, Place(Index.WORK, DRILLS_RUNNING, order)]
