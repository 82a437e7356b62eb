"""Remittances: what was paid, the archived 835s, and files that people downloaded by hand."""

import re
from datetime import date

from chalicelib.domain.access.scope import Scope
from chalicelib.domain.era import EraForm
from chalicelib.domain.identifiers import AccountId, ExportId, RemittanceId
from chalicelib.domain.remittance import Wanted
from chalicelib.domain.response import ResponseOrigin
from chalicelib.entry.http.call import Answer, Call
from chalicelib.entry.http.content_types import REMITTANCE_TYPES
from chalicelib.entry.http.file_body import file_in
from chalicelib.entry.http.paging import cursor_of, limit_of, unknown_cursor
from chalicelib.entry.http.problem_types import BODY_TOO_LARGE
from chalicelib.entry.http.problems import bad_request
from chalicelib.entry.http.remittance_models import (
    DownloadOut,
    EraMonthOut,
    EraMonthsOut,
    ExportOut,
    RemittanceOut,
    RemittancesOut,
    RemittanceSummaryOut,
)
from chalicelib.entry.http.response_models import ResponseOut
from chalicelib.entry.http.route import ACCOUNT_ID, PAGING, Query, Route
from chalicelib.entry.received import log_received
from chalicelib.services.era.request_export import ExportView

_MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$"
_FORMS = (EraForm.RAW, EraForm.TEXT)
_FILE_NAME = re.compile(r'filename="?([^";]+)', re.IGNORECASE)


def hand_in_remittance_file(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    account = call.courier.show_remittances.account(account_id, call.caller.reach)
    from chalicelib.services.intake.receive_remittance_file import RemittanceFile

    file = RemittanceFile(
        file_in(call), account.account_id, _file_name(call), ResponseOrigin.UPLOADED
    )
    receipt = call.courier.receive_remittance_file(file)
    response = receipt.response
    log_received(receipt)
    headers = {"Location": call.address(f"/v1/responses/{response.response_id}")}
    if receipt.known_before:
        headers["Idempotency-Replayed"] = "true"
    status = 200 if receipt.known_before else 202
    return Answer(ResponseOut.of(response), status, headers)


def list_remittances(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    wanted = Wanted(_day(call, "from"), _day(call, "to"), call.query("payer"))
    limit, cursor = limit_of(call), cursor_of(call)
    show = call.courier.show_remittances
    try:
        account, page = show.list(account_id, call.caller.reach, wanted, limit, cursor)
    except ValueError as error:
        raise unknown_cursor() from error
    remittances = tuple(map(RemittanceSummaryOut.of, page.items))
    body = RemittancesOut(remittances=remittances, next_cursor=page.next_cursor)
    return Answer(body, accounts=(account,))


def show_remittance(call: Call, remittance_id: str) -> Answer:
    view = call.courier.show_remittances(RemittanceId(remittance_id), call.caller.reach)
    return Answer(RemittanceOut.of_view(view), accounts=(view.account,))


def remittance_content(call: Call, remittance_id: str) -> Answer:
    asked = call.query("form")
    form = EraForm.RAW if asked is None else asked
    if form not in _FORMS:
        raise bad_request(f"form is {' or '.join(_FORMS)}.")
    show = call.courier.show_remittances
    download = show.content(RemittanceId(remittance_id), EraForm(form), call.caller.reach)
    told = DownloadOut.model_validate(download, from_attributes=True)
    return Answer(told, 303, {"Location": told.url}, accounts=(download.account,))


def list_era_months(call: Call) -> Answer:
    account_id = AccountId(call.required("account_id"))
    account, months = call.courier.show_remittances.months(account_id, call.caller.reach)
    return Answer(EraMonthsOut(months=tuple(map(EraMonthOut.of, months))), accounts=(account,))


def request_era_export(call: Call) -> Answer:
    account_id, month = AccountId(call.required("account_id")), call.required("month")
    if not re.fullmatch(_MONTH, month):
        raise bad_request("month is a year and a month, such as 2026-03.")
    export = call.courier.request_export(account_id, month, call.caller.reach)
    location = call.address(f"/v1/remittances/exports/{export.export_id}")
    asked = ExportOut.of(ExportView(export, None))
    return Answer(asked, 202, {"Location": location, "Retry-After": "300"})


def show_era_export(call: Call, export_id: str) -> Answer:
    account, view = call.courier.request_export.show(ExportId(export_id), call.caller.reach)
    return Answer(ExportOut.of(view), accounts=(account,))


def _file_name(call: Call) -> str:
    """As the sender calls the file; nothing of it is kept unless it is a clearinghouse's name."""
    found = _FILE_NAME.search(str(call.request.headers.get("content-disposition", "")))
    return found[1].strip() if found else ""


def _day(call: Call, name: str) -> date | None:
    text = call.query(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise bad_request(f"{name} is a day, such as 2026-03-31.") from None


def _day_query(name: str, means: str) -> Query:
    return Query(name, means, {"type": "string", "format": "date"})


PAYER = Query(
    "payer",
    "The payer's identifier, or its name as the 835 has it.",
    {"type": "string", "minLength": 1, "maxLength": 80},
)
MONTH = Query(
    "month",
    "A month of the archive, in UTC: `2026-03`.",
    {"type": "string", "pattern": _MONTH},
    required=True,
)
FORM = Query(
    "form",
    "`835` as it came, or `txt` to be read.",
    {"type": "string", "enum": list(_FORMS), "default": EraForm.RAW},
)

ROUTES = (
    Route(
        "POST",
        "/v1/remittances/files",
        hand_in_remittance_file,
        "Hands in a file downloaded in the portal: an 835, its text, or a ZIP of many. 202, or 200 "
        "when the same bytes came before.",
        ResponseOut,
        Scope.REMITTANCES_WRITE,
        statuses=(202, 200),
        takes_types=REMITTANCE_TYPES,
        query=(ACCOUNT_ID,),
        problems=(BODY_TOO_LARGE,),
    ),
    Route(
        "GET",
        "/v1/remittances",
        list_remittances,
        "An account's payments, latest day of payment first.",
        RemittancesOut,
        Scope.REMITTANCES_READ,
        query=(
            ACCOUNT_ID,
            _day_query("from", "The first day of payment."),
            _day_query("to", "The last day of payment."),
            PAYER,
            *PAGING,
        ),
    ),
    Route(
        "GET",
        "/v1/remittances/months",
        list_era_months,
        "The months of an account's ERA archive, and the manifest of each.",
        EraMonthsOut,
        Scope.REMITTANCES_READ,
        query=(ACCOUNT_ID,),
    ),
    Route(
        "POST",
        "/v1/remittances/exports",
        request_era_export,
        "Asks for a month of the ERA archive as one ZIP; it lies at Location within minutes.",
        ExportOut,
        Scope.REMITTANCES_READ,
        statuses=(202,),
        query=(ACCOUNT_ID, MONTH),
    ),
    Route(
        "GET",
        "/v1/remittances/exports/{export_id}",
        show_era_export,
        "An export, and where its ZIP is downloaded once it is built.",
        ExportOut,
        Scope.REMITTANCES_READ,
    ),
    Route(
        "GET",
        "/v1/remittances/{remittance_id}",
        show_remittance,
        "One payment: its claim payments, and where the 835 and its text are archived.",
        RemittanceOut,
        Scope.REMITTANCES_READ,
    ),
    Route(
        "GET",
        "/v1/remittances/{remittance_id}/content",
        remittance_content,
        "The archived file of a payment, raw or as text: the address to download it at.",
        DownloadOut,
        Scope.REMITTANCES_READ,
        statuses=(303,),
        query=(FORM,),
    ),
)
