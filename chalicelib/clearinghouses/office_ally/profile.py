"""Office Ally as the rest of the product sees it."""

from datetime import timedelta

from chalicelib.clearinghouses.office_ally import names
from chalicelib.clearinghouses.office_ally.envelope import envelope
from chalicelib.clearinghouses.profile import Profile

OFFICE_ALLY = Profile(
    name="office_ally",
    title="Office Ally",
    inbound="inbound",
    outbound="outbound",
    file_name=names.file_name,
    staged_name=names.staged_name,
    envelope=envelope,
    classify_name=names.classify_name,
    era_stem=names.era_stem,
    updates_end=timedelta(days=7),
    answer_deadline=timedelta(hours=72),
    support="Office Ally: (360) 975-7000, option 2, Monday to Friday 6:00-17:00 Pacific time",
)
