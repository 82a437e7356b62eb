"""POST /v1/batches and everything below a batch."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId
from chalicelib.entry.http.batch_models import BatchesOut, BatchOut, ClaimOut, ClaimsOut
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.paging import (
    DEFAULT_LIMIT,
    cursor_of,
    cursor_of_position,
    limit_of,
    position_of_cursor,
    unknown_cursor,
)
from chalicelib.entry.http.problem_types import (
    ACCOUNT_OF_ANOTHER_PRACTICE,
    BATCH_OF_ANOTHER_PRACTICE,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
)
from chalicelib.entry.http.problems import Problem, too_large
from chalicelib.entry.http.route import ACCOUNT_ID, JSON, PAGING, PRACTICE_ID, Route
from chalicelib.observability import log
from chalicelib.services.show.show_batch import BatchView
from chalicelib.services.show.show_claim import ClaimView

LARGEST_BODY = 4_500_000
"""Lambda takes 6 MB a call, and a binary body travels as base64 (AWS Lambda quotas)."""

CLAIM_FILE_TYPES = (
    "application/edi-x12",
    "application/x12",
    "application/octet-stream",
    "text/plain",
    # What curl sends when no type is named, and what Chalice assumes when none is sent at all.
    "application/x-www-form-urlencoded",
    "application/json",
)

_REPLACED = "\N{REPLACEMENT CHARACTER}".encode()
_NOT_AS_TEXT = (
    "The file holds bytes that are no UTF-8, and they were lost on the way, because no content "
    "type was named that keeps them. Send it again as application/edi-x12."
)


def submit_batch(call: Call) -> Answer:
    # Brings the X12 engine along, which no read needs.
    from chalicelib.services.intake.receive_batch import Handover

    practice_id = _own_practice(call, call.required("practice_id"))
    account_id = call.courier.known_account(
        AccountId(call.required("account_id")), call.caller.reach
    )
    content = _file_in(call)
    handover = Handover(content, practice_id, account_id, IntakeSource.API)
    receipt = call.courier.receive_batch(handover)
    batch = receipt.batch
    log(
        "batch received",
        batch_id=batch.batch_id,
        account_id=batch.account_id,
        state=batch.state,
        claim_count=batch.claim_count,
        findings=len(batch.findings),
        known_before=int(receipt.known_before),
    )
    headers = {"Location": call.address(f"/v1/batches/{batch.batch_id}")}
    if receipt.known_before:
        headers["Idempotency-Replayed"] = "true"
    body = _with_first_claims(call, call.courier.show_batch.view(batch))
    return Answer(body, 200 if receipt.known_before else 202, headers)


def list_batches(call: Call) -> Answer:
    practice_id = PracticeId(call.required("practice_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    try:
        page = call.courier.show_batch.list(practice_id, call.caller.reach, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    batches = tuple(_shown(call, view, ()) for view in page.items)
    return Answer(BatchesOut(batches=batches, next_cursor=page.next_cursor))


def show_batch(call: Call, batch_id: str) -> Answer:
    view = call.courier.show_batch(BatchId(batch_id), call.caller.reach)
    return Answer(_with_first_claims(call, view))


def list_claims_of_batch(call: Call, batch_id: str) -> Answer:
    limit, after = limit_of(call), position_of_cursor(cursor_of(call))
    view = call.courier.show_batch(BatchId(batch_id), call.caller.reach)
    page = call.courier.show_claim.of_batch(view.batch.batch_id, limit, after)
    claims = tuple(ClaimOut.of(claim) for claim in page.items)
    return Answer(ClaimsOut(claims=claims, next_cursor=cursor_of_position(page.next_cursor)))


def _file_in(call: Call) -> bytes:
    """The body byte for byte. Raises the problem of one that is too large or came damaged."""
    raw = call.request.raw_body
    content = raw if isinstance(raw, bytes) else raw.encode()
    if len(content) > LARGEST_BODY:
        raise too_large(LARGEST_BODY)
    if _is_text(call) and _REPLACED in content:
        raise Problem(UNSUPPORTED_MEDIA_TYPE, _NOT_AS_TEXT)
    return content


def _is_text(call: Call) -> bool:
    """What comes as JSON, or as nothing named, has been read as UTF-8 on its way here."""
    named = str(call.request.headers.get("content-type", JSON))
    return named.partition(";")[0].strip().lower() == JSON


def _own_practice(call: Call, named: str) -> PracticeId:
    practice_id = PracticeId(named)
    if practice_id not in call.caller.practices:
        raise NotFoundError("practice", named)
    return practice_id


def _with_first_claims(call: Call, view: BatchView) -> BatchOut:
    claims = call.courier.show_claim.of_batch(view.batch.batch_id, DEFAULT_LIMIT, 0)
    return _shown(call, view, claims.items)


def _shown(call: Call, view: BatchView, claims: tuple[ClaimView, ...]) -> BatchOut:
    claims_url = call.address(f"/v1/batches/{view.batch.batch_id}/claims")
    return BatchOut.of(view, claims, claims_url)


ROUTES = (
    Route(
        "POST",
        "/v1/batches",
        submit_batch,
        "Hands in one 837 file, as it is. 202, or 200 when the same bytes came before.",
        BatchOut,
        Scope.BATCHES_WRITE,
        statuses=(202, 200),
        takes_types=CLAIM_FILE_TYPES,
        query=(PRACTICE_ID, ACCOUNT_ID),
        problems=(BATCH_OF_ANOTHER_PRACTICE, BODY_TOO_LARGE, ACCOUNT_OF_ANOTHER_PRACTICE),
    ),
    Route(
        "GET",
        "/v1/batches",
        list_batches,
        "A practice's batches, newest first, without their claims.",
        BatchesOut,
        Scope.BATCHES_READ,
        query=(PRACTICE_ID, *PAGING),
    ),
    Route(
        "GET",
        "/v1/batches/{batch_id}",
        show_batch,
        "A batch with its first claims.",
        BatchOut,
        Scope.BATCHES_READ,
    ),
    Route(
        "GET",
        "/v1/batches/{batch_id}/claims",
        list_claims_of_batch,
        "All claims of a batch, by position.",
        ClaimsOut,
        Scope.CLAIMS_READ,
        query=PAGING,
    ),
)
