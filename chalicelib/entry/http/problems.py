"""Errors for API clients: RFC 9457 problem details, one stable type each."""

from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.errors import (
    AccountBusyError,
    AccountOfAnotherPracticeError,
    BatchOfAnotherPracticeError,
    ClaimOfAnotherAccountError,
    CourierError,
    NotFetchedError,
    NotFoundError,
    NotTieableError,
    NotUncertainError,
    OtherHostKeyError,
    ResolvedAlreadyError,
)

DOCUMENTATION = "https://claim-courier.dev/problems/"


@dataclass(frozen=True, slots=True)
class Problem(Exception):  # noqa: N818 - the field's own word for it (RFC 9457)
    """An answer that is an error; `detail` says what to do and never quotes patient data."""

    status: int
    code: str
    title: str
    detail: str

    def response(self, request_id: str) -> Response:
        return Response(
            body={
                "type": DOCUMENTATION + self.code,
                "title": self.title,
                "status": self.status,
                "detail": self.detail,
                "code": self.code,
                "request_id": request_id,
            },
            status_code=self.status,
            headers={"Content-Type": "application/problem+json", "X-Request-Id": request_id},
        )


def bad_request(detail: str) -> Problem:
    return Problem(400, "bad-request", "The request is not understood", detail)


def unauthorized() -> Problem:
    return Problem(
        401,
        "unauthorized",
        "No valid API key",
        "Send your key as 'Authorization: Bearer <key>' or as 'X-Api-Key: <key>'.",
    )


def too_large(limit: int) -> Problem:
    return Problem(
        413,
        "body-too-large",
        "The file is too large for this way in",
        f"The API takes files up to {limit:,} bytes. Put larger ones into the drop folder: "
        "upload the file to the intake bucket under drop/<practice_id>/<any name>.",
    )


def internal_error() -> Problem:
    return Problem(
        500,
        "internal-error",
        "Something broke on our side",
        "Nothing that was stored is lost. Sending the same file again is safe.",
    )


def problem_of(error: Exception) -> Problem | None:
    """The problem that an expected error is to a client; None for an unexpected one."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, NotFoundError):
        return Problem(404, "not-found", f"No such {error.what}", str(error))
    return next((problem for kind, problem in _PROBLEMS.items() if isinstance(error, kind)), None)


_PROBLEMS: dict[type[CourierError], Problem] = {
    AccountOfAnotherPracticeError: Problem(
        422,
        "account-of-another-practice",
        "Account and practice differ",
        "The account named does not serve the practice named.",
    ),
    BatchOfAnotherPracticeError: Problem(
        409,
        "batch-of-another-practice",
        "Handed in before",
        "The very same file was handed in before, for another practice of this account. "
        "It is not sent twice.",
    ),
    ResolvedAlreadyError: Problem(
        409,
        "resolved-already",
        "Somebody has decided before",
        "The work item is off the list; look at the claim's timeline for what became of it.",
    ),
    NotTieableError: Problem(
        422,
        "not-tieable",
        "Not about a single claim",
        "This work item says nothing of a single claim. It can only be dismissed, with a reason.",
    ),
    ClaimOfAnotherAccountError: Problem(
        422,
        "claim-of-another-account",
        "Claim and answer are of different accounts",
        "The claim was not sent from the account that the answer came to.",
    ),
    NotUncertainError: Problem(
        409,
        "not-uncertain",
        "There is nothing to decide",
        "Whether this file was sent is known, or somebody has decided before.",
    ),
    AccountBusyError: Problem(
        409,
        "account-busy",
        "A visit is under way",
        "The clearinghouse is being visited at this moment; try again in a minute. After a crash "
        "it may take a quarter of an hour.",
    ),
    OtherHostKeyError: Problem(
        409,
        "other-host-key",
        "The server did not show that key",
        "The fingerprint is not the one that the server showed at the last visit. Look at the "
        "account, and compare again.",
    ),
    NotFetchedError: Problem(
        409,
        "not-fetched",
        "The file was never fetched",
        "Only its name, size and time are known; the worklist tells why it was left.",
    ),
}
