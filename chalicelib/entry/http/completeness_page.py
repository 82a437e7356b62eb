"""Which 835s came and which are missing, as a table and as a page to read."""

import csv
from html import escape
from io import StringIO

from chalicelib.domain.completeness.board import PayerMonth
from chalicelib.domain.completeness.gap import Gap, GapKind
from chalicelib.domain.csv_cells import plain
from chalicelib.entry.http.openapi.frame import html_page
from chalicelib.services.completeness.show_completeness import CompletenessView

_COLUMNS = ("month", "payer_id", "payer_name", "files", "payments", "total", "gaps", "unexplained")


def completeness_table(view: CompletenessView) -> str:
    """CSV, a line for each payer and month."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for month in view.months:
        gaps = "; ".join(_words(gap) for gap in month.gaps)
        cells = (
            *(plain(each) for each in (month.month, month.payer_id, month.payer_name)),
            *(month.files, month.payments, month.total),
            plain(gaps),
            sum(not gap.is_explained for gap in month.gaps),
        )
        writer.writerow(cells)
    return text.getvalue()


def completeness_page(view: CompletenessView) -> str:
    """One self-contained HTML page without any patient's data."""
    head = "".join(
        f"<th>{name}</th>" for name in ("Month", "Payer", "Files", "Payments", "Total", "Missing")
    )
    rows = "".join(map(_row, view.months))
    known = f"Known up to {view.known_until:%Y-%m-%d}. {view.unexplained} gaps are not explained."
    if view.unread_claims:
        known += f" {view.unread_claims} open claims were not looked at."
    return html_page(
        f"ERA completeness of {view.account.account_id}",
        f"<p>{known}</p><table><tr>{head}</tr>{rows}</table>",
    )


def _row(month: PayerMonth) -> str:
    payer = f"{month.payer_name} ({month.payer_id})" if month.payer_name else month.payer_id
    gaps = "<br>".join(escape(_words(gap)) for gap in month.gaps)
    cells = (
        month.month,
        escape(payer),
        str(month.files),
        str(month.payments),
        str(month.total),
        gaps,
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _words(gap: Gap) -> str:
    if gap.kind is GapKind.SILENCE:
        words = f"no payment from {gap.since} to {gap.until}"
    else:
        words = f"{gap.claims} claims accepted since {gap.since} without an 835"
    if gap.explanation is None:
        return words
    state = "explained" if gap.is_explained else "explained for fewer claims"
    return f"{words} ({state}: {gap.explanation.reason})"
