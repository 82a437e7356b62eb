"""Whether an account was set up with acknowledgments."""

from collections.abc import Collection

from chalicelib.domain.response import ResponseKind

_LATER_ANSWERS = {ResponseKind.FILE_SUMMARY, ResponseKind.CLAIM_ACKNOWLEDGMENT_277CA}


def lack_acknowledgments(kinds: Collection[ResponseKind | None]) -> bool:
    """A 999 is the first answer to a file, where it comes at all: if the later ones come without
    it, nobody has switched it on. `kinds` are those of the account's recent responses."""
    known = set(kinds)
    return bool(known & _LATER_ANSWERS) and ResponseKind.ACKNOWLEDGMENT_999 not in known
