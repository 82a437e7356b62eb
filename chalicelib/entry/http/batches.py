"""POST /v1/batches and everything below a batch."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, BatchId, PracticeId
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.wanted import WantedBatches
from chalicelib.entry.http.batch_models import (
    AllowDuplicatesIn,
    BatchesOut,
    BatchOut,
    ClaimOut,
    ClaimsOut,
)
from chalicelib.entry.http.call import Answer, Call, decider_of, file_answer
from chalicelib.entry.http.content_types import BINARY, X12_TYPES
from chalicelib.entry.http.file_body import ADVISED_BODY, file_in
from chalicelib.entry.http.filters import choice_of, choice_query, span_of, span_queries
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.paging import (
    DEFAULT_LIMIT,
    cursor_of,
    cursor_of_text,
    limit_of,
    position_of_cursor,
    unknown_cursor,
)
from chalicelib.entry.http.problem_types import (
    ACCOUNT_CLOSING,
    ACCOUNT_OF_ANOTHER_PRACTICE,
    BATCH_OF_ANOTHER_PRACTICE,
    BODY_TOO_LARGE,
    NO_DUPLICATES,
)
from chalicelib.entry.http.route import (
    ACCOUNT_ID,
    PAGING,
    PRACTICE_ID,
    Route,
    named_id,
)
from chalicelib.entry.received import log_received
from chalicelib.observability import log
from chalicelib.services.show.show_batch import BatchView
from chalicelib.services.show.show_claim import ClaimView


def submit_batch(call: Call) -> Answer:
    # Brings the X12 engine along, which no read needs.
    from chalicelib.services.intake.receive_batch import Handover

    practice_id = _own_practice(call, call.required("practice_id"))
    account = call.courier.known_account(AccountId(call.required("account_id")), call.caller.reach)
    content = file_in(call)
    handover = Handover(content, practice_id, account.account_id, IntakeSource.API)
    receipt = call.courier.receive_batch(handover)
    batch = receipt.batch
    log_received(receipt)
    headers = _place(call, batch.batch_id)
    if receipt.known_before:
        headers["Idempotency-Replayed"] = "true"
    body = _with_first_claims(call, call.courier.show_batch.view(batch, account))
    status = 200 if receipt.known_before else 202
    return Answer(body, status, headers, accounts=(account,))


def list_batches(call: Call) -> Answer:
    practice_id = PracticeId(call.required("practice_id"))
    limit, cursor = limit_of(call), cursor_of(call)
    account_id = call.query("account_id")
    wanted = WantedBatches(AccountId(account_id) if account_id else None, span_of(call, "received"))
    status = choice_of(call, "status", BatchStatus)
    show = call.courier.show_batch
    try:
        page = show.list(practice_id, call.caller.reach, limit, cursor, wanted, status)
    except ValueError as error:
        raise unknown_cursor() from error
    batches = tuple(_shown(call, view, ()) for view in page.items)
    accounts = tuple(view.account for view in page.items)
    return Answer(BatchesOut(batches=batches, next_cursor=page.next_cursor), accounts=accounts)


def show_batch(call: Call, batch_id: str) -> Answer:
    view = call.courier.show_batch(BatchId(batch_id), call.caller.reach)
    return Answer(_with_first_claims(call, view), accounts=(view.account,))


def batch_content(call: Call, batch_id: str) -> Answer:
    return file_answer(call.courier.show_content.of_batch(BatchId(batch_id), call.caller.reach))


def list_claims_of_batch(call: Call, batch_id: str) -> Answer:
    limit, after = limit_of(call), position_of_cursor(cursor_of(call))
    sent = call.courier.show_batch.sent(BatchId(batch_id), call.caller.reach)
    status = choice_of(call, "status", ClaimStatus)
    page = call.courier.show_claim.of_batch(sent, limit, after, status)
    claims = tuple(ClaimOut.of(claim) for claim in page.items)
    body = ClaimsOut(claims=claims, next_cursor=cursor_of_text(page.next_cursor))
    return Answer(body, accounts=(sent.account,))


def allow_duplicates(call: Call, batch_id: str) -> Answer:
    asked = body_of(call, AllowDuplicatesIn)
    batch = call.courier.allow_duplicates(BatchId(batch_id), decider_of(call), asked.reason)
    log("duplicates allowed", batch_id=batch.batch_id, state=batch.state)
    view = call.courier.show_batch(batch.batch_id, call.caller.reach)
    headers = _place(call, batch.batch_id)
    return Answer(_with_first_claims(call, view), 202, headers, accounts=(view.account,))


def _place(call: Call, batch_id: BatchId) -> dict[str, str]:
    return {"Location": call.address(f"/v1/batches/{batch_id}")}


def _own_practice(call: Call, named: str) -> PracticeId:
    practice_id = PracticeId(named)
    if practice_id not in call.caller.practices:
        raise NotFoundError("practice", named)
    return practice_id


def _with_first_claims(call: Call, view: BatchView) -> BatchOut:
    claims = call.courier.show_claim.of_batch(view, DEFAULT_LIMIT, 0)
    return _shown(call, view, claims.items)


def _shown(call: Call, view: BatchView, claims: tuple[ClaimView, ...]) -> BatchOut:
    claims_url = call.address(f"/v1/batches/{view.batch.batch_id}/claims")
    return BatchOut.of(view, claims, claims_url)


ROUTES = (
    Route(
        "POST",
        "/v1/batches",
        submit_batch,
        "Hands in one 837 file, as it is. 202, or 200 when the same bytes came before. One of more "
        f"than {ADVISED_BODY:,} bytes had better go by POST /v1/uploads, where no answer waits for "
        "its claims.",
        BatchOut,
        Scope.BATCHES_WRITE,
        statuses=(202, 200),
        takes_types=X12_TYPES,
        query=(PRACTICE_ID, ACCOUNT_ID),
        problems=(
            BATCH_OF_ANOTHER_PRACTICE,
            ACCOUNT_CLOSING,
            BODY_TOO_LARGE,
            ACCOUNT_OF_ANOTHER_PRACTICE,
        ),
    ),
    Route(
        "GET",
        "/v1/batches",
        list_batches,
        "A practice's batches, newest first, without their claims. A page of one status may hold "
        "fewer than asked for and still have a next_cursor.",
        BatchesOut,
        Scope.BATCHES_READ,
        query=(
            PRACTICE_ID,
            named_id("account_id", "Only what was handed in for this account.", required=False),
            choice_query("status", "Only what stands so now.", BatchStatus),
            *span_queries("received"),
            *PAGING,
        ),
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
        "/v1/batches/{batch_id}/content",
        batch_content,
        "The file as it was handed in, to whoever sends Accept: application/octet-stream.",
        None,
        Scope.CLAIMS_READ,
        gives_type=BINARY,
    ),
    Route(
        "POST",
        "/v1/batches/{batch_id}/allow_duplicates",
        allow_duplicates,
        "Has a batch sent that was refused because some of its claims were handed in before.",
        BatchOut,
        Scope.BATCHES_WRITE,
        statuses=(202,),
        takes=AllowDuplicatesIn,
        problems=(NO_DUPLICATES, ACCOUNT_CLOSING),
    ),
    Route(
        "GET",
        "/v1/batches/{batch_id}/claims",
        list_claims_of_batch,
        "All claims of a batch, by position. A page of one status may hold fewer than asked for "
        "and still have a next_cursor.",
        ClaimsOut,
        Scope.CLAIMS_READ,
        query=(choice_query("status", "Only what stands so now.", ClaimStatus), *PAGING),
    ),
)
