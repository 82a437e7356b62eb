"""An 835 as text that a biller can post from, in the columns of clearinghouses' own."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.x12.remittance import Remittance
from chalicelib.x12.text.claim_payment import claim_payment_lines
from chalicelib.x12.text.columns import day, money, row
from chalicelib.x12.text.summaries import summary_lines
from chalicelib.x12.text.totals import totals_lines
from chalicelib.x12.text.words import METHODS, PROVIDER_REASONS, REVERSAL, described

_SHORT_RULE, _RULE = "=" * 50, "=" * 152
_ADJUSTMENTS_HEADER = row(
    (0, "Adjustment Date"),
    (17, "Provider ID"),
    (30, "Reference ID"),
    (81, "Adjustment Amt"),
    (97, "Reason"),
)
_CHECKS_HEADER = row(
    (0, "Check#"),
    (31, "Amount"),
    (47, "# Claims"),
    (62, "NPI or Tax ID"),
    (86, "Payee"),
    (116, "Date"),
    (128, "Method"),
)


def remittance_text(remittances: Sequence[Remittance]) -> str:
    """All payments of one 835 file: what was withheld, checks, claims, totals of every check.

    Every payment, charge, adjustment and stated amount of the 835 occurs. What was withheld from
    a payment (PLB) stands with the sign that it has on the check, so that columns add up. The same
    remittances always give the same text. It holds patients' data.
    """
    return "".join(f"{line}\n" for line in _lines(remittances))


def _lines(remittances: Sequence[Remittance]) -> Iterator[str]:
    yield from (_SHORT_RULE, "------- HEALTH CARE CLAIM PAYMENT/ADVICE -------", _SHORT_RULE, "")
    yield from _provider_adjustments(remittances)
    yield from _table(_CHECKS_HEADER, map(_check, remittances))
    for remittance in remittances:
        taken_back = _taken_back(remittance)
        yield from summary_lines(remittance)
        for claim in remittance.claims:
            yield from claim_payment_lines(remittance, claim, taken_back)
        yield from totals_lines(remittance)
    yield "What a code says in full: https://x12.org/codes"


def _taken_back(remittance: Remittance) -> frozenset[str]:
    """The patient control numbers of the reversals in this payment."""
    reversals = (claim for claim in remittance.claims if claim.status_code == REVERSAL)
    return frozenset(claim.patient_control_number for claim in reversals)


def _provider_adjustments(remittances: Iterable[Remittance]) -> Iterator[str]:
    rows = [
        row(
            (0, day(remittance.paid_on)),
            (17, each.provider_id),
            (30, each.reference or ""),
            (81, money(-each.amount)),
            (97, described(each.reason_code, PROVIDER_REASONS)),
        )
        for remittance in remittances
        for each in remittance.provider_adjustments
    ]
    if rows:
        yield from _table(_ADJUSTMENTS_HEADER, rows)


def _table(header: str, rows: Iterable[str]) -> Iterator[str]:
    yield from (_RULE, header, _RULE, *rows, _RULE, "")


def _check(remittance: Remittance) -> str:
    return row(
        (0, remittance.trace_number),
        (31, money(remittance.amount)),
        (47, str(len(remittance.claims))),
        (62, remittance.payee_npi or remittance.payee_tax_id or ""),
        (86, remittance.payee_name),
        (116, day(remittance.paid_on)),
        (128, METHODS.get(remittance.method, remittance.method)),
    )
