"""277CA: a verdict on each claim, of the clearinghouse itself or of a payer."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chalicelib.clearinghouses.reading import Reading, Source, UnreadableResponseError
from chalicelib.clearinghouses.response_name import AnswerStage
from chalicelib.domain.fact import ClaimReference, FactKind, Statement, TransmissionReference
from chalicelib.interpret.batch_rejections import has_unlisted_rejections, rejected_batches
from chalicelib.interpret.claim_status_categories import Meaning, codes_of, meaning_of
from chalicelib.x12.claim_ack_277ca import (
    ClaimAcknowledgment,
    ClaimStatus,
    Status,
    read_claim_acknowledgments,
)

_KINDS = {
    (AnswerStage.CLEARINGHOUSE, Meaning.ACCEPTED): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (AnswerStage.CLEARINGHOUSE, Meaning.FORWARDED): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (AnswerStage.CLEARINGHOUSE, Meaning.REJECTED): FactKind.REJECTED_BY_CLEARINGHOUSE,
    (AnswerStage.CLEARINGHOUSE, Meaning.PENDED): FactKind.PENDED,
    (AnswerStage.PAYER, Meaning.ACCEPTED): FactKind.ACCEPTED_BY_PAYER,
    (AnswerStage.PAYER, Meaning.FORWARDED): FactKind.ACCEPTED_BY_CLEARINGHOUSE,
    (AnswerStage.PAYER, Meaning.REJECTED): FactKind.REJECTED_BY_PAYER,
    (AnswerStage.PAYER, Meaning.PENDED): FactKind.PENDED,
}
"""A payer that only passed the claim on has not accepted it."""

_PAYER_ENTITY = "PR"


def read_claim_ack_277ca(source: Source) -> Reading:
    """One statement per claim, or about the whole file when it is rejected without naming claims.

    A claim's place is the number of its TRN segment. Batches have no segment number: they are
    counted below zero. `not_understood` has 0 when claims are rejected and nobody can tell which.
    """
    sets = read_claim_acknowledgments(source.content)
    if not sets:
        raise UnreadableResponseError("The file holds no 277CA.")
    claims = [
        (claim.segment_number, _about_claim(source, each, claim))
        for each in sets
        for claim in each.claims
    ]
    whole = tuple(_about_whole_file(source, sets))
    unknown = [number for number, statement in claims if statement is None]
    if has_unlisted_rejections(sets) and not whole:
        unknown.insert(0, 0)
    stated = (statement for _, statement in claims if statement is not None)
    return Reading(statements=(*whole, *stated), not_understood=tuple(unknown))


def _about_claim(
    source: Source, acknowledgment: ClaimAcknowledgment, claim: ClaimStatus
) -> Statement | None:
    lines = (status for line in claim.lines for status in line.statuses)
    statuses = (*claim.statuses, *lines)
    kind = _KINDS.get((_stage(source, acknowledgment), meaning_of(statuses)))
    if kind is None or not claim.patient_control_number:
        return None
    our_file = _our_file(source, claim.batch_trace)
    return Statement(
        position=claim.segment_number,
        kind=kind,
        about=ClaimReference(
            claim.patient_control_number, our_file, tuple(filter(None, (claim.provider_id,)))
        ),
        effective_on=_latest(statuses),
        codes=codes_of(statuses),
        message="; ".join(status.text for status in statuses if status.text),
        payer_claim_control_number=claim.payer_claim_control_number,
        service_on=claim.service_from,
    )


def _about_whole_file(source: Source, sets: Sequence[ClaimAcknowledgment]) -> Iterator[Statement]:
    """Only the clearinghouse has seen the whole file; a payer speaks of its own part."""
    if any(_stage(source, each) is AnswerStage.PAYER for each in sets):
        return
    for number, (trace, statuses) in enumerate(rejected_batches(sets), start=1):
        our_file = _our_file(source, trace)
        if our_file is not None:
            yield Statement(
                position=-number,
                kind=FactKind.REJECTED_BY_CLEARINGHOUSE,
                about=our_file,
                effective_on=_latest(statuses),
                codes=codes_of(statuses),
            )


def _stage(source: Source, acknowledgment: ClaimAcknowledgment) -> AnswerStage:
    """The name tells it, else who speaks in loop 2100A."""
    by_entity = acknowledgment.source_entity == _PAYER_ENTITY
    stage = AnswerStage.PAYER if by_entity else AnswerStage.CLEARINGHOUSE
    return source.name.stage or stage


def _our_file(source: Source, batch_trace: str) -> TransmissionReference | None:
    """By the file id in the name, or by BHT03 of our 837; a payer may repeat neither."""
    file_id = source.name.file_id
    if file_id is None and not batch_trace:
        return None
    return TransmissionReference(file_id=file_id, batch_reference=batch_trace or None)


def _latest(statuses: Iterable[Status]) -> date | None:
    return max((status.date for status in statuses if status.date is not None), default=None)
