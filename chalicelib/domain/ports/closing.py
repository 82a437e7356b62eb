"""What it takes to close an account: gaps explained, drills, and what people put on record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.domain.closing.closure import Closure
    from chalicelib.domain.closing.items import ExportKind
    from chalicelib.domain.closing.records import Enrolment, Export, HandOver, Records, Signature
    from chalicelib.domain.completeness.gap import Explanation
    from chalicelib.domain.drill import Drill
    from chalicelib.domain.identifiers import AccountId, DrillId
    from chalicelib.domain.paging import Page


class Explanations(Protocol):
    def put(self, explanation: Explanation) -> None:
        """The latest word about a gap stands."""

    def of_account(self, account_id: AccountId) -> tuple[Explanation, ...]: ...


class Drills(Protocol):
    def add(self, drill: Drill) -> Drill:
        """Stores a new drill, or returns the one that is there already."""

    def get(self, drill_id: DrillId) -> Drill:
        """Raises NotFoundError."""

    def advance(self, old: Drill, new: Drill) -> None:
        """Stores `new` where the revision of `old` still stands; else raises ConflictError."""

    def running(self) -> tuple[Drill, ...]:
        """Those that have not ended, the longest running first."""

    def of_account(self, account_id: AccountId, limit: int, cursor: str | None) -> Page[Drill]:
        """Newest first. Raises ValueError on a cursor that is not ours."""


class Closures(Protocol):
    def begin(self, closure: Closure) -> Closure:
        """Stores a new closure, or returns the one that is there already."""

    def find(self, account_id: AccountId) -> Closure | None: ...

    def advance(self, old: Closure, new: Closure) -> None:
        """Stores `new` where the state of `old` still stands; else raises ConflictError."""

    def sign(self, signature: Signature, instead_of: Signature | None = None) -> Signature:
        """Stores the first signature of an item, or one in the place of `instead_of`; else returns
        the one that is there already."""

    def hand_over(self, handovers: Iterable[HandOver]) -> None:
        """The latest word about a claim stands."""

    def enrol(self, enrolment: Enrolment) -> None:
        """The latest word about a payer stands."""

    def add_export(self, export: Export) -> Export:
        """Stores a file of an export, or returns the same one as it was uploaded before."""

    def records(self, account_id: AccountId) -> Records:
        """All of them, each kind in a stable order."""


class ClosingArchive(Protocol):
    """Stores once: the same bytes again change nothing, other bytes raise ConflictError."""

    def store_report(self, drill: Drill, content: bytes) -> None: ...

    def store_export(self, export: Export, content: bytes) -> None: ...

    def store_handover(self, account_id: AccountId, kind: str, content: bytes) -> None:
        """Under a name that its own digest is part of."""

    def has_handover(self, account_id: AccountId, kind: str, sha256: str) -> bool: ...

    def has_export(self, account_id: AccountId, kind: ExportKind, sha256: str) -> bool: ...

    def store_certificate(self, account_id: AccountId, content: bytes) -> None:
        """Whoever comes first has it."""

    def certificate(self, account_id: AccountId) -> bytes:
        """Raises NotFoundError."""

    def store_certificate_page(self, account_id: AccountId, content: bytes) -> None: ...

    def certificate_page(self, account_id: AccountId) -> bytes:
        """Raises NotFoundError."""
