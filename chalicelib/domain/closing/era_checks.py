"""The 835s: archived, verified, readable, complete, and no more of them coming."""

from datetime import timedelta

from chalicelib.domain.closing.check import Check, blocks, holds, none_of
from chalicelib.domain.closing.items import Item
from chalicelib.domain.closing.survey import Survey


def era_archived(survey: Survey) -> Check:
    answers, what = survey.answers, "835s or months not archived with a manifest"
    return none_of(Item.ERA_ARCHIVED, answers.unarchived, what, answers.eras)


def manifests_lost(months: tuple[str, ...]) -> Check:
    """Of a certificate that was to name them."""
    words = f"{len(months)} months whose manifest can't be read, or is not what was written."
    return blocks(Item.ERA_ARCHIVED, f"{words} Restore it.", months, len(months))


def era_verified(survey: Survey) -> Check:
    drill, item, answers = survey.drill, Item.ERA_VERIFIED, survey.answers
    if drill is None:
        return blocks(item, "No drill of the whole archive has ended yet.")
    came = (answers.last_at, answers.last_archived_at, survey.claims.last_received_at)
    if any(at is not None and drill.began_at <= at for at in came):
        words = "Files have come or were archived since the last drill of the whole archive began."
        return blocks(item, words)
    if drill.failed:
        named = [each.subject for each in drill.failures]
        return blocks(item, f"{drill.failed} objects did not pass.", named, drill.failed)
    if drill.cold:
        words = f"{drill.cold} objects lie in Deep Archive, and could not be read."
        return blocks(item, words, (), drill.cold)
    return holds(item, f"{drill.drill_id} has passed.", drill.checked)


def era_both_forms(survey: Survey) -> Check:
    answers, what = survey.answers, "835s of which only one form is there"
    return none_of(Item.ERA_BOTH_FORMS, answers.one_form, what, answers.eras)


def era_complete(survey: Survey) -> Check:
    left = [gap.gap_id for gap in survey.gaps if not gap.is_explained]
    what = "gaps without an explanation"
    return none_of(Item.ERA_COMPLETE, left, what, len(survey.gaps), survey.unread)


def era_route_quiet(survey: Survey) -> Check:
    """Silence counts only where somebody went and looked."""
    item, days = Item.ERA_ROUTE_QUIET, survey.closure.quiet_days
    since = max(filter(None, (survey.closure.begun_at, survey.answers.last_era_at)))
    seen = survey.last_good_visit_at
    if seen is None or seen - since < timedelta(days=days):
        words = f"Visits have not seen {days} days without an 835 since {since:%Y-%m-%d}."
        return blocks(item, words)
    return holds(item, f"No 835 has come since {since:%Y-%m-%d}.")
