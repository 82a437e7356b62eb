"""Keep an 835 for good: the raw file and its readable text side by side, each payment listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.account import Account
from chalicelib.domain.era import ArchivedForm, EraForm, ReportedPayment
from chalicelib.domain.fact import Fact
from chalicelib.domain.identifiers import ClaimId, RemittanceId
from chalicelib.domain.ports import Clock, Remittances
from chalicelib.domain.remittance import (
    PaymentReport,
    Remittance,
    RemittanceAdvice,
    Reports,
    trace_of,
)
from chalicelib.domain.response import Response
from chalicelib.domain.worklist import WorkReason
from chalicelib.services.answers.keep_era_form import KeepEraForm, stem_of
from chalicelib.services.answers.tell_of_payments import TellOfPayments


@dataclass(frozen=True, slots=True)
class DoubtfulPayment:
    """A payment that a person must look at; `place` counts the payments of the file from 1."""

    place: int
    reason: WorkReason
    remittance_id: RemittanceId


@dataclass(frozen=True, slots=True)
class Archived:
    """`name_was_free` is False when another 835 had the name before: both are kept."""

    name_was_free: bool
    doubtful: tuple[DoubtfulPayment, ...]


@dataclass(frozen=True, slots=True)
class ArchiveRemittance:
    clock: Clock
    keep: KeepEraForm
    remittances: Remittances
    tell: TellOfPayments

    def __call__(
        self,
        account: Account,
        response: Response,
        content: bytes,
        advices: tuple[RemittanceAdvice, ...],
        facts: tuple[Fact, ...],
    ) -> Archived:
        """Archive the raw 835 first, then its text, then each payment that it reports.

        `facts` are what its payments were tied to. The very file again, under whatever name it
        comes, is not archived twice if it was the first to tell of any payment.
        """
        first = self._first_told_by(response, advices)
        if first is not None:
            raw, is_other = _form_of(first), first.response_id != response.response_id
        else:
            raw, is_other = self.keep.store_raw(account, response, content), False
        self.keep.make_text(raw, content)
        claims = _claims(facts)
        payments: list[ReportedPayment] = []
        doubtful: list[DoubtfulPayment] = []
        seen: set[RemittanceId] = set()
        for place, advice in enumerate(advices, start=1):
            payment, reports = self._keep_payment(account, response, raw, _tied(advice, claims))
            if payment.remittance_id in seen:
                payment = replace(payment, first_key=raw.key)
            seen.add(payment.remittance_id)
            payments.append(payment)
            doubtful += _doubts(place, payment, reports)
        self.keep.add_raw(raw, tuple(payments))
        name_was_free = is_other or raw.stem == stem_of(account, response)
        if not name_was_free:
            self.tell.of_a_name_used_again(account, response)
        return Archived(name_was_free, tuple(doubtful))

    def _first_told_by(
        self, response: Response, advices: tuple[RemittanceAdvice, ...]
    ) -> Remittance | None:
        """A payment that a file of this very content told of first; they were kept in order."""
        for advice in advices:
            known = self.remittances.find(advice.remittance_id)
            if known is None or known.raw_sha256 == response.content_sha256:
                return known
        return None

    def _keep_payment(
        self, account: Account, response: Response, raw: ArchivedForm, advice: RemittanceAdvice
    ) -> tuple[ReportedPayment, Reports]:
        """Who told of the payment first is decided before its row is written."""
        reports = self.remittances.report(
            account.mode,
            PaymentReport(
                trace=trace_of(advice),
                fingerprint=advice.fingerprint,
                account_id=response.account_id,
                remittance_id=advice.remittance_id,
                response_id=response.response_id,
                raw_key=raw.key,
                at=self.clock.now(),
            ),
        )
        first = reports.first
        is_own = first.account_id == response.account_id
        remittance = Remittance(
            advice=advice,
            account_id=response.account_id,
            response_id=raw.response_id,
            origin=raw.origin,
            received_at=raw.received_at,
            archived_at=raw.archived_at,
            stem=raw.stem,
            raw_key=raw.key,
            raw_sha256=raw.sha256,
            raw_size=raw.size,
            linked_to=None if is_own else first.remittance_id,
        )
        standing = self.remittances.add(remittance)
        first_key = standing.raw_key if is_own else first.raw_key
        is_again = first_key != raw.key
        self.tell(account, remittance, is_again, contradicts=bool(reports.other))
        return _reported(advice, first_key if is_again else None), reports


def _doubts(place: int, payment: ReportedPayment, reports: Reports) -> Iterator[DoubtfulPayment]:
    """A payment that came before was doubted then."""
    if payment.first_key is None and not payment.is_balanced:
        yield DoubtfulPayment(place, WorkReason.DOES_NOT_BALANCE, payment.remittance_id)
    if payment.first_key is None and reports.other:
        yield DoubtfulPayment(place, WorkReason.TRACE_USED_AGAIN, payment.remittance_id)


def _form_of(first: Remittance) -> ArchivedForm:
    """The archived file that told of a payment first."""
    return ArchivedForm(
        account_id=first.account_id,
        month=first.month,
        stem=first.stem,
        form=EraForm.RAW,
        key=first.raw_key,
        sha256=first.raw_sha256,
        size=first.raw_size,
        response_id=first.response_id,
        origin=first.origin,
        received_at=first.received_at,
        archived_at=first.archived_at,
    )


def _reported(advice: RemittanceAdvice, first_key: str | None) -> ReportedPayment:
    return ReportedPayment(
        remittance_id=advice.remittance_id,
        trace_number=advice.trace_number,
        originator=advice.originator,
        payer_name=advice.payer_name,
        payer_identifier=advice.payer_identifier,
        method=advice.method,
        amount=advice.amount,
        paid_on=advice.paid_on,
        claim_count=advice.claim_count,
        imbalances=advice.imbalances,
        first_key=first_key,
    )


def _claims(facts: tuple[Fact, ...]) -> dict[tuple[RemittanceId, int], ClaimId]:
    return {
        (payment.remittance_id, payment.position): ClaimId(fact.subject)
        for fact in facts
        if (payment := fact.statement.payment) is not None
    }


def _tied(
    advice: RemittanceAdvice, claims: Mapping[tuple[RemittanceId, int], ClaimId]
) -> RemittanceAdvice:
    payments = tuple(
        replace(payment, claim_id=claims.get((advice.remittance_id, payment.position)))
        for payment in advice.payments
    )
    return replace(advice, payments=payments)
