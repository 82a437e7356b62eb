"""Places of what is not yet in the feed."""

from chalicelib.adapters.dynamodb.encoding import encode_instant
from chalicelib.adapters.dynamodb.keys.prefix import Prefix
from chalicelib.adapters.dynamodb.places.place import Index, Place
from chalicelib.domain.events.notice import Notice

UNTOLD = Prefix.UNTOLD.of()


def of_waiting_notice(notice: Notice) -> list[Place]:
    noted_at, rank, series, number = notice.order
    order = f"{encode_instant(noted_at)}#{rank:03d}#{series}#{number:05d}"
    return [Place(Index.WORK, UNTOLD, order)]
