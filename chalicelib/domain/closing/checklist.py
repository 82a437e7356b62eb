"""Does an account hold all that it takes to be closed? A pure function of what was surveyed."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.closing import claim_checks, era_checks, leaving_checks
from chalicelib.domain.closing.check import Check, blocks, signed
from chalicelib.domain.closing.closeout import CLOSEOUT, is_too_early
from chalicelib.domain.closing.items import EXPORT_ITEMS, By, Item
from chalicelib.domain.closing.records import Signature
from chalicelib.domain.closing.survey import Survey

_CHECKS: dict[Item, Callable[[Survey], Check]] = {
    Item.NO_BATCH_AWAITING: claim_checks.no_batch_awaiting,
    Item.NO_UNCERTAIN_SEND: claim_checks.no_uncertain_send,
    Item.CLAIMS_SETTLED: claim_checks.claims_settled,
    Item.OPEN_CLAIMS_DOCUMENT: claim_checks.document_of(Item.OPEN_CLAIMS_DOCUMENT),
    Item.APPEALS_DOCUMENT: claim_checks.document_of(Item.APPEALS_DOCUMENT),
    Item.NOTHING_UNDECIDED: leaving_checks.nothing_undecided,
    Item.ERA_ARCHIVED: era_checks.era_archived,
    Item.ERA_VERIFIED: era_checks.era_verified,
    Item.ERA_BOTH_FORMS: era_checks.era_both_forms,
    Item.ERA_COMPLETE: era_checks.era_complete,
    Item.ERA_ROUTE_QUIET: era_checks.era_route_quiet,
    **{item: leaving_checks.export_of(kind) for kind, item in EXPORT_ITEMS.items()},
    Item.ENROLMENTS_ELSEWHERE: leaving_checks.enrolments_elsewhere,
    Item.STATEMENT_BALANCED: leaving_checks.statement_balanced,
    Item.CREDENTIALS_REVOKED: leaving_checks.credentials_revoked,
}


def checklist(survey: Survey) -> tuple[Check, ...]:
    """One check for each item, in the order of the list."""
    return tuple(_check(item, survey) for item in Item)


def blockers(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(check for check in checks if check.blocks)


def _check(item: Item, survey: Survey) -> Check:
    """A signature counts only where the machine can't know; what it can check it does check."""
    signature = survey.records.signature(item)
    if item.by is By.PERSON:
        return _answered_for(item, signature, survey.claims.last_sent_at)
    check = _CHECKS[item](survey)
    if check.blocks and item.by is By.EITHER and signature:
        return signed(item, signature)
    return check


def _answered_for(item: Item, signature: Signature | None, last_sent_at: datetime | None) -> Check:
    if signature is None:
        return blocks(item, "Nobody has signed it.")
    if last_sent_at is not None and is_too_early(signature, last_sent_at):
        over = last_sent_at + CLOSEOUT
        return blocks(item, f"It was signed before the sixty days are over, on {over:%Y-%m-%d}.")
    return signed(item, signature)
