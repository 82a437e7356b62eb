"""The statuses that people read, and their three sentences each; the worklist's likewise.

This is the one table that API and console take their words from; a biller can review it as it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.conservation.line import Imbalance
from chalicelib.domain.worklist import WorkReason


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
        "Nothing. After 72 hours without any answer an alarm tells the likely cause.",
    ),
    ClaimStatus.PENDED: Sentences(
        "The clearinghouse holds the claim, usually because the payer did not find the patient's "
        "coverage; the payer has not got it yet.",
        "The check is repeated, usually once a week; then the claim is accepted or rejected.",
        "Check member id, name and birth date now: once corrected in the clearinghouse's portal, "
        "the claim need not wait for the next check.",
    ),
    ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE: Sentences(
        "The clearinghouse found no error and has passed the claim on to the payer.",
        "The payer's own answer usually follows within 5 to 7 days.",
        "Nothing yet. Call the payer if neither an answer nor a payment comes within 30 days.",
    ),
    ClaimStatus.REJECTED_BY_CLEARINGHOUSE: Sentences(
        "The clearinghouse found errors; the payer never saw the claim, so it does not count as "
        "filed.",
        "Nothing more will come, unless somebody corrects it in the clearinghouse's portal.",
        "Correct what the listed codes name before the payer's filing limit: hand the claim in "
        "again as a new original or correct it in the portal, but not both.",
    ),
    ClaimStatus.ACCEPTED_BY_PAYER: Sentences(
        "The payer has taken the claim into its processing.",
        "The payment advice (835) tells the outcome, usually within 30 days.",
        "Nothing yet. If none comes within 45 days, ask the payer where the claim stands, and "
        "whether the practice is enrolled for electronic payment advices.",
    ),
    ClaimStatus.REJECTED_BY_PAYER: Sentences(
        "The payer refused the claim before processing it; it is neither paid nor denied.",
        "Nothing more will come, unless somebody corrects it in the clearinghouse's portal.",
        "Correct what the payer names before its filing limit: hand the claim in again as a new "
        "original or correct it in the portal, but not both.",
    ),
    ClaimStatus.PAID: Sentences(
        "The payer has processed the claim and paid what it owes by its rules; that is nothing "
        "when the patient's deductible takes it all.",
        "Nothing more is expected.",
        "Post the payment; bill a second insurer, then the patient, for what is left to them.",
    ),
    ClaimStatus.PARTIALLY_PAID: Sentences(
        "The payer paid some service lines and left others unpaid.",
        "Nothing more is expected unless you ask for it.",
        "Post the payment; read the unpaid lines' reasons, and send a corrected claim (frequency "
        "code 7) or appeal before the payer's deadline.",
    ),
    ClaimStatus.DENIED: Sentences(
        "The payer processed the claim and decided to pay nothing.",
        "Nothing more is expected unless you ask for it.",
        "Read the reason codes, and send a corrected claim (frequency code 7, with the payer's "
        "claim number) or appeal before the payer's deadline. A new original would be refused as "
        "a duplicate.",
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
        "Correct what the findings name and hand in the corrected file.",
    ),
    BatchStatus.AWAITING_TRANSMISSION: Sentences(
        "The file is checked and waits for the next visit to the clearinghouse.",
        "It is sent at the next visit that gets through; visits go on by themselves.",
        "Nothing. If it stays like this for more than an hour, look at the account: it tells why "
        "visits fail.",
    ),
    BatchStatus.AWAITING: Sentences(
        "The file was sent and the clearinghouse has not answered yet.",
        "The first acknowledgment usually comes within an hour, the verdicts within a day.",
        "Nothing. After 72 hours without any answer an alarm tells the likely cause.",
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
        "Correct the rejected claims and hand in those alone: the accepted ones, sent again, "
        "would be duplicates.",
    ),
    BatchStatus.REJECTED: Sentences(
        "The clearinghouse rejected every claim of the file.",
        "Nothing more will come for these claims.",
        "Correct the claims before the payers' filing limits and hand them in again.",
    ),
    BatchStatus.FAILED: Sentences(
        "The clearinghouse could not read the file at all; it holds no claim of it.",
        "Nothing more will come for this file.",
        "Have the file corrected where it is made and hand in a new one; none of its claims counts "
        "as filed.",
    ),
}

_TIED_LATER = "If an answer tells more, the gateway ties it by itself."
_PUT_RIGHT = "Nothing by itself; once the gateway can read it, have the response processed again."

WORK_SENTENCES: dict[WorkReason, Sentences] = {
    WorkReason.UNKNOWN_TRANSMISSION: Sentences(
        "The answer names a file that was not sent from this account by this gateway.",
        "Nothing changes for any claim. Should the proposed one be rejected, this is taken for its "
        "correction in the portal.",
        "If the file was sent another way, dismiss this; else tell the clearinghouse that answers "
        "of somebody else lie in your mailbox.",
    ),
    WorkReason.UNKNOWN_CLAIM: Sentences(
        "No claim of this account carries the number that the answer names.",
        _TIED_LATER,
        "Tie it to one of the proposed claims if it is about that one; dismiss it if the claim "
        "was sent another way.",
    ),
    WorkReason.AMBIGUOUS_CLAIM: Sentences(
        "Several claims carry the number that the answer names, and more than one of them can be "
        "meant.",
        _TIED_LATER,
        "Compare charge, dates and payer, and tie it to the right claim.",
    ),
    WorkReason.CLAIM_OF_ANOTHER_PRACTICE: Sentences(
        "The number is that of a claim, but the answer is for another practice of the account.",
        "Nothing changes for the claim.",
        "Ask the payer which claim is meant; tie it only if the provider was named wrongly.",
    ),
    WorkReason.CLAIM_OF_ANOTHER_PROVIDER: Sentences(
        "The number is that of a claim, but both provider and charge in the answer differ from it.",
        "Nothing changes for the claim.",
        "It is probably somebody else's: dismiss it, or tie it if you know better.",
    ),
    WorkReason.NOT_UNDERSTOOD: Sentences(
        "This place of the response says something that the gateway can't read or has never seen.",
        _PUT_RIGHT,
        "Open the response at this place, act on what it says, then dismiss this.",
    ),
    WorkReason.NOT_RECOGNIZED: Sentences(
        "Nothing in the file tells what kind of answer it is.",
        _PUT_RIGHT,
        "Open the file; if it is no answer, dismiss this.",
    ),
    WorkReason.NOT_READABLE: Sentences(
        "The file is damaged or cut short, or not what it seems to be.",
        "The clearinghouse often puts a sound copy out; that one is read by itself.",
        "Ask the clearinghouse for the file again, then dismiss this.",
    ),
    WorkReason.TOO_LARGE: Sentences(
        "The file is larger than any answer of this clearinghouse can be; it was not fetched.",
        "Nothing; the file still lies at the clearinghouse.",
        "Look at it there. If it is an answer, ask the clearinghouse to put it out in parts.",
    ),
    WorkReason.UNUSABLE_NAME: Sentences(
        "The file's name holds a path or characters that no name should have; it was not fetched.",
        "Nothing; the file still lies at the clearinghouse.",
        "Ask the clearinghouse to put it out again under a proper name.",
    ),
    WorkReason.NAME_USED_AGAIN: Sentences(
        "A payment file has the name of an earlier one, but says something else. Both are kept.",
        "Both were read; every payment counts once.",
        "Compare the two files and ask the clearinghouse which one holds.",
    ),
    WorkReason.TRACE_USED_AGAIN: Sentences(
        "A payment has payer and number of an earlier one, but says something else. Both are kept.",
        "Both were read, and both count.",
        "Compare the two with the bank deposit, ask the payer which one holds, then dismiss this.",
    ),
    WorkReason.DOES_NOT_BALANCE: Sentences(
        "The amounts of a payment do not add up to what was paid.",
        "It was read as it stands, and it is archived.",
        "Ask the payer for a corrected 835 before you post it, then dismiss this.",
    ),
}

_STATED_AGAIN = "It is named in every statement until both of its sides are there."

IMBALANCE_SENTENCES: dict[Imbalance, Sentences] = {
    Imbalance.VANISHED: Sentences(
        "An earlier statement, or the plan of its batch, tells of it; the table holds it no more.",
        _STATED_AGAIN,
        "Restore its row from the table's point-in-time recovery; its bytes lie in the archive.",
    ),
    Imbalance.CAME_FROM_NOWHERE: Sentences(
        "The table holds it, but nobody handed it in, or its batch was refused.",
        _STATED_AGAIN,
        "Find out who wrote it; if it is a file that was sent, tell the clearinghouse.",
    ),
    Imbalance.CLAIMS_DO_NOT_ADD_UP: Sentences(
        "The claims counted at intake and the claims by status are not equally many.",
        _STATED_AGAIN,
        "Compare GET /v1/batches/{id}/claims with the original in the archive.",
    ),
}
