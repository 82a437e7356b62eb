"""Errors for API clients: RFC 9457 problem details."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalice.app import Response

from chalicelib.domain.access.allowance import Allowance, whole_seconds
from chalicelib.domain.errors import (
    AccountBusyError,
    AccountClosedError,
    AccountClosingError,
    AccountOfAnotherPracticeError,
    AnswerShownOnceError,
    AnswerUnderWayError,
    BatchOfAnotherPracticeError,
    BeyondReachError,
    BeyondTheFeedError,
    ClaimOfAnotherAccountError,
    ClosureBegunError,
    CourierError,
    KeyUsedOtherwiseError,
    LockedOutError,
    NoDuplicatesError,
    NotFetchedError,
    NotFoundError,
    NotSignableError,
    NotTieableError,
    NotUncertainError,
    OtherHostKeyError,
    ResendsWaitingError,
    ResolvedAlreadyError,
    RotatedAlreadyError,
    SignedAlreadyError,
    TooManyRequestsError,
    UnusableUrlError,
)
from chalicelib.entry.http import problem_types
from chalicelib.entry.http.problem_types import ProblemType
from chalicelib.entry.http.rate_limit import rate_limit_headers

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldError:
    """`pointer` is a JSON pointer into the body (RFC 6901)."""

    pointer: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem(Exception):  # noqa: N818 - the field's own word for it (RFC 9457)
    """An answer that is an error; `detail` says what to do and never quotes patient data."""

    kind: ProblemType
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self, request_id: str, stage: str = "") -> Response:
        """`stage` is what stands before our paths outside."""
        kind = self.kind
        return Response(
            body={
                "type": kind.uri,
                "title": kind.title,
                "status": kind.status,
                "detail": self.detail or kind.means,
                "code": kind.code,
                "errors": [
                    {"pointer": each.pointer, "message": each.message} for each in self.errors
                ],
                "retryable": kind.retryable,
                "doc_url": f"{stage}/problems/{kind.code}",
                "request_id": request_id,
            },
            status_code=kind.status,
            headers={
                "Content-Type": PROBLEM_JSON,
                "X-Request-Id": request_id,
                **_wait(kind),
                **self.headers,
            },
        )


def _wait(kind: ProblemType) -> dict[str, str]:
    return {} if kind.retry_after is None else {"Retry-After": str(kind.retry_after)}


def bad_request(detail: str, errors: tuple[FieldError, ...] = ()) -> Problem:
    return Problem(problem_types.BAD_REQUEST, detail, errors)


def too_large(limit: int) -> Problem:
    kind = problem_types.BODY_TOO_LARGE
    return Problem(kind, f"The API takes files up to {limit:,} bytes. {kind.means}")


def problem_of(error: Exception) -> Problem | None:
    """The problem that an expected error is to a client; None for an unexpected one."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, NotFoundError):
        # Not its words: they repeat what was asked for, which may be anybody's name.
        return Problem(problem_types.NOT_FOUND, _not_found(error.what))
    if isinstance(error, BeyondReachError):
        return Problem(problem_types.NOT_ALLOWED, str(error))
    if isinstance(error, TooManyRequestsError):
        return _too_many(error.allowance)
    if isinstance(error, LockedOutError):
        again = {"Retry-After": str(whole_seconds(error.wait))}
        return Problem(problem_types.LOCKED_OUT, headers=again)
    kinds = (kind for cause, kind in _KINDS.items() if isinstance(error, cause))
    kind = next(kinds, None)
    return Problem(kind) if kind else None


def _not_found(what: str) -> str:
    return f"There is no such {what}, or none that you may know of. The two look the same."


def _too_many(allowance: Allowance) -> Problem:
    headers = rate_limit_headers(allowance) | {"Retry-After": str(allowance.seconds_left)}
    return Problem(problem_types.TOO_MANY_REQUESTS, headers=headers)


_KINDS: dict[type[CourierError], ProblemType] = {
    AccountOfAnotherPracticeError: problem_types.ACCOUNT_OF_ANOTHER_PRACTICE,
    BatchOfAnotherPracticeError: problem_types.BATCH_OF_ANOTHER_PRACTICE,
    AnswerShownOnceError: problem_types.ANSWER_SHOWN_ONCE,
    AnswerUnderWayError: problem_types.ANSWER_UNDER_WAY,
    KeyUsedOtherwiseError: problem_types.KEY_USED_OTHERWISE,
    NoDuplicatesError: problem_types.NO_DUPLICATES,
    ResolvedAlreadyError: problem_types.RESOLVED_ALREADY,
    NotTieableError: problem_types.NOT_TIEABLE,
    ClaimOfAnotherAccountError: problem_types.CLAIM_OF_ANOTHER_ACCOUNT,
    NotUncertainError: problem_types.NOT_UNCERTAIN,
    AccountBusyError: problem_types.ACCOUNT_BUSY,
    AccountClosedError: problem_types.ACCOUNT_CLOSED,
    AccountClosingError: problem_types.ACCOUNT_CLOSING,
    ClosureBegunError: problem_types.CLOSURE_BEGUN,
    SignedAlreadyError: problem_types.SIGNED_ALREADY,
    NotSignableError: problem_types.NOT_SIGNABLE,
    OtherHostKeyError: problem_types.OTHER_HOST_KEY,
    NotFetchedError: problem_types.NOT_FETCHED,
    RotatedAlreadyError: problem_types.ROTATED_ALREADY,
    BeyondTheFeedError: problem_types.BEYOND_THE_FEED,
    ResendsWaitingError: problem_types.RESENDS_WAITING,
    UnusableUrlError: problem_types.UNUSABLE_URL,
}
