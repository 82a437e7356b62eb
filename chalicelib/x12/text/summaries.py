"""What a payer adds up for a provider, and other amounts beside a payment, as text."""

from collections.abc import Iterable, Iterator

from chalicelib.x12.remittance import Remittance, SupplementalAmount
from chalicelib.x12.text.columns import day, money, row
from chalicelib.x12.text.words import AMOUNTS

_RULE = "-" * 152
_HEADER = row(
    (0, "Check#"),
    (31, "Provider Summary"),
    (50, "Facility"),
    (62, "Fiscal Period"),
    (78, "# Claims"),
)
_DETAILS_AT = 50


def summary_lines(remittance: Remittance) -> Iterator[str]:
    """A block for each group of claims of which the payer states sums (TS3, TS2)."""
    for summary in remittance.summaries:
        yield from (_RULE, _HEADER)
        yield row(
            (0, remittance.trace_number),
            (31, summary.provider_id),
            (50, summary.facility_code),
            (62, day(summary.fiscal_period)),
            (78, "" if summary.claims is None else str(summary.claims)),
        )
        yield from (row((_DETAILS_AT, line)) for line in stated(summary.amounts))


def stated(amounts: Iterable[SupplementalAmount]) -> Iterator[str]:
    """Each amount behind its name, the code where it has none."""
    for each in amounts:
        yield f"{AMOUNTS.get(each.code, each.code) + ':':<27} {money(each.amount)}"
