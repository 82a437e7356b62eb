"""Rejections in a 277CA that stand above the claims and list none of them."""

from collections.abc import Iterator, Sequence

from chalicelib.interpret.claim_status_categories import Meaning, meaning_of
from chalicelib.x12.claim_ack_277ca import ClaimAcknowledgment, ProviderStatus, Status

BatchRejection = tuple[str, tuple[Status, ...]]
"""BHT03 of the rejected batch, and the reasons."""


def rejected_batches(sets: Sequence[ClaimAcknowledgment]) -> tuple[BatchRejection, ...]:
    """The rejected batches, when the file speaks of nothing else; else none.

    A batch is one transaction set of ours. Only when every one that the file names is rejected
    without a claim being listed can the rejection be taken for that of our whole file.
    """
    rejected = tuple(rejection for each in sets for rejection in _rejected(each))
    return rejected if len(rejected) == sum(len(each.batches) for each in sets) else ()


def has_unlisted_rejections(sets: Sequence[ClaimAcknowledgment]) -> bool:
    """Whether claims are rejected that are not listed."""
    return any(any(_rejected(each)) or any(_unlisted(each)) for each in sets)


def _rejected(acknowledgment: ClaimAcknowledgment) -> Iterator[BatchRejection]:
    """By loop 2200B, or by loop 2200C of each of the batch's providers."""
    listed = {claim.batch_trace for claim in acknowledgment.claims}
    for batch in acknowledgment.batches:
        if batch.trace in listed:
            continue
        providers = [each for each in acknowledgment.providers if each.batch_trace == batch.trace]
        if meaning_of(batch.statuses) is Meaning.REJECTED:
            yield batch.trace, batch.statuses
        elif providers and all(map(_rejects, providers)):
            yield batch.trace, tuple(status for each in providers for status in each.statuses)


def _unlisted(acknowledgment: ClaimAcknowledgment) -> Iterator[ProviderStatus]:
    """The rejected providers of which no claim is listed."""
    listed = {(claim.batch_trace, claim.provider_id) for claim in acknowledgment.claims}
    for each in acknowledgment.providers:
        if _rejects(each) and (each.batch_trace, each.provider_id) not in listed:
            yield each


def _rejects(provider: ProviderStatus) -> bool:
    return meaning_of(provider.statuses) is Meaning.REJECTED
