"""The closing of an account: /v1/accounts/{id}/closure and below."""

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.closing.items import ExportKind
from chalicelib.domain.closing.records import HandOverKind
from chalicelib.domain.errors import NotFoundError
from chalicelib.domain.identifiers import AccountId, ClaimId
from chalicelib.entry.http.call import Answer, Call, decider_of
from chalicelib.entry.http.closure_models import (
    BeginIn,
    ClosureOut,
    DocumentOut,
    DocumentsOut,
    EnrolmentIn,
    EnrolmentOut,
    HandOverOut,
    HandOversIn,
    HandOversOut,
    PortalExportOut,
    SignatureIn,
    SignatureOut,
)
from chalicelib.entry.http.completeness import CSV
from chalicelib.entry.http.content_types import EXPORT_TYPES
from chalicelib.entry.http.documentation import HTML, PAGE_HEADERS
from chalicelib.entry.http.file_body import file_in
from chalicelib.entry.http.json_body import body_of
from chalicelib.entry.http.problem_types import (
    ACCOUNT_BUSY,
    ACCOUNT_CLOSED,
    ACCOUNT_CLOSING,
    BODY_TOO_LARGE,
    CLAIM_OF_ANOTHER_ACCOUNT,
    CLOSURE_BEGUN,
    CLOSURE_BLOCKED,
    NOT_SIGNABLE,
    SIGNED_ALREADY,
    UNUSABLE_EXPORT,
)
from chalicelib.entry.http.problems import FieldError, Problem, bad_request
from chalicelib.entry.http.route import Query, Route
from chalicelib.services.closing.begin_closure import DayToComeError
from chalicelib.services.closing.hand_over_claims import Handing
from chalicelib.services.closing.issue_certificate import ClosureBlockedError
from chalicelib.services.closing.record_enrolment import EnrolmentSaid
from chalicelib.services.closing.upload_export import UnusableExportError

_PATH = "/v1/accounts/{account_id}/closure"

_KIND = Query(
    "kind",
    "Which of the exports the file belongs to.",
    {"type": "string", "enum": [kind.value for kind in ExportKind]},
    required=True,
)


def begin_closure(call: Call, account_id: str) -> Answer:
    asked = body_of(call, BeginIn)
    begin = call.courier.begin_closure
    try:
        begin(AccountId(account_id), asked.since, asked.quiet_days, decider_of(call))
    except DayToComeError:
        error = FieldError("/since", "A day up to today, in UTC.")
        raise bad_request("The chosen day has not come yet.", (error,)) from None
    return show_closure(call, account_id)


def show_closure(call: Call, account_id: str) -> Answer:
    view = call.courier.show_closure(AccountId(account_id), call.caller.reach)
    return Answer(ClosureOut.of(view), accounts=(view.account,))


def sign_item(call: Call, account_id: str) -> Answer:
    asked = body_of(call, SignatureIn)
    sign = call.courier.sign_item
    signature = sign(
        AccountId(account_id), asked.item, asked.name, asked.statement, decider_of(call)
    )
    return Answer(SignatureOut.of(signature))


def hand_over_claims(call: Call, account_id: str) -> Answer:
    asked = body_of(call, HandOversIn)
    handings = [
        Handing(ClaimId(each.claim_id), each.kind, each.owner, each.next_action)
        for each in asked.claims
    ]
    handed = call.courier.hand_over_claims(AccountId(account_id), handings, decider_of(call))
    return Answer(HandOversOut(handovers=tuple(HandOverOut.of(each) for each in handed)))


def record_enrolment(call: Call, account_id: str) -> Answer:
    asked = body_of(call, EnrolmentIn)
    said = EnrolmentSaid(asked.payer_id, asked.clearinghouse, asked.effective_on, asked.name)
    enrolment = call.courier.record_enrolment(AccountId(account_id), said, decider_of(call))
    return Answer(EnrolmentOut.of(enrolment))


def upload_export(call: Call, account_id: str) -> Answer:
    try:
        kind = ExportKind(call.required("kind"))
    except ValueError:
        raise bad_request(f"kind is one of {', '.join(ExportKind)}.") from None
    upload = call.courier.upload_export
    try:
        export = upload(AccountId(account_id), kind, file_in(call), decider_of(call))
    except UnusableExportError as error:
        raise Problem(UNUSABLE_EXPORT, f"{error} {UNUSABLE_EXPORT.means}") from None
    return Answer(PortalExportOut.of(export))


def write_documents(call: Call, account_id: str) -> Answer:
    documents = call.courier.write_documents(AccountId(account_id), call.caller.reach)
    return Answer(DocumentsOut(documents=tuple(DocumentOut.of(each) for each in documents)))


