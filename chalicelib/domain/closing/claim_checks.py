"""What was handed in: sent, answered, come to its end or handed over."""

from collections.abc import Callable

from chalicelib.domain.closing.check import Check, blocks, holds, none_of
from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.survey import Survey


def no_batch_awaiting(survey: Survey) -> Check:
    claims = survey.claims
    what = "batches on their way"
    return none_of(Item.NO_BATCH_AWAITING, claims.awaiting, what, claims.batches)


def no_uncertain_send(survey: Survey) -> Check:
    claims = survey.claims
    what = "files that may have been sent"
    return none_of(Item.NO_UNCERTAIN_SEND, claims.uncertain, what, claims.batches)


def claims_settled(survey: Survey) -> Check:
    claims = survey.claims
    handed_over = {str(each.claim_id) for each in survey.records.handovers}
    left = [claim for claim in claims.open_claims if claim not in handed_over]
    what = "claims neither settled nor handed over"
    return none_of(Item.CLAIMS_SETTLED, left, what, claims.claims, claims.unread)


def document_of(item: Item) -> Callable[[Survey], Check]:
    """A document that was written before the last hand-over is an old one."""

    def check(survey: Survey) -> Check:
        document = next(each for each in survey.documents if each.item is item)
        if document.sha256 in survey.archived:
            return holds(item, "It lies in the archive, as things stand.", document.claims)
        return blocks(item, "It was not written since the last claim was handed over.")

    return check
