"""What a ZIP holds in all: its members, and those of every ZIP in it that will be opened."""

from collections.abc import Iterable, Iterator

from chalicelib.clearinghouses.reading import UnreadableResponseError
from chalicelib.interpret.zip_archive import MOST_BYTES, MOST_MEMBERS, Member, each_member

MOST_IN_ALL = 10 * MOST_MEMBERS
MOST_BYTES_IN_ALL = 10 * MOST_BYTES


def require_bounded(outer: Iterable[Member], levels: int) -> None:
    """`levels` is how often a ZIP among these members will be opened, and one in that.

    Raises UnreadableResponseError for more than 50,000 members or 2.56 GB. A ZIP inside that can't
    be unpacked counts for itself: it is told when it is opened.
    """
    held = size = 0
    for member in _all(outer, levels):
        held, size = held + 1, size + len(member.content)
        if held > MOST_IN_ALL or size > MOST_BYTES_IN_ALL:
            raise UnreadableResponseError("The ZIP and those in it hold too much in all.")


def _all(some: Iterable[Member], levels: int) -> Iterator[Member]:
    for member in some:
        yield member
        if levels and member.is_zip:
            yield from _all(_as_far_as_readable(member.content), levels - 1)


def _as_far_as_readable(content: bytes) -> Iterator[Member]:
    try:
        yield from each_member(content)
    except UnreadableResponseError:
        return
