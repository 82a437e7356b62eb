"""Which claim a place in a file belongs to, as the CTX segment of a 999 names it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from chalicelib.x12.claim_index import IndexedClaim
from chalicelib.x12.delimiters import Delimiters


class BusinessUnits:
    """The claims of a file, in file order, and the delimiters that their names are written in."""

    def __init__(self, claims: Sequence[IndexedClaim], delimiters: Delimiters) -> None:
        self._claims = claims
        self._offsets = [claim.offset for claim in claims]
        self.component = delimiters.component.decode("latin-1")
        self._reserved = set(self.component + (delimiters.repetition or b"").decode("latin-1"))

    def around(self, offset: int | None) -> Iterator[list[str]]:
        """CTX with the patient control number (CLM01) of the claim at this byte.

        Nothing outside of claims, and nothing for a number that CTX cannot hold.
        """
        at = bisect_right(self._offsets, offset or 0) - 1
        if offset is None or at < 0:
            return
        claim = self._claims[at]
        name = claim.patient_control_number
        inside = offset < claim.offset + claim.length
        if inside and name.isascii() and name.isprintable() and not self._reserved & set(name):
            yield ["CTX", f"CLM01{self.component}{name}"]
