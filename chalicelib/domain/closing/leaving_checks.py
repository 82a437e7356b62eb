"""What is taken along, where the payers go, and that the door is shut."""

from collections.abc import Callable
from datetime import date

from chalicelib.domain.closing.check import Check, blocks, holds, none_of
from chalicelib.domain.closing.items import EXPORT_ITEMS, ExportKind, Item
from chalicelib.domain.closing.survey import Survey


def export_of(kind: ExportKind) -> Callable[[Survey], Check]:
    item = EXPORT_ITEMS[kind]

    def check(survey: Survey) -> Check:
        files = [each for each in survey.records.exports if each.kind is kind]
        if not files:
            return blocks(item, "Nothing was uploaded.")
        size, rows = sum(each.size for each in files), sum(each.rows or 0 for each in files)
        return holds(item, f"{len(files)} files, {size} bytes, {rows} rows.", len(files))

    return check


def enrolments_elsewhere(survey: Survey) -> Check:
    today, enrolled = survey.now.date(), survey.records.enrolled_from()
    active = survey.claims.payers | survey.answers.payers
    left = [payer for payer in active if enrolled.get(payer, date.max) > today]
    what = "payers not enrolled elsewhere"
    unread = survey.claims.unread_payers
    return none_of(Item.ENROLMENTS_ELSEWHERE, left, what, len(active), unread)


def statement_balanced(survey: Survey) -> Check:
    statement, item = survey.statement, Item.STATEMENT_BALANCED
    if statement is None:
        return blocks(item, "No statement was drawn yet.")
    if statement.imbalance_count:
        words, count = "The last statement does not balance.", statement.imbalance_count
        return blocks(item, words, (statement.statement_id,), count)
    came = (survey.claims.last_received_at, survey.answers.last_at)
    if any(at is not None and statement.counted_until <= at for at in came):
        return blocks(item, "Something has come since the last statement was drawn.")
    return holds(item, f"{statement.statement_id} balances.")


def credentials_revoked(survey: Survey) -> Check:
    item = Item.CREDENTIALS_REVOKED
    if survey.has_password:
        return blocks(item, "The password is still in our store.")
    return holds(item, "There is no password in our store.")


def nothing_undecided(survey: Survey) -> Check:
    what = "answers that nobody has decided about"
    return none_of(Item.NOTHING_UNDECIDED, survey.answers.undecided, what, 0)
