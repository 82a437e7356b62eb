"""What came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.wanted import ALL_RESPONSES

if TYPE_CHECKING:
    from chalicelib.domain.account import AccountMode
    from chalicelib.domain.conservation.answers import SeenFile
    from chalicelib.domain.identifiers import (
        AccountId,
        ClaimId,
        RemittanceId,
        ResponseId,
        WorkItemId,
    )
    from chalicelib.domain.paging import Page
    from chalicelib.domain.remittance import PaymentReport, Remittance, Reports, Wanted
    from chalicelib.domain.response import ListedFile, Response
    from chalicelib.domain.wanted import WantedResponses
    from chalicelib.domain.worklist import Awaited, WorkItem


class Responses(Protocol):
    def add(self, response: Response) -> Response:
        """Stores a new response, or returns the one that is there already."""

    def get(self, response_id: ResponseId) -> Response:
        """Raises NotFoundError."""

    def advance(self, old: Response, new: Response) -> None:
        """Stores `new` where the state of `old` still stands; else raises ConflictError."""

    def unapplied(self, account_id: AccountId) -> tuple[Response, ...]:
        """Responses still in state stored, oldest first."""

    def of_account(
        self,
        account_id: AccountId,
        limit: int,
        cursor: str | None,
        wanted: WantedResponses = ALL_RESPONSES,
    ) -> Page[Response]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def unseen(self, account_id: AccountId, listed: Sequence[ListedFile]) -> tuple[ListedFile, ...]:
        """Those of the listed files that were not collected yet, in their order."""

    def mark_seen(self, account_id: AccountId, file: ListedFile, response: ResponseId) -> None:
        """Noted after the file is archived and its response row is written."""

    def all_of(self, account_id: AccountId) -> Iterator[Response]:
        """Every one, members of ZIPs too, by the clearinghouse's time, then by id."""

    def all_seen(self, account_id: AccountId) -> Iterator[SeenFile]:
        """Every mark, by the clearinghouse's time, then by the response's id."""


class Remittances(Protocol):
    def add(self, remittance: Remittance) -> Remittance:
        """Stores a remittance, or returns the first report of the same payment, which stays; with
        no claim payments in either."""

    def get(self, remittance_id: RemittanceId) -> Remittance:
        """Raises NotFoundError."""

    def find(self, remittance_id: RemittanceId) -> Remittance | None:
        """Without its claim payments."""

    def report(self, mode: AccountMode, report: PaymentReport) -> Reports:
        """Notes that a file told of a payment; what is known of the trace then. The first report of
        a payment stays the first, whichever account of this mode it came to."""

    def reports_of(self, mode: AccountMode, trace: str) -> tuple[PaymentReport, ...]:
        """All reports under a trace to accounts of this mode, oldest first."""

    def tie(self, remittance_id: RemittanceId, position: int, claim_id: ClaimId) -> None:
        """Names the claim of a payment that was stored without one; the first tie stays."""

    def of_account(
        self, account_id: AccountId, wanted: Wanted, limit: int, cursor: str | None
    ) -> Page[Remittance]:
        """Latest payment first, without their claim payments. Raises ValueError on a cursor that
        is not ours."""

    def all_of(self, account_id: AccountId) -> Iterator[Remittance]:
        """Every one, without its claim payments, by day of payment, then by id."""


class Worklist(Protocol):
    def add(self, items: Iterable[WorkItem]) -> int:
        """Stores the items that are not there yet, whatever became of those; how many were new.

        All of them are of one source.
        """

    def get(self, item_id: WorkItemId) -> WorkItem:
        """Raises NotFoundError."""

    def resolve(self, old: WorkItem, new: WorkItem) -> None:
        """Stores `new` where `old` is still open; else raises ResolvedAlreadyError."""

    def of_source(self, account_id: AccountId, source: str) -> tuple[WorkItem, ...]:
        """All items of one source, open or not."""

    def awaiting(self, account_id: AccountId, awaited: Awaited) -> tuple[WorkItem, ...]:
        """The account's open items that such a number may decide."""

    def open_ones(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[WorkItem]:
        """Newest first. Raises ValueError on a cursor that is not ours."""
