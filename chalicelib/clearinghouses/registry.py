"""All clearinghouses that the product knows."""

from chalicelib.clearinghouses.office_ally.profile import OFFICE_ALLY
from chalicelib.clearinghouses.profile import Profile
from chalicelib.clearinghouses.stedi.profile import STEDI
from chalicelib.domain.errors import NotFoundError

_PROFILES = {profile.name: profile for profile in (OFFICE_ALLY, STEDI)}


def profile_named(name: str) -> Profile:
    """The profile of a clearinghouse. Raises NotFoundError for a name that nobody has."""
    try:
        return _PROFILES[name]
    except KeyError:
        raise NotFoundError("clearinghouse", name) from None
