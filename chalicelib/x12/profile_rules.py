"""What a clearinghouse asks of claim files beyond the guides, as data that the caller passes."""

from chalicelib.x12.typed import NamedTuple

MOST_BYTES = 100_000_000
MOST_SETS = MOST_CLAIMS_PER_SET = 5_000


class ProfileRules(NamedTuple):
    """Sizes in bytes, counts, and lengths in characters.

    `longest_claim_id` is how much of CLM01 comes back in reports: a longer one is a warning.
    `payer_id_length` is the length of a payer id in 2010BB NM109, None where any will do.
    """

    most_bytes: int = MOST_BYTES
    most_interchanges: int = 1
    most_groups: int = 1
    most_sets: int = MOST_SETS
    most_claims_per_set: int = MOST_CLAIMS_PER_SET
    longest_claim_id: int = 14
    payer_id_length: int | None = None
