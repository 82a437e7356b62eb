"""Gaps: where an 835 is missing by all that is known, and what people said about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.identifiers import AccountId, digest


class GapKind(StrEnum):
    """`silence`: longer without a payment than that payer ever leaves; `unpaid`: claims that the
    payer accepted long ago, and no 835 has told of."""

    SILENCE = "silence"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A person's word on a gap. It covers up to `claims` claims: one more is not explained."""

    gap_id: str
    account_id: AccountId
    reason: str
    by: str
    at: datetime
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """`month` is when the payment was due; `since` and `until` bound it. `claims` are counted where
    it is of kind `unpaid`."""

    gap_id: str
    kind: GapKind
    payer_id: str
    month: str
    since: date
    until: date
    claims: int = 0
    explanation: Explanation | None = None

    @property
    def is_explained(self) -> bool:
        return self.explanation is not None and self.claims <= self.explanation.claims


def gap_id(account_id: AccountId, kind: GapKind, payer_id: str, since: str) -> str:
    """The same gap keeps its id while it lasts, so that an explanation stays with it."""
    return "gap_" + digest(account_id, kind, payer_id, since)


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"
