"""What Office Ally asks of claim files beyond the guides.

One interchange and one functional group, at most 5,000 transaction sets (837P companion guide) and
5,000 claims in each, at most 100 MB over SFTP. Claim payer ids have five characters (payer list);
reports show 14 characters of CLM01.
"""

from chalicelib.x12.profile_rules import ProfileRules

CLAIM_FILE_RULES = ProfileRules(
    most_bytes=100_000_000,
    most_interchanges=1,
    most_groups=1,
    most_sets=5_000,
    most_claims_per_set=5_000,
    longest_claim_id=14,
    payer_id_length=5,
)
