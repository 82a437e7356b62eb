"""Joins claim files into one."""

from collections.abc import Iterable, Iterator
from itertools import chain

from chalicelib.x12.envelope_writer import Envelope
from chalicelib.x12.regroup.claim_sets import claim_sets
from chalicelib.x12.regroup.group_writer import write_group


def join(files: Iterable[Iterable[bytes]], envelope: Envelope) -> Iterator[bytes]:
    """One claim file with all transaction sets of `files`, each a file in chunks, in that order.

    The files should have been checked. Claims keep their bytes; `write_group` says what is
    written anew. Memory does not grow with the files. Raises ValueError like `write_group` and
    UnreadableInterchange for a file that cannot be read to its end.
    """
    return write_group(chain.from_iterable(map(claim_sets, files)), envelope)
