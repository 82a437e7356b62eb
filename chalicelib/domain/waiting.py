"""What a file or a claim waits for, and since when: a pure function of ledger and facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from chalicelib.domain.deadlines import Stage, Wait
from chalicelib.domain.fact import Fact, FactKind
from chalicelib.domain.fold import claim_status
from chalicelib.domain.life import current_life
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.transmission import UNANSWERED, WAITING, Transmission, TransmissionState

_BEGINS = {
    ClaimStatus.PENDED: (Stage.PEND, FactKind.PENDED),
    ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE: (
        Stage.PAYER_ANSWER,
        FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    ),
    ClaimStatus.ACCEPTED_BY_PAYER: (Stage.REMITTANCE, FactKind.ACCEPTED_BY_PAYER),
}
"""Which fact opened the wait of a claim in that status."""


def file_wait(transmission: Transmission) -> Wait | None:
    """What the file as a whole waits for; None once the clearinghouse has spoken of it."""
    if transmission.state in WAITING:
        return Wait(Stage.SENDING, transmission.received_at)
    if transmission.state in UNANSWERED:
        return Wait(Stage.ACKNOWLEDGMENT, transmission.sent_at or transmission.planned_at)
    return None


def has_open_claims(transmission: Transmission) -> bool:
    """Whether the clearinghouse read the file, so that each claim goes its own way."""
    return transmission.state is TransmissionState.ACKNOWLEDGED


def claim_wait(facts: Collection[Fact], sent_at: datetime, payer_id: str | None) -> Wait | None:
    """What one claim waits for by its facts; None when nothing more is expected."""
    status = claim_status(facts)
    if status is ClaimStatus.AWAITING:
        return Wait(Stage.CLAIM_VERDICT, sent_at, 1)
    if status not in _BEGINS:
        return None
    stage, opening = _BEGINS[status]
    opened = [fact.observed_at for fact in current_life(facts) if fact.kind is opening]
    return Wait(stage, min(opened, default=sent_at), 1, payer_id if stage.is_payers else None)


def gather(waits: Iterable[Wait | None]) -> tuple[Wait, ...]:
    """The waits of single claims, one for each stage and payer, in the order of the way."""
    alike: dict[tuple[Stage, str | None], list[Wait]] = defaultdict(list)
    for wait in waits:
        if wait is not None:
            alike[wait.stage, wait.payer_id].append(wait)
    gathered = (
        Wait(stage, min(w.since for w in some), sum(w.claims for w in some), payer_id)
        for (stage, payer_id), some in alike.items()
    )
    order = list(Stage)
    return tuple(sorted(gathered, key=lambda w: (order.index(w.stage), w.since, w.payer_id or "")))
