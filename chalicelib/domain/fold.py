"""The fold: facts in, status out.

Pure functions of a *set* of facts: any order and any repetition give the same answer, and folding
only the facts observed until some instant tells what was known then. The time of observation
therefore never decides between two facts; only what the answers themselves say does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from chalicelib.domain.batch import Batch, IntakeState
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.life import current_life
from chalicelib.domain.status import BatchStatus, ClaimStatus
from chalicelib.domain.transmission import Transmission, TransmissionState

_ADJUDICATED = {
    FactKind.PAID: ClaimStatus.PAID,
    FactKind.PARTIALLY_PAID: ClaimStatus.PARTIALLY_PAID,
    FactKind.DENIED: ClaimStatus.DENIED,
}

_STAGE_AND_SEVERITY = {
    FactKind.SYNTAX_REJECTED: (1, 2),
    FactKind.PENDED: (1, 0),
    FactKind.ACCEPTED_BY_CLEARINGHOUSE: (1, 1),
    FactKind.REJECTED_BY_CLEARINGHOUSE: (1, 2),
    FactKind.ACCEPTED_BY_PAYER: (2, 1),
    FactKind.REJECTED_BY_PAYER: (2, 2),
}
"""The payer's word stands above the clearinghouse's; on the same day a rejection stands."""

_STATUS = {
    FactKind.SYNTAX_REJECTED: ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    FactKind.PENDED: ClaimStatus.PENDED,
    FactKind.ACCEPTED_BY_CLEARINGHOUSE: ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
    FactKind.REJECTED_BY_CLEARINGHOUSE: ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    FactKind.ACCEPTED_BY_PAYER: ClaimStatus.ACCEPTED_BY_PAYER,
    FactKind.REJECTED_BY_PAYER: ClaimStatus.REJECTED_BY_PAYER,
}

_REJECTED = frozenset({ClaimStatus.REJECTED_BY_CLEARINGHOUSE})
_OPEN = frozenset({ClaimStatus.AWAITING, ClaimStatus.PENDED})


def claim_status(facts: Iterable[Fact]) -> ClaimStatus:
    """Where a claim stands by these facts of it."""
    known = list(facts)
    adjudications = _each_payment_once(known)
    if adjudications:
        return _adjudicated_status(adjudications)
    answers = current_life([fact for fact in known if fact.kind in _STATUS])
    if not answers:
        return ClaimStatus.AWAITING
    return _STATUS[max(answers, key=_weight).kind]


def forwarded_on(facts: Iterable[Fact]) -> date | None:
    """The day on which the clearinghouse last passed the claim on, where it says one.

    For a claim that was pended or mended in between, that day is its real date of transmission.
    """
    passed_on = (
        fact.statement.effective_on
        for fact in current_life(list(facts))
        if fact.kind is FactKind.ACCEPTED_BY_CLEARINGHOUSE
    )
    return max((day for day in passed_on if day is not None), default=None)


def pended_on(facts: Iterable[Fact]) -> date | None:
    """The day on which the clearinghouse began to hold the claim back, where it says one."""
    pends = (
        fact.statement.effective_on
        for fact in current_life(list(facts))
        if fact.kind is FactKind.PENDED
    )
    return min((day for day in pends if day is not None), default=None)


def payer_claim_control_number(facts: Iterable[Fact]) -> str | None:
    """The payer's own number of the claim, by the answer with the latest date."""
    naming = [fact for fact in facts if fact.statement.payer_claim_control_number]
    latest = max(naming, key=_moment, default=None)
    return None if latest is None else latest.statement.payer_claim_control_number


def paid_total(facts: Iterable[Fact]) -> Decimal:
    """What all payments and reversals of a claim add up to."""
    payments = (fact.statement.payment for fact in _each_payment_once(facts))
    return sum((payment.paid for payment in payments if payment is not None), Decimal(0))


def batch_status(
    batch: Batch,
    transmissions: Collection[Transmission],
    claims_by_status: Mapping[ClaimStatus, int],
) -> BatchStatus:
    """Where a batch stands, by its transmissions' ledger and its claims' statuses."""
    if batch.state is IntakeState.REFUSED:
        return BatchStatus.REFUSED
    if batch.state is IntakeState.RECEIVED or not transmissions:
        return BatchStatus.RECEIVED
    states = {transmission.state for transmission in transmissions}
    if states <= {TransmissionState.FAILED, TransmissionState.REJECTED}:
        return BatchStatus.FAILED
    return _decided_status(claims_by_status) or _undecided_status(states)


def count_statuses(facts_by_claim: Mapping[str, Collection[Fact]]) -> Counter[ClaimStatus]:
    """How many claims stand where."""
    return Counter(claim_status(facts) for facts in facts_by_claim.values())


def _each_payment_once(facts: Iterable[Fact]) -> list[Fact]:
    """The adjudications among the facts; one that came in several files counts once.

    Of its copies the one with the smallest id stands, so that their order never matters.
    """
    copies = sorted(facts, key=lambda fact: fact.fact_id, reverse=True)
    by_payment = {
        (payment.remittance_id, payment.position): fact
        for fact in copies
        if (payment := fact.statement.payment) is not None
    }
    return list(by_payment.values())


def _adjudicated_status(adjudications: Collection[Fact]) -> ClaimStatus:
    """A denial beside a payment that stands (of a duplicate, by a second payer) undoes nothing."""
    standing = _not_taken_back(adjudications)
    if not standing:
        return ClaimStatus.REVERSED
    paid = [fact for fact in standing if fact.kind is not FactKind.DENIED]
    return _ADJUDICATED[max(paid or standing, key=_moment).kind]


def _not_taken_back(adjudications: Collection[Fact]) -> list[Fact]:
    """The adjudications that no reversal cancels: a reversal takes back one of its own amount."""
    reversals = Counter(
        (-p.charge, -p.paid)
        for fact in adjudications
        if fact.kind is FactKind.REVERSED and (p := fact.statement.payment) is not None
    )
    standing = []
    for fact in sorted(adjudications, key=_moment):
        payment = fact.statement.payment
        if fact.kind is FactKind.REVERSED or payment is None:
            continue
        amounts = (payment.charge, payment.paid)
        if reversals[amounts]:
            reversals[amounts] -= 1
        else:
            standing.append(fact)
    return standing


def _weight(fact: Fact) -> tuple[int, date, int, str]:
    stage, severity = _STAGE_AND_SEVERITY[fact.kind]
    return stage, fact.statement.effective_on or date.min, severity, fact.fact_id


def _moment(fact: Fact) -> tuple[date, int, str]:
    return fact.statement.effective_on or date.min, fact.statement.position, fact.fact_id


def _decided_status(claims_by_status: Mapping[ClaimStatus, int]) -> BatchStatus | None:
    present = {status for status, count in claims_by_status.items() if count}
    if not present or present & _OPEN:
        return None
    if present <= _REJECTED:
        return BatchStatus.REJECTED
    return BatchStatus.PARTIALLY_ACCEPTED if present & _REJECTED else BatchStatus.ACCEPTED


def _undecided_status(states: set[TransmissionState]) -> BatchStatus:
    if states & {TransmissionState.PLANNED, TransmissionState.STAGED}:
        return BatchStatus.AWAITING_TRANSMISSION
    if states & {TransmissionState.SENT, TransmissionState.UNCERTAIN}:
        return BatchStatus.AWAITING
    return BatchStatus.ACKNOWLEDGED
