"""The checklist: every element that must hold before an account may be closed.

Whatever the machine can check it checks; what it can't, a named person signs. Some can be done
either way. This is the one table that API, documents and certificate take their words from.
"""

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """Who answers for an item."""

    MACHINE = "machine"
    PERSON = "person"
    EITHER = "either"


class ExportKind(StrEnum):
    """What only the clearinghouse's portal gives; charts by a request to its support."""

    PATIENT_DEMOGRAPHICS = "patient_demographics"
    CLAIM_HISTORY = "claim_history"
    APPOINTMENTS = "appointments"
    CHARTS = "charts"


class Item(StrEnum):
    NO_BATCH_AWAITING = "no_batch_awaiting"
    NO_UNCERTAIN_SEND = "no_uncertain_send"
    CLAIMS_SETTLED = "claims_settled"
    NOTHING_UNDECIDED = "nothing_undecided"
    OPEN_CLAIMS_DOCUMENT = "open_claims_document"
    APPEALS_DOCUMENT = "appeals_document"
    APPEALS_REVIEWED = "appeals_reviewed"
    ERA_ARCHIVED = "era_archived"
    ERA_VERIFIED = "era_verified"
    ERA_BOTH_FORMS = "era_both_forms"
    ERA_COMPLETE = "era_complete"
    ERA_ROUTE_QUIET = "era_route_quiet"
    EXPORT_PATIENT_DEMOGRAPHICS = "export_patient_demographics"
    EXPORT_CLAIM_HISTORY = "export_claim_history"
    EXPORT_APPOINTMENTS = "export_appointments"
    EXPORT_CHARTS = "export_charts"
    ENROLMENTS_ELSEWHERE = "enrolments_elsewhere"
    SIXTY_DAY_CLOSEOUT = "sixty_day_closeout"
    STATEMENT_BALANCED = "statement_balanced"
    CREDENTIALS_REVOKED = "credentials_revoked"

    @property
    def by(self) -> By:
        return _BY.get(self, By.MACHINE)

    @property
    def words(self) -> "ItemWords":
        return WORDS[self]


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What must hold, and what to do while it does not."""

    means: str
    do: str


_BY = {
    Item.APPEALS_REVIEWED: By.PERSON,
    Item.SIXTY_DAY_CLOSEOUT: By.PERSON,
    Item.EXPORT_PATIENT_DEMOGRAPHICS: By.EITHER,
    Item.EXPORT_CLAIM_HISTORY: By.EITHER,
    Item.EXPORT_APPOINTMENTS: By.EITHER,
    Item.EXPORT_CHARTS: By.EITHER,
    Item.CREDENTIALS_REVOKED: By.EITHER,
}

EXPORT_ITEMS = {kind: Item(f"export_{kind}") for kind in ExportKind}

_UPLOAD = "Download it from the portal and upload it, or sign why there is none."

WORDS = {
    Item.NO_BATCH_AWAITING: ItemWords(
        "No file waits to be sent, and none that was sent waits for its first answer.",
        "Wait for the answers; an overdue batch tells its diagnosis.",
    ),
    Item.NO_UNCERTAIN_SEND: ItemWords(
        "Of every file it is known whether it was sent.",
        "Decide about the files named, after asking the clearinghouse.",
    ),
    Item.CLAIMS_SETTLED: ItemWords(
        "Every claim handed in since the chosen day has come to its end, or is handed over to a "
        "named owner with the next action.",
        "Hand the claims named over: who follows them up, and what is to be done next.",
    ),
    Item.NOTHING_UNDECIDED: ItemWords(
        "No answer waits to be read, and nothing waits on the worklist.",
        "Resolve the worklist; responses are applied by themselves within minutes.",
    ),
    Item.OPEN_CLAIMS_DOCUMENT: ItemWords(
        "The document with all claims handed over as open lies in the archive, as they stand now.",
        "Have the documents written.",
    ),
    Item.APPEALS_DOCUMENT: ItemWords(
        "The document with all claims handed over as appeals lies in the archive, as they stand "
        "now.",
        "Have the documents written.",
    ),
    Item.APPEALS_REVIEWED: ItemWords(
        "Somebody has looked through what was denied or paid in part, and handed over what is "
        "worth an appeal.",
        "Look through the denied and partially paid claims, hand over the appeals, and sign.",
    ),
    Item.ERA_ARCHIVED: ItemWords(
        "Every 835 that came is in the archive, and the manifest of its month tells of it.",
        "Manifests are written by themselves within the hour. Have the responses named applied "
        "once more.",
    ),
    Item.ERA_VERIFIED: ItemWords(
        "After the last file came or joined the ERA archive, every answer, every 835 and its text, "
        "every file handed in and every file sent was read back and compared with its checksum, "
        "and nothing was missing or altered.",
        "Ask for a drill of the whole archive and wait until it has passed.",
    ),
    Item.ERA_BOTH_FORMS: ItemWords(
        "Each 835 is there raw and as readable text.",
        "Have the responses named applied once more; for a text without its 835, download that "
        "from the portal and hand it in.",
    ),
    Item.ERA_COMPLETE: ItemWords(
        "No payer was silent longer than it ever is, and no claim that a payer accepted long ago "
        "lacks its 835, without an explanation.",
        "Fetch the missing 835s and hand them in, or explain each gap.",
    ),
    Item.ERA_ROUTE_QUIET: ItemWords(
        "For the chosen number of days visits were made and no 835 came on the old route.",
        "Wait. If one still comes its payer has not been enrolled elsewhere.",
    ),
    Item.EXPORT_PATIENT_DEMOGRAPHICS: ItemWords(
        "The export of the patients' demographics is in the archive.", _UPLOAD
    ),
    Item.EXPORT_CLAIM_HISTORY: ItemWords(
        "The export of the claim history is in the archive.", _UPLOAD
    ),
    Item.EXPORT_APPOINTMENTS: ItemWords(
        "The export of the appointments is in the archive.", _UPLOAD
    ),
    Item.EXPORT_CHARTS: ItemWords(
        "The charts, which the clearinghouse's support exports on request, are in the archive.",
        "Ask the clearinghouse's support for them and upload what comes, or sign why there are "
        "none.",
    ),
    Item.ENROLMENTS_ELSEWHERE: ItemWords(
        "Every payer of claims and payments since the chosen day is enrolled at another "
        "clearinghouse, and that has taken effect.",
        "Record for each payer named where it is enrolled, and from which day on.",
    ),
    Item.SIXTY_DAY_CLOSEOUT: ItemWords(
        "The sixty days in which late answers are followed up after the last claim was sent are "
        "over.",
        "Follow up what is open for sixty days after the last file was sent, then sign.",
    ),
    Item.STATEMENT_BALANCED: ItemWords(
        "The last conservation statement balances and was drawn after everything had come.",
        "Ask for a statement and wait until it is drawn; mend what does not balance.",
    ),
    Item.CREDENTIALS_REVOKED: ItemWords(
        "The password of the account is removed from our store, or somebody has signed that the "
        "clearinghouse has disabled the login.",
        "Have the login disabled, remove the secret, or sign.",
    ),
}
