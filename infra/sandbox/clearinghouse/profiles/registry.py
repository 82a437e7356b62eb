"""The profiles by name."""

from infra.sandbox.clearinghouse.profiles.office_ally import OFFICE_ALLY
from infra.sandbox.clearinghouse.profiles.stedi import STEDI

PROFILES = {profile.name: profile for profile in (OFFICE_ALLY, STEDI)}
