"""Per payer and month: what came, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chalicelib.domain.completeness.gap import Explanation, Gap, GapKind, gap_id, month_of
from chalicelib.domain.completeness.rhythm import silences
from chalicelib.domain.identifiers import AccountId, ClaimId


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """One remittance; `day` is when it was paid, or else when it came. `file` names its 835."""

    payer_id: str
    payer_name: str
    day: date
    file: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """A claim that its payer accepted on `since`, whose 835 should have come by now."""

    payer_id: str
    claim_id: ClaimId
    since: date


@dataclass(frozen=True, slots=True)
class PayerMonth:
    payer_id: str
    payer_name: str
    month: str
    files: int = 0
    payments: int = 0
    total: Decimal = Decimal(0)
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that is known of an account by the day `until`. `left` are payers that pay elsewhere
    since that day: nothing is expected of them any more."""

    account_id: AccountId
    until: date
    received: tuple[PaymentReceived, ...]
    due: tuple[PaymentDue, ...] = ()
    left: Mapping[str, date] | None = None
    explained: Mapping[str, Explanation] | None = None


def payer_months(ledger: Ledger) -> tuple[PayerMonth, ...]:
    """By month, then by payer: every month in which something came or is missing."""
    names = {each.payer_id: each.payer_name for each in sorted(ledger.received, key=_place)}
    found: dict[tuple[str, str], PayerMonth] = {
        key: _sum(names[key[1]], key, some) for key, some in _by_month(ledger.received).items()
    }
    for gap in gaps(ledger):
        key = gap.month, gap.payer_id
        present = found.get(key, PayerMonth(gap.payer_id, names.get(gap.payer_id, ""), gap.month))
        found[key] = replace(present, gaps=(*present.gaps, gap))
    return tuple(found[key] for key in sorted(found))


def gaps(ledger: Ledger) -> tuple[Gap, ...]:
    """Those that somebody explained, too."""
    explained = ledger.explained or {}
    found = (*_silent(ledger), *_unpaid(ledger))
    return tuple(replace(each, explanation=explained.get(each.gap_id)) for each in found)


def _silent(ledger: Ledger) -> Iterator[Gap]:
    days: dict[str, set[date]] = defaultdict(set)
    for each in ledger.received:
        days[each.payer_id].add(each.day)
    for payer_id in sorted(days):
        until = min(ledger.until, (ledger.left or {}).get(payer_id, ledger.until))
        for silence in silences(days[payer_id], until):
            since = silence.last_heard
            yield Gap(
                gap_id(ledger.account_id, GapKind.SILENCE, payer_id, since.isoformat()),
                GapKind.SILENCE,
                payer_id,
                month_of(silence.expected_on),
                since,
                silence.until,
            )


def _unpaid(ledger: Ledger) -> Iterator[Gap]:
    by_month: dict[tuple[str, str], list[PaymentDue]] = defaultdict(list)
    for each in ledger.due:
        by_month[month_of(each.since), each.payer_id].append(each)
    for (month, payer_id), some in sorted(by_month.items()):
        yield Gap(
            gap_id(ledger.account_id, GapKind.UNPAID, payer_id, month),
            GapKind.UNPAID,
            payer_id,
            month,
            min(each.since for each in some),
            ledger.until,
            len({each.claim_id for each in some}),
        )


def _by_month(
    received: Iterable[PaymentReceived],
) -> dict[tuple[str, str], list[PaymentReceived]]:
    by_month: dict[tuple[str, str], list[PaymentReceived]] = defaultdict(list)
    for each in received:
        by_month[month_of(each.day), each.payer_id].append(each)
    return by_month


def _sum(name: str, key: tuple[str, str], received: list[PaymentReceived]) -> PayerMonth:
    month, payer_id = key
    return PayerMonth(
        payer_id,
        name,
        month,
        files=len({each.file for each in received}),
        payments=len(received),
        total=sum((each.amount for each in received), Decimal(0)),
    )


def _place(received: PaymentReceived) -> tuple[date, str, str]:
    return received.day, received.file, received.payer_name
