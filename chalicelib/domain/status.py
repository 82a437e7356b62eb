"""The statuses that people read, and their three sentences each.

This is the one table that API and console take their words from; a biller can review it as it is.
"""

from dataclasses import dataclass
from enum import StrEnum


class ClaimStatus(StrEnum):
    AWAITING = "awaiting"
    PENDED = "pended"
    ACCEPTED_BY_CLEARINGHOUSE = "accepted_by_clearinghouse"
    REJECTED_BY_CLEARINGHOUSE = "rejected_by_clearinghouse"
    ACCEPTED_BY_PAYER = "accepted_by_payer"
    REJECTED_BY_PAYER = "rejected_by_payer"
    PAID = "paid"
    PARTIALLY_PAID = "partially_paid"
    DENIED = "denied"
    REVERSED = "reversed"


class BatchStatus(StrEnum):
    RECEIVED = "received"
    REFUSED = "refused"
    AWAITING_TRANSMISSION = "awaiting_transmission"
    AWAITING = "awaiting"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    PARTIALLY_ACCEPTED = "partially_accepted"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sentences:
    """What it means, what happens next, what you should do."""

    means: str
    next: str
    do: str


CLAIM_SENTENCES: dict[ClaimStatus, Sentences] = {
    ClaimStatus.AWAITING: Sentences(
        "The clearinghouse has not said anything about this claim yet.",
        "Its first answer is due within a day of the file being sent.",
        "Nothing. If it takes longer than 72 hours an alarm names the cause.",
    ),
    ClaimStatus.PENDED: Sentences(
        "The clearinghouse holds the claim because the payer did not find the patient's coverage.",
        "It tries again on day 7, 14 and 21 and then accepts or rejects the claim.",
        "Check member id, name and birth date now; a corrected claim need not wait 21 days.",
    ),
    ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE: Sentences(
        "The clearinghouse found no error and has passed the claim on to the payer.",
        "The payer's own answer usually follows within 5 to 7 days.",
        "Nothing.",
    ),
    ClaimStatus.REJECTED_BY_CLEARINGHOUSE: Sentences(
        "The clearinghouse found errors; the payer never saw the claim.",
        "Nothing more will come for this claim.",
        "Mend what the listed codes name and hand the claim in again as a new original.",
    ),
    ClaimStatus.ACCEPTED_BY_PAYER: Sentences(
        "The payer has taken the claim into its processing.",
        "The payment advice (835) tells the outcome, usually within 30 days.",
        "Nothing.",
    ),
    ClaimStatus.REJECTED_BY_PAYER: Sentences(
        "The payer refused the claim before processing it; it is neither paid nor denied.",
        "Nothing more will come for this claim.",
        "Mend what the payer names and hand the claim in again as a new original.",
    ),
    ClaimStatus.PAID: Sentences(
        "The payer has processed the claim and paid what it owes by its rules.",
        "Nothing more is expected.",
        "Post the payment and bill the patient for the patient's share.",
    ),
    ClaimStatus.PARTIALLY_PAID: Sentences(
        "The payer paid some service lines and left others unpaid.",
        "Nothing more is expected unless you ask for it.",
        "Post the payment; look at the unpaid lines' reasons and correct or appeal in time.",
    ),
    ClaimStatus.DENIED: Sentences(
        "The payer processed the claim and decided to pay nothing.",
        "Nothing more is expected unless you ask for it.",
        "Read the reason codes; correct the claim (frequency 7) or appeal in time.",
    ),
    ClaimStatus.REVERSED: Sentences(
        "The payer has taken an earlier payment back and has not replaced it.",
        "A corrected payment often follows in the same or a later payment advice.",
        "Post the reversal; call the payer if no correction comes within 30 days.",
    ),
}

BATCH_SENTENCES: dict[BatchStatus, Sentences] = {
    BatchStatus.RECEIVED: Sentences(
        "The file is stored and being checked.",
        "It is planned for sending, or refused with findings.",
        "Nothing.",
    ),
    BatchStatus.REFUSED: Sentences(
        "The file has errors and was not sent to anyone.",
        "Nothing will happen with this file.",
        "Mend what the findings name and hand in the mended file.",
    ),
    BatchStatus.AWAITING_TRANSMISSION: Sentences(
        "The file is checked and waits for the next visit to the clearinghouse.",
        "It is sent at the next visit that gets through; visits go on by themselves.",
        "Nothing. Look at the account if it stays like this for more than an hour.",
    ),
    BatchStatus.AWAITING: Sentences(
        "The file was sent and the clearinghouse has not answered yet.",
        "The first acknowledgment usually comes within an hour, the file summary within a day.",
        "Nothing. If it takes longer than 72 hours an alarm names the cause.",
    ),
    BatchStatus.ACKNOWLEDGED: Sentences(
        "The clearinghouse could read the file; its verdict on each claim is still open.",
        "The verdict on each claim usually comes within a day.",
        "Nothing.",
    ),
    BatchStatus.ACCEPTED: Sentences(
        "The clearinghouse accepted every claim of the file.",
        "The payers answer next; each claim tells where it stands.",
        "Nothing.",
    ),
    BatchStatus.PARTIALLY_ACCEPTED: Sentences(
        "The clearinghouse accepted some claims of the file and rejected others.",
        "The accepted ones go on to their payers; the rejected ones go nowhere.",
        "Mend the rejected claims and hand them in again.",
    ),
    BatchStatus.REJECTED: Sentences(
        "The clearinghouse rejected every claim of the file.",
        "Nothing more will come for these claims.",
        "Mend the claims and hand them in again.",
    ),
    BatchStatus.FAILED: Sentences(
        "The clearinghouse could not read the file at all; it holds no claim of it.",
        "Nothing more will come for this file.",
        "Have the file corrected where it is made and hand in a new one.",
    ),
}
