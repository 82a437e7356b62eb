"""Office Ally as the rest of the product sees it."""

from datetime import timedelta

from chalicelib.clearinghouses.office_ally import names
from chalicelib.clearinghouses.office_ally.codes import explain
from chalicelib.clearinghouses.office_ally.envelope import envelope
from chalicelib.clearinghouses.office_ally.reports import TEXT_REPORTS
from chalicelib.clearinghouses.office_ally.rules import CLAIM_FILE_RULES
from chalicelib.clearinghouses.profile import Pace, Profile, Staging

OFFICE_ALLY = Profile(
    name="office_ally",
    title="Office Ally",
    inbound="inbound",
    outbound="outbound",
    file_name=names.file_name,
    staging=Staging("inbound", names.staged_name),
    pace=Pace(files=60, pause=timedelta(minutes=1)),
    envelope=envelope,
    claim_file_rules=CLAIM_FILE_RULES,
    read_name=names.read_name,
    text_reports=TEXT_REPORTS,
    era_stem=names.era_stem,
    explain=explain,
    largest_response=50_000_000,
    updates_end=timedelta(days=7),
    pend_ends=timedelta(days=21),
    answer_deadline=timedelta(hours=72),
    support="Office Ally: (360) 975-7000, option 2, Monday to Friday 6:00-17:00 Pacific time",
)
