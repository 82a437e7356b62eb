"""Office Ally as the rest of the product sees it."""

from datetime import timedelta

from chalicelib.clearinghouses.office_ally import names
from chalicelib.clearinghouses.office_ally.codes import explain
from chalicelib.clearinghouses.office_ally.envelope import envelope
from chalicelib.clearinghouses.office_ally.rules import CLAIM_FILE_RULES
from chalicelib.clearinghouses.profile import Pace, Profile, Staging, TextReport
from chalicelib.domain.deadlines import Deadlines


def _text_reports() -> tuple[TextReport, ...]:
    from chalicelib.clearinghouses.office_ally.reports import TEXT_REPORTS

    return TEXT_REPORTS


OFFICE_ALLY = Profile(
    name="office_ally",
    title="Office Ally",
    host="ftp10.officeally.com",
    inbound="inbound",
    outbound="outbound",
    file_name=names.file_name,
    staging=Staging("inbound", names.staged_name),
    pace=Pace(files=60, pause=timedelta(minutes=1)),
    envelope=envelope,
    claim_file_rules=CLAIM_FILE_RULES,
    read_name=names.read_name,
    text_reports=_text_reports,
    era_stem=names.era_stem,
    is_own_era_name=names.is_own_era_name,
    explain=explain,
    largest_response=50_000_000,
    updates_end=timedelta(days=7),
    pend_ends=timedelta(days=21),
    deadlines=Deadlines(
        acknowledgment=timedelta(hours=72),
        claim_verdict=timedelta(hours=72),
        # The last retry is on day 21; its outcome is told with the next day's reports.
        pend=timedelta(days=23),
        # Payers' answers are passed on for seven days, then weekends and holidays.
        payer_answer=timedelta(days=10),
        # Prompt-pay laws give payers 30 days, some 45.
        remittance=timedelta(days=45),
    ),
    silence=timedelta(hours=36),
    support="Office Ally: (360) 975-7000, option 2, Monday to Friday 6:00-17:00 Pacific time",
    account_support="Office Ally: (360) 975-7000, option 1, Monday to Friday 6:00-17:00 Pacific "
    "time",
)
