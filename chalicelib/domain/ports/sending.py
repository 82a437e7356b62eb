"""What was handed in, what was sent, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.wanted import ALL_BATCHES

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.domain.batch import Batch
    from chalicelib.domain.claim import Claim
    from chalicelib.domain.fact import Fact
    from chalicelib.domain.identifiers import (
        AccountId,
        BatchId,
        ClaimId,
        PracticeId,
        TransmissionId,
    )
    from chalicelib.domain.lease import Lease
    from chalicelib.domain.link import Link, LinkKind
    from chalicelib.domain.paging import Page
    from chalicelib.domain.tally import Tally
    from chalicelib.domain.transmission import Transmission
    from chalicelib.domain.wanted import WantedBatches


class Batches(Protocol):
    def add(self, batch: Batch) -> Batch:
        """Stores a new batch, or returns the one that is there already."""

    def get(self, batch_id: BatchId) -> Batch:
        """Raises NotFoundError."""

    def advance(self, old: Batch, new: Batch) -> None:
        """Stores `new` where `old` still stands (state, stall and when it is looked at next);
        else raises ConflictError."""

    def unplanned(self) -> tuple[Batch, ...]:
        """Batches still in state received, oldest first."""

    def due(self, account_id: AccountId, now: datetime) -> tuple[Batch, ...]:
        """Planned batches that the watch has to look at by now, the longest due first."""

    def of_practice(
        self,
        practice_id: PracticeId,
        limit: int,
        cursor: str | None,
        wanted: WantedBatches = ALL_BATCHES,
    ) -> Page[Batch]:
        """Newest first. Raises ValueError on a cursor that is not ours."""

    def all_of(self, account: Account) -> Iterator[Batch]:
        """Every batch of an account, oldest first, then by id."""


class Claims(Protocol):
    def add(self, claims: Iterable[Claim]) -> None:
        """Stores the claims of a batch, all of them at once; doing so again changes nothing."""

    def get(self, claim_id: ClaimId) -> Claim:
        """Raises NotFoundError."""

    def page(self, batch_id: BatchId, page: int) -> tuple[Claim, ...]:
        """The claims of one page of a batch (CLAIMS_PER_PAGE), by position; empty past the end."""


class Transmissions(Protocol):
    def add(self, transmission: Transmission) -> Transmission:
        """Stores a new transmission, or returns the one that is there already."""

    def get(self, transmission_id: TransmissionId) -> Transmission:
        """Raises NotFoundError."""

    def of_batch(self, batch_id: BatchId) -> tuple[Transmission, ...]: ...

    def advance(self, old: Transmission, new: Transmission, lease: Lease | None = None) -> None:
        """Stores `new` where state and attempts of `old` still stand; else ConflictError.

        Raises LeaseLostError, and stores nothing, where `lease` is another's by now.
        """

    def waiting(self, account_id: AccountId) -> tuple[Transmission, ...]:
        """Those in a WAITING state, in the order in which their batches were received."""

    def unanswered(self, account_id: AccountId) -> tuple[Transmission, ...]:
        """Those in an UNANSWERED state, in the order in which their batches were received."""

    def held(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        """Those that an outage held back and that were sent since, those of the latest outage
        first, and of one outage the last first. Raises ValueError on a cursor that is not ours.
        """

    def unheld(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Transmission]:
        """Those that no outage held back, in whatever state, the last first. Raises ValueError on a
        cursor that is not ours."""

    def all_of(self, account_id: AccountId) -> Iterator[Transmission]:
        """Every one, in the order in which their batches were received, then by batch and part."""


class Facts(Protocol):
    def add_about_claims(
        self, batch_id: BatchId, page: int, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        """What one source says of the claims of one page.

        A fact that is there already stays as it is; one that could be tied later is added.
        """

    def add_about_transmission(
        self, transmission_id: TransmissionId, content_sha256: str, facts: Sequence[Fact]
    ) -> None:
        """What one source says of one transmission; as with claims."""

    def about_claims(self, batch_id: BatchId, page: int) -> tuple[Fact, ...]:
        """All facts of the claims of one page."""

    def about_transmission(self, transmission_id: TransmissionId) -> tuple[Fact, ...]: ...


class Tallies(Protocol):
    def note(self, tally: Tally) -> None:
        """How the claims of a page stand. One that folded fewer facts never replaces another."""

    def of_batch(self, batch_id: BatchId) -> tuple[Tally, ...]:
        """One for each page about which there is any fact, by page."""

    def all_of(self, account_id: AccountId) -> Iterator[Tally]:
        """Every one, in the order in which their batches were received, then by batch and page."""


class Links(Protocol):
    def add(self, links: Iterable[Link]) -> None:
        """Stores links; storing the same again changes nothing."""

    def find(self, account_id: AccountId, kind: LinkKind, value: str) -> tuple[str, ...]:
        """The targets that a value leads to, sorted; empty when there are none."""