def handover_document(call: Call, account_id: str, kind: str) -> Answer:
    try:
        named = HandOverKind(kind)
    except ValueError:
        raise NotFoundError("document", kind) from None
    write = call.courier.write_documents
    account, document = write.one(AccountId(account_id), named, call.caller.reach)
    headers = {"Content-Type": f"{CSV}; charset=utf-8"}
    return Answer(document.content.decode(), headers=headers, accounts=(account,))


def issue_certificate(call: Call, account_id: str) -> Answer:
    try:
        call.courier.issue_certificate(AccountId(account_id), decider_of(call))
    except ClosureBlockedError as error:
        raise _blocked(error) from None
    return show_closure(call, account_id)


def show_certificate(call: Call, account_id: str) -> Answer:
    show = call.courier.show_closure
    account, content = show.certificate(AccountId(account_id), call.caller.reach)
    return Answer(content.decode("ascii"), accounts=(account,))


def certificate_to_print(call: Call, account_id: str) -> Answer:
    show = call.courier.show_closure
    account, page = show.certificate_page(AccountId(account_id), call.caller.reach)
    return Answer(page.decode(), headers=PAGE_HEADERS, accounts=(account,))


def _blocked(error: ClosureBlockedError) -> Problem:
    """One error for each item that does not hold, in the words of the checklist."""
    errors = tuple(
        FieldError(f"/items/{check.item}", f"{check.words} {check.item.words.do}")
        for check in error.blockers
    )
    names = ", ".join(check.item for check in error.blockers)
    return Problem(CLOSURE_BLOCKED, f"These items do not hold: {names}.", errors)


ROUTES = (
    Route(
        "POST",
        _PATH,
        begin_closure,
        "Begins the closing of an account; with the same choices again nothing changes.",
        ClosureOut,
        takes=BeginIn,
        problems=(CLOSURE_BEGUN,),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "GET",
        _PATH,
        show_closure,
        "The checklist, and what is in the way.",
        ClosureOut,
        scope=Scope.CLOSURES_READ,
    ),
    Route(
        "POST",
        f"{_PATH}/signatures",
        sign_item,
        "A named person answers for an item that the machine can't check.",
        SignatureOut,
        takes=SignatureIn,
        problems=(ACCOUNT_CLOSED, ACCOUNT_CLOSING, SIGNED_ALREADY, NOT_SIGNABLE),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "POST",
        f"{_PATH}/handovers",
        hand_over_claims,
        "Claims that somebody goes on with elsewhere: who, and what is to be done next.",
        HandOversOut,
        takes=HandOversIn,
        problems=(ACCOUNT_CLOSED, ACCOUNT_CLOSING, CLAIM_OF_ANOTHER_ACCOUNT),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "POST",
        f"{_PATH}/enrolments",
        record_enrolment,
        "At which other clearinghouse a payer is enrolled, and from when on.",
        EnrolmentOut,
        takes=EnrolmentIn,
        problems=(ACCOUNT_CLOSED, ACCOUNT_CLOSING),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "POST",
        f"{_PATH}/exports",
        upload_export,
        "A file of an export that only the clearinghouse's portal gives; several make one export.",
        PortalExportOut,
        takes_types=EXPORT_TYPES,
        query=(_KIND,),
        problems=(ACCOUNT_CLOSED, ACCOUNT_CLOSING, BODY_TOO_LARGE, UNUSABLE_EXPORT),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "POST",
        f"{_PATH}/documents",
        write_documents,
        "Writes the documents about open claims and appeals into the archive, as things stand.",
        DocumentsOut,
        problems=(ACCOUNT_CLOSED, ACCOUNT_CLOSING),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "GET",
        f"{_PATH}/documents/{{kind}}",
        handover_document,
        "One of the documents, as things stand.",
        None,
        gives_type=CSV,
        scope=Scope.CLOSURES_READ,
    ),
    Route(
        "POST",
        f"{_PATH}/certificate",
        issue_certificate,
        "Closes the account, if everything holds; else tells what blocks.",
        ClosureOut,
        problems=(CLOSURE_BLOCKED, ACCOUNT_BUSY),
        scope=Scope.CLOSURES_WRITE,
    ),
    Route(
        "GET",
        f"{_PATH}/certificate",
        show_certificate,
        "The certificate byte for byte as archived.",
        None,
        scope=Scope.CLOSURES_READ,
    ),
    Route(
        "GET",
        f"{_PATH}/certificate/page",
        certificate_to_print,
        "The certificate as a page to print.",
        None,
        gives_type=HTML,
        scope=Scope.CLOSURES_READ,
    ),
)
