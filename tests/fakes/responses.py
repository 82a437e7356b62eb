"""Responses and remittances."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.domain.account import AccountMode
from chalicelib.domain.conservation.answers import SeenFile
from chalicelib.domain.identifiers import AccountId, ClaimId, RemittanceId, ResponseId
from chalicelib.domain.paging import Page
from chalicelib.domain.remittance import PaymentReport, Remittance, Reports, Wanted
from chalicelib.domain.response import ListedFile, Response, ResponseState
from chalicelib.domain.wanted import ALL_RESPONSES, WantedResponses
from tests.fakes import rows
from tests.fakes.rows import Rows


class FakeResponses:
    def __init__(self) -> None:
        self.rows: Rows[ResponseId, Response] = Rows("response")
        self.seen_files: dict[AccountId, dict[ListedFile, ResponseId]] = {}

    def add(self, response: Response) -> Response:
        return self.rows.put_if_absent(response.response_id, response)

    def get(self, response_id: ResponseId) -> Response:
        return self.rows.get(response_id)

    def advance(self, old: Response, new: Response) -> None:
        self.rows.replace(old.response_id, new, lambda present: present.state is old.state)

    def unapplied(self, account_id: AccountId) -> tuple[Response, ...]:
        found = (
            row
            for row in self.rows.all()
            if row.account_id == account_id and row.state is ResponseState.STORED
        )
        return tuple(sorted(found, key=_order))

    def of_account(
        self,
        account_id: AccountId,
        limit: int,
        cursor: str | None,
        wanted: WantedResponses = ALL_RESPONSES,
    ) -> Page[Response]:
        found = [
            (f"{row.modified_at.isoformat()}#{row.response_id}", row)
            for row in self.rows.all()
            if row.account_id == account_id and wanted.has(row)
        ]
        return rows.page_of(found, account_id, limit, cursor)

    def unseen(self, account_id: AccountId, listed: Sequence[ListedFile]) -> tuple[ListedFile, ...]:
        seen = self.seen_files.get(account_id, {})
        return tuple(file for file in listed if file not in seen)

    def mark_seen(self, account_id: AccountId, file: ListedFile, response: ResponseId) -> None:
        self.seen_files.setdefault(account_id, {})[file] = response

    def all_of(self, account_id: AccountId) -> Iterator[Response]:
        found = (row for row in self.rows.all() if row.account_id == account_id)
        return iter(sorted(found, key=_order))

    def all_seen(self, account_id: AccountId) -> Iterator[SeenFile]:
        marks = self.seen_files.get(account_id, {}).items()
        seen = (SeenFile(response, file.modified_at) for file, response in marks)
        return iter(sorted(seen, key=_order))


class FakeRemittances:
    """The first report of a payment stays; the same payment reported again changes nothing."""

    def __init__(self) -> None:
        self.rows: Rows[RemittanceId, Remittance] = Rows("remittance")
        self.firsts: Rows[tuple[AccountMode, str, str], PaymentReport] = Rows("first report")
        self.reports: Rows[tuple[object, ...], tuple[AccountMode, PaymentReport]] = Rows("report")
        self.tied_later: dict[tuple[RemittanceId, int], ClaimId] = {}

    def add(self, remittance: Remittance) -> Remittance:
        standing = self.rows.put_if_absent(remittance.advice.remittance_id, remittance)
        return _without_payments(standing)

    def get(self, remittance_id: RemittanceId) -> Remittance:
        remittance = self.rows.get(remittance_id)
        payments = tuple(
            replace(each, claim_id=each.claim_id or self.tied_later.get((remittance_id, n)))
            for each in remittance.advice.payments
            for n in [each.position]
        )
        return replace(remittance, advice=replace(remittance.advice, payments=payments))

    def find(self, remittance_id: RemittanceId) -> Remittance | None:
        found = self.rows.find(remittance_id)
        return None if found is None else _without_payments(found)

    def report(self, mode: AccountMode, report: PaymentReport) -> Reports:
        payment = mode, report.trace, report.fingerprint
        first = self.firsts.put_if_absent(payment, report)
        place = *payment, report.account_id, report.response_id
        self.reports.put_if_absent(place, (mode, report))
        known = self.reports_of(mode, report.trace)
        return Reports(
            first=first,
            other=tuple(each for each in known if each.fingerprint != report.fingerprint),
        )

    def reports_of(self, mode: AccountMode, trace: str) -> tuple[PaymentReport, ...]:
        wanted = mode, trace
        found = (each for of, each in self.reports.all() if (of, each.trace) == wanted)
        return tuple(sorted(found, key=lambda each: (each.at, each.account_id, each.response_id)))

    def tie(self, remittance_id: RemittanceId, position: int, claim_id: ClaimId) -> None:
        self.tied_later.setdefault((remittance_id, position), claim_id)

    def of_account(
        self, account_id: AccountId, wanted: Wanted, limit: int, cursor: str | None
    ) -> Page[Remittance]:
        found = [(_day_order(row), row) for row in self.all_of(account_id) if wanted.includes(row)]
        return rows.page_of(found, account_id, limit, cursor)

    def all_of(self, account_id: AccountId) -> Iterator[Remittance]:
        found = (row for row in self.rows.all() if row.account_id == account_id)
        return map(_without_payments, sorted(found, key=_day_order))


def _order(response: Response | SeenFile) -> tuple[object, ...]:
    return response.modified_at, response.response_id


def _without_payments(remittance: Remittance) -> Remittance:
    return replace(remittance, advice=replace(remittance.advice, payments=()))


def _day_order(remittance: Remittance) -> str:
    return f"{remittance.day.isoformat()}#{remittance.advice.remittance_id}"
