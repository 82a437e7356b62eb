"""What somebody may hand on to others: never more than they reach."""

from collections.abc import Iterable

from chalicelib.domain.access.caller import Caller, CallerKind
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import BeyondReachError, NotFoundError
from chalicelib.domain.identifiers import PracticeId


def check_practices(giver: Caller, practice_ids: Iterable[PracticeId]) -> None:
    """Raises NotFoundError for a practice that the giver may not know of."""
    for practice_id in practice_ids:
        if practice_id not in giver.practices:
            raise NotFoundError("practice", practice_id)


def check_mode(giver: Caller, mode: AccountMode) -> None:
    """Raises BeyondReachError: a test key makes no live one."""
    if mode not in giver.reach.modes:
        raise BeyondReachError(f"A key of the other mode is needed to make a {mode} key.")


def check_scopes(giver: Caller, scopes: Iterable[Scope]) -> None:
    """A key hands on only what it has, so that a narrow one that leaks stays narrow; people who
    keep keys and users give what others need. Raises BeyondReachError."""
    if giver.kind is CallerKind.KEY and not giver.scopes.issuperset(scopes):
        raise BeyondReachError("A key can't give others more than it may do itself.")
