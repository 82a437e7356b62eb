"""POST /v1/uploads: a place for a file that is too large for the API."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.identifiers import AccountId, PracticeId, UploadId
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.problem_types import ACCOUNT_OF_ANOTHER_PRACTICE, NOT_FOUND
from chalicelib.entry.http.route import Route
from chalicelib.entry.http.upload_models import PutOut, RequestedUploadOut, UploadIn, UploadOut
from chalicelib.services.intake.request_upload import Announced


def request_upload(call: Call) -> Answer:
    asked = body_of(call, UploadIn)
    practice_id, account_id = PracticeId(asked.practice_id), AccountId(asked.account_id)
    announced = Announced(practice_id, account_id, asked.size, asked.sha256)
    upload, address = call.courier.request_upload(announced, call.caller.reach)
    put = PutOut(url=address.url, headers=dict(address.headers))
    location = call.address(f"/v1/uploads/{upload.upload_id}")
    return Answer(RequestedUploadOut.of_put(upload, put), 202, {"Location": location})


def show_upload(call: Call, upload_id: str) -> Answer:
    account, shown = call.courier.request_upload.show(UploadId(upload_id), call.caller.reach)
    return Answer(UploadOut.of(shown), accounts=(account,))


ROUTES = (
    Route(
        "POST",
        "/v1/uploads",
        request_upload,
        "Asks for an address that takes one large claim file; it becomes a batch by itself.",
        RequestedUploadOut,
        Scope.BATCHES_WRITE,
        statuses=(202,),
        takes=UploadIn,
        problems=(NOT_FOUND, ACCOUNT_OF_ANOTHER_PRACTICE),
    ),
    Route(
        "GET",
        "/v1/uploads/{upload_id}",
        show_upload,
        "What became of an upload: its batch, or what was wrong with it.",
        UploadOut,
        Scope.BATCHES_READ,
    ),
)
