"""Lives of a claim: one that was rejected and mended in the clearinghouse's own portal begins anew.

The same CLM01 then comes back under another `clearinghouse_claim_id`, and what was said of the
earlier one is history (docs/adr/0008-lives-of-a-claim.md).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from chalicelib.domain.fact import Fact

_Begin = tuple[date, int, str]
"""First day of a life, then its number: the clearinghouse counts up, so a longer one is later."""


def current_life(answers: Collection[Fact]) -> tuple[Fact, ...]:
    """The facts that speak of the claim as it now lies at the clearinghouse, in no special order.

    An answer that names no number belongs to the life that had begun by its date. Where the date
    fits two lives that is the later one: a rejection is rather shown once too long than overlooked.
    """
    lives = _lives(answers)
    if len(lives) < 2:
        return tuple(answers)
    current = max(lives.values())
    return tuple(fact for fact in answers if _life_of(fact, lives) == current)


def current_number(facts: Iterable[Fact]) -> str | None:
    """The `clearinghouse_claim_id` of the current life; None while none was told."""
    lives = _lives(facts)
    return max(lives, key=lives.__getitem__) if lives else None


def _lives(facts: Iterable[Fact]) -> dict[str, _Begin]:
    begins: dict[str, _Begin] = {}
    for fact in facts:
        number = fact.statement.clearinghouse_claim_id
        if number is not None:
            begin = _day(fact), len(number), number
            begins[number] = min(begin, begins.get(number, begin))
    return begins


def _life_of(fact: Fact, lives: Mapping[str, _Begin]) -> _Begin:
    number = fact.statement.clearinghouse_claim_id
    if number is not None:
        return lives[number]
    begun = [begin for begin in lives.values() if begin[0] <= _day(fact)]
    return max(begun, default=min(lives.values()))


def _day(fact: Fact) -> date:
    return fact.statement.effective_on or date.min
