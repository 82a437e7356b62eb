"""The kinds of problem that a client can meet: stable codes, each with a page of its own."""

from dataclasses import dataclass

DOCUMENTATION = "https://claim-courier.dev/problems/"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """`means` says what happened and what to do, for every occurrence; `retry_after` are seconds
    in which another try may do better."""

    status: int
    code: str
    title: str
    means: str
    retryable: bool = False
    retry_after: int | None = None

    @property
    def uri(self) -> str:
        return DOCUMENTATION + self.code


BAD_REQUEST = ProblemType(
    400,
    "bad-request",
    "The request is not understood",
    "A parameter, or a field of the body, is missing, unknown or out of range; the detail says "
    "which. Correct it; the same request again meets the same answer.",
)
BEYOND_THE_FEED = ProblemType(
    400,
    "beyond-the-feed",
    "No event has that number yet",
    "The number is greater than that of the last event. Go on from `after` of an answer that you "
    "got; if it came from one, events were lost on our side: start again from an earlier one.",
)
UNAUTHORIZED = ProblemType(
    401,
    "unauthorized",
    "No valid API key or token",
    "Send your key as 'Authorization: Bearer <key>' or as 'X-Api-Key: <key>', or the token of who "
    "has logged in as 'Authorization: Bearer <token>'. One that was good may have expired or been "
    "revoked.",
)
NOT_ALLOWED = ProblemType(
    403,
    "not-allowed",
    "Your key or role does not allow this",
    "A key or role with that scope is needed; whoever keeps keys and users can tell which of "
    "yours has it.",
)
NOT_FOUND = ProblemType(
    404,
    "not-found",
    "Not found",
    "There is no such thing, or none that your key may know of. The two look the same on purpose.",
)
NO_SUCH_PATH = ProblemType(
    404,
    "no-such-path",
    "No such path or method",
    "Nothing is served here; the paths are listed at /openapi.json.",
)
NO_SUCH_METHOD = ProblemType(
    405,
    "no-such-method",
    "Another method is meant",
    "The path exists; the header Allow tells its methods.",
)
BATCH_OF_ANOTHER_PRACTICE = ProblemType(
    409,
    "batch-of-another-practice",
    "Handed in before",
    "The very same file was handed in before, for another practice of this account. It is not "
    "sent twice.",
)
ROTATED_ALREADY = ProblemType(
    409,
    "rotated-already",
    "This key is on its way out",
    "The key has a successor already, or is good no more. Rotate the successor, or make a new key.",
)
USER_EXISTS = ProblemType(
    409,
    "user-exists",
    "This person is in already",
    "There is a user with this subject; change that one.",
)
NO_DUPLICATES = ProblemType(
    409,
    "no-duplicates",
    "There is nothing to allow",
    "This batch was not refused for claims that were handed in before, or somebody has allowed "
    "them already; look at its status.",
)
RESOLVED_ALREADY = ProblemType(
    409,
    "resolved-already",
    "Somebody has decided before",
    "The work item is off the list; look at the claim's timeline for what became of it.",
)
NOT_UNCERTAIN = ProblemType(
    409,
    "not-uncertain",
    "There is nothing to decide",
    "Whether this file was sent is known, or somebody has decided before.",
)
ACCOUNT_BUSY = ProblemType(
    409,
    "account-busy",
    "A visit is under way",
    "The clearinghouse is being visited at this moment; try again in a minute. After a crash it "
    "may take a quarter of an hour.",
    retryable=True,
)
ACCOUNT_CLOSED = ProblemType(
    409,
    "account-closed",
    "The account is closed",
    "Its certificate has been issued. Everything can be read, and nothing more is put on record.",
)
ACCOUNT_CLOSING = ProblemType(
    409,
    "account-closing",
    "The account is being closed",
    "The certificate of its closing is being issued at this moment. No claim file was taken in and "
    "nothing put on record; try again in a minute.",
    retryable=True,
)
CLOSURE_BEGUN = ProblemType(
    409,
    "closure-begun",
    "The closing was begun before",
    "It was begun with another day or another number of quiet days, and these stand.",
)
CLOSURE_BLOCKED = ProblemType(
    409,
    "closure-blocked",
    "The account cannot be closed yet",
    "There is an error for each item of the checklist that does not hold, with what to do.",
)
SIGNED_ALREADY = ProblemType(
    409,
    "signed-already",
    "Somebody has signed that before",
    "The item was signed by another person or in other words, and that stands.",
)
OTHER_HOST_KEY = ProblemType(
    409,
    "other-host-key",
    "The server did not show that key",
    "The fingerprint is not the one that the server showed at the last visit. Look at the "
    "account, and compare again.",
)
NOT_FETCHED = ProblemType(
    409,
    "not-fetched",
    "The file was never fetched",
    "Only its name, size and time are known; the worklist tells why it was left.",
)
ANSWER_UNDER_WAY = ProblemType(
    409,
    "answer-under-way",
    "The same request is being answered",
    "A request with this Idempotency-Key is being answered at this moment. Send it again after "
    "the time that Retry-After tells; it is not done twice.",
    retryable=True,
    retry_after=2,
)
ANSWER_SHOWN_ONCE = ProblemType(
    409,
    "answer-shown-once",
    "It was done, and its answer is not kept",
    "A request with this Idempotency-Key was answered before. The answer held a secret, which is "
    "shown once and kept nowhere. If it was lost, revoke what it belongs to and make another.",
)
RESENDS_WAITING = ProblemType(
    409,
    "resends-waiting",
    "So many resends wait already",
    "As many resends as a webhook may have wait for this one, and nothing was added to them. Try "
    "again in a minute, or ask for a range instead of single events; while the webhook is "
    "disabled they wait until it is enabled.",
    retryable=True,
)
BODY_TOO_LARGE = ProblemType(
    413,
    "body-too-large",
    "The file is too large for this way in",
    "Ask for an address by POST /v1/uploads, or put it into the drop folder: upload it to the "
    "intake bucket under drop/<practice_id>/<any name>.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemType(
    415,
    "unsupported-media-type",
    "This content type is not taken here",
    "Send a claim file as application/edi-x12, an export as application/octet-stream, everything "
    "else as application/json.",
)
ACCOUNT_OF_ANOTHER_PRACTICE = ProblemType(
    422,
    "account-of-another-practice",
    "Account and practice differ",
    "The account named does not serve the practice named.",
)
CLAIM_OF_ANOTHER_ACCOUNT = ProblemType(
    422,
    "claim-of-another-account",
    "Claim and answer are of different accounts",
    "The claim was not sent from the account that the answer came to.",
)
NOT_TIEABLE = ProblemType(
    422,
    "not-tieable",
    "Not about a single claim",
    "This work item says nothing of a single claim. It can only be dismissed, with a reason.",
)
KEY_USED_OTHERWISE = ProblemType(
    422,
    "key-used-otherwise",
    "The Idempotency-Key names another request",
    "Something else was asked under this Idempotency-Key within the last 24 hours. Give every "
    "request a key of its own; nothing was done.",
)
UNUSABLE_URL = ProblemType(
    422,
    "unusable-url",
    "No webhook goes there",
    "A webhook goes by https to a public address, without user, password or fragment in its URL.",
)
NOT_SIGNABLE = ProblemType(
    422,
    "not-signable",
    "The machine checks that",
    "Nobody's signature counts for this item. The checklist says what to do.",
)
UNUSABLE_EXPORT = ProblemType(
    422,
    "unusable-export",
    "That is no such export",
    "Demographics, claim history and appointments are CSV with a header of several columns and at "
    "least one row; charts are any file that is not empty.",
)
TOO_MANY_REQUESTS = ProblemType(
    429,
    "too-many-requests",
    "Too many requests",
    "Nothing was done. Send it again after the seconds in Retry-After; the same file is never "
    "sent on twice.",
    retryable=True,
)
LOCKED_OUT = ProblemType(
    429,
    "locked-out",
    "Too many bad keys or tokens",
    "Nothing but a good key or token is answered from here until the seconds in Retry-After are "
    "over. If yours was good before, ask whoever keeps keys and users whether it was revoked.",
    retryable=True,
)
INTERNAL_ERROR = ProblemType(
    500,
    "internal-error",
    "Something broke on our side",
    "Nothing that was stored is lost. Sending the same file again is safe.",
    retryable=True,
)
STILL_WORKING = ProblemType(
    504,
    "still-working",
    "This takes longer than an answer may",
    "It may have been done. Sending the same file again is safe and tells; large ones go by "
    "POST /v1/uploads.",
    retryable=True,
)

ALL = tuple(each for each in list(globals().values()) if isinstance(each, ProblemType))
BY_CODE = {each.code: each for each in ALL}
