"""Stedi's SFTP as the rest of the product sees it."""

from datetime import timedelta

from chalicelib.clearinghouses.profile import Pace, Profile
from chalicelib.clearinghouses.stedi import names
from chalicelib.clearinghouses.stedi.envelope import envelope
from chalicelib.clearinghouses.x12_codes import explain_x12
from chalicelib.domain.deadlines import Deadlines
from chalicelib.x12.profile_rules import ProfileRules

STEDI = Profile(
    name="stedi",
    title="Stedi",
    host=None,
    inbound="to-stedi",
    outbound="from-stedi",
    file_name=names.file_name,
    staging=None,
    pace=Pace(files=60, pause=timedelta(minutes=1)),
    envelope=envelope,
    claim_file_rules=ProfileRules(),
    read_name=names.read_name,
    text_reports=tuple,
    era_stem=names.era_stem,
    is_own_era_name=names.is_own_era_name,
    explain=explain_x12,
    largest_response=50_000_000,
    updates_end=None,
    pend_ends=None,
    deadlines=Deadlines(
        # A 999 that accepts comes only where it was asked for; the 277CA takes half an hour.
        acknowledgment=None,
        claim_verdict=timedelta(hours=24),
        pend=None,
        payer_answer=timedelta(days=10),
        remittance=timedelta(days=45),
    ),
    silence=timedelta(hours=12),
    support="Stedi: the support channel of your account",
    account_support="Stedi: the support channel of your account",
)
