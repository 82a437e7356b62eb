"""What the machine has seen of an account that is to be closed, at one moment."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.closing.closure import Closure
from chalicelib.domain.closing.handover_documents import HandOverDocument
from chalicelib.domain.closing.records import Records
from chalicelib.domain.completeness.gap import Gap
from chalicelib.domain.conservation.statement import StatementSummary
from chalicelib.domain.drill import Drill
from chalicelib.domain.era import EraMonth


@dataclass(frozen=True, slots=True)
class ClaimsSurveyed:
    """What was handed in since the chosen day, all ids as text. `awaiting` are batches on their
    way, `uncertain` files, `open_claims` those that are not settled: as many as one look takes.
    `unread` counts the claims behind them, `unread_payers` the claims behind those whose payers
    one look takes. `last_sent_at` is of all files, `last_received_at` of all batches, ever."""

    batches: int = 0
    claims: int = 0
    awaiting: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    open_claims: tuple[str, ...] = ()
    unread: int = 0
    payers: frozenset[str] = frozenset()
    unread_payers: int = 0
    last_sent_at: datetime | None = None
    last_received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswersSurveyed:
    """All files that came, and the `months` of the ERA archive. `unarchived` are 835s that are not
    in it, and months of it whose last change no manifest tells; `one_form` 835s without text and
    texts without 835; `payers` those of payments since the chosen day, or the payments themselves
    where none is named. `last_archived_at` is when the ERA archive last got anything, `last_era_at`
    when a visit last collected an 835 from the clearinghouse."""

    eras: int = 0
    months: tuple[EraMonth, ...] = ()
    unarchived: tuple[str, ...] = ()
    one_form: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    payers: frozenset[str] = frozenset()
    last_at: datetime | None = None
    last_archived_at: datetime | None = None
    last_era_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """`unread` counts the open claims behind those that one look for gaps takes. `archived` are the
    SHA-256s of hand-over documents that lie in the archive, `drill` is the latest one of the whole
    archive that has ended."""

    now: datetime
    closure: Closure
    claims: ClaimsSurveyed
    answers: AnswersSurveyed
    gaps: tuple[Gap, ...]
    unread: int
    records: Records
    documents: tuple[HandOverDocument, ...]
    archived: frozenset[str]
    drill: Drill | None
    statement: StatementSummary | None
    last_good_visit_at: datetime | None
    has_password: bool
