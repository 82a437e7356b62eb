"""Which 835s came and which are missing, as the API shows it."""

from datetime import date, datetime

from pydantic import Field

from chalicelib.domain.completeness.board import PayerMonth
from chalicelib.domain.completeness.gap import Explanation, Gap
from chalicelib.entry.http.json_body import Asked
from chalicelib.entry.http.money import Money
from chalicelib.entry.http.route import ID_PATTERN
from chalicelib.entry.model import Model
from chalicelib.services.completeness.show_completeness import CompletenessView


class ExplanationOut(Model):
    reason: str
    by: str
    at: datetime
    claims: int

    @classmethod
    def of(cls, explanation: Explanation | None) -> "ExplanationOut | None":
        if explanation is None:
            return None
        return cls.model_validate(explanation, from_attributes=True)


class GapOut(Model):
    """`since` is the last payment before a silence, or the first acceptance of claims unpaid."""

    gap_id: str
    kind: str
    payer_id: str
    month: str
    since: date
    until: date
    claims: int
    explained: bool
    explanation: ExplanationOut | None

    @classmethod
    def of(cls, gap: Gap) -> "GapOut":
        return cls(
            gap_id=gap.gap_id,
            kind=gap.kind,
            payer_id=gap.payer_id,
            month=gap.month,
            since=gap.since,
            until=gap.until,
            claims=gap.claims,
            explained=gap.is_explained,
            explanation=ExplanationOut.of(gap.explanation),
        )


class PayerMonthOut(Model):
    month: str
    payer_id: str
    payer_name: str
    files: int
    payments: int
    total: Money
    gaps: tuple[GapOut, ...]

    @classmethod
    def of(cls, month: PayerMonth) -> "PayerMonthOut":
        return cls(
            month=month.month,
            payer_id=month.payer_id,
            payer_name=month.payer_name,
            files=month.files,
            payments=month.payments,
            total=month.total,
            gaps=tuple(GapOut.of(gap) for gap in month.gaps),
        )


class CompletenessOut(Model):
    """`unread_claims` are open claims that one look did not come to; 0 unless there are more than
    a hundred thousand."""

    account_id: str
    known_until: date
    unexplained_gaps: int
    unread_claims: int
    months: tuple[PayerMonthOut, ...]

    @classmethod
    def of(cls, view: CompletenessView) -> "CompletenessOut":
        return cls(
            account_id=view.account.account_id,
            known_until=view.known_until,
            unexplained_gaps=view.unexplained,
            unread_claims=view.unread_claims,
            months=tuple(PayerMonthOut.of(month) for month in view.months),
        )


class ExplanationIn(Asked):
    gap_id: str = Field(pattern=ID_PATTERN)
    reason: str = Field(min_length=1, max_length=500)
