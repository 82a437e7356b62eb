"""Find the one claim that a statement is about, or say why there is none.

The order of the ways, and why it is this one: docs/adr/0007-tie-order.md and 0013.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import ClaimReference, Statement, TiedBy
from chalicelib.domain.identifiers import ClaimId, TransmissionId
from chalicelib.domain.worklist import WorkReason
from chalicelib.services.claim_directory import ClaimDirectory
from chalicelib.services.find_transmission import is_in_our_words
from chalicelib.services.rule_out_claims import that_can_be_meant

MOST_CANDIDATES = 5
_SHORTEST_PART = 4
"""Fewer characters of a claim's number say nothing."""


@dataclass(frozen=True, slots=True)
class Tie:
    subject: ClaimId | TransmissionId
    tied_by: TiedBy


@dataclass(frozen=True, slots=True)
class NoTie:
    """`candidates` are proposals for a person, the likeliest first."""

    reason: WorkReason
    candidates: tuple[ClaimId, ...] = ()


def tie_claim(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference
) -> Tie | NoTie:
    """By file and CLM01, else by CLM01 and day of service, else by CLM01 alone, else by the payer's
    own number of the claim."""
    if about.transmission is not None:
        found = directory.transmission(about.transmission)
        if found is not None:
            claims = directory.with_number_in(found.identifier, about.patient_control_number)
            return _decide(directory, statement, claims, TiedBy.FILE_AND_NUMBER)
        if is_in_our_words(about.transmission):
            return NoTie(WorkReason.UNKNOWN_TRANSMISSION)
    return _by_day(directory, statement, about) or _by_number(directory, statement, about)


def _by_day(directory: ClaimDirectory, statement: Statement, about: ClaimReference) -> Tie | None:
    """The one claim with this CLM01 and day of service, when nothing speaks against it."""
    if statement.service_on is None:
        return None
    claims = directory.with_number_on(about.patient_control_number, statement.service_on)
    fitting, _ = _without_doubtful(directory, statement, about, claims)
    if len(fitting) != 1 or not that_can_be_meant(directory, statement, fitting):
        return None
    return Tie(fitting[0], TiedBy.NUMBER_AND_DAY)


def _by_number(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference
) -> Tie | NoTie:
    claims = directory.with_number(about.patient_control_number)
    fitting, doubt = _without_doubtful(directory, statement, about, claims)
    if claims and not fitting:
        return NoTie(doubt, _likeliest(directory, statement, claims))
    tied_by = TiedBy.UNIQUE_NUMBER if fitting == claims else TiedBy.ELIMINATION
    return _decide(directory, statement, fitting, tied_by)


def _decide(
    directory: ClaimDirectory, statement: Statement, claims: list[ClaimId], tied_by: TiedBy
) -> Tie | NoTie:
    if len(claims) == 1:
        return Tie(claims[0], tied_by)
    if not claims:
        return _by_part_of_number(directory, statement)
    known_to_payer = _with_payer_number(directory, statement, claims)
    if len(known_to_payer) == 1:
        return Tie(known_to_payer[0], TiedBy.PAYER_CONTROL_NUMBER)
    possible = that_can_be_meant(directory, statement, claims)
    if len(possible) == 1:
        return Tie(possible[0], TiedBy.ELIMINATION)
    return NoTie(WorkReason.AMBIGUOUS_CLAIM, _likeliest(directory, statement, possible or claims))


def _by_part_of_number(directory: ClaimDirectory, statement: Statement) -> Tie | NoTie:
    """Payers cut and pad CLM01: then their own number must confirm which claim it was."""
    if not isinstance(statement.about, ClaimReference) or statement.service_on is None:
        return NoTie(WorkReason.UNKNOWN_CLAIM)
    served = directory.served_on(statement.service_on)
    number = statement.about.patient_control_number
    alike = [each.claim_id for each in served if is_part(number, each.patient_control_number)]
    confirmed = _with_payer_number(directory, statement, alike)
    if len(confirmed) == 1:
        return Tie(confirmed[0], TiedBy.PAYER_CONTROL_NUMBER)
    same_charge = [each.claim_id for each in served if each.charge == statement.charge]
    proposals = tuple(dict.fromkeys((*alike, *same_charge)))[:MOST_CANDIDATES]
    return NoTie(WorkReason.UNKNOWN_CLAIM, proposals)


def is_part(told: str, ours: str) -> bool:
    """Whether a CLM01 as it was told is ours cut short, or padded with blanks or zeros."""
    told, ours = (text.strip().lstrip("0").upper() for text in (told, ours))
    shorter, longer = sorted((told, ours), key=len)
    return len(shorter) >= _SHORTEST_PART and (
        longer.startswith(shorter) or longer.endswith(shorter)
    )


def _with_payer_number(
    directory: ClaimDirectory, statement: Statement, claims: Iterable[ClaimId]
) -> list[ClaimId]:
    number = statement.payer_claim_control_number
    return [each for each in claims if number and number in directory.payer_numbers(each)]


def _without_doubtful(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference, claims: list[ClaimId]
) -> tuple[list[ClaimId], WorkReason]:
    """The claims that nothing in the answer speaks against, and what spoke against the others."""
    doubts = {each: _doubt(directory, statement, about, each) for each in claims}
    fitting = [each for each, doubt in doubts.items() if doubt is None]
    reasons = (doubt for doubt in doubts.values() if doubt is not None)
    return fitting, next(reasons, WorkReason.UNKNOWN_CLAIM)


def _doubt(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference, claim_id: ClaimId
) -> WorkReason | None:
    """CLM01 alone is weak: short numbers are used by many.

    So a claim is not meant when the answer is for another practice of the account, or when both
    the provider and the charge that it names are other than the claim's.
    """
    named = {_plain(each) for each in about.providers}
    if not named:
        return None
    claim = directory.claim(claim_id)
    if named & _providers_of(directory, claim):
        return None
    others = (each for each in directory.practices() if each.practice_id != claim.practice_id)
    if any(named & {*each.npis, _plain(each.tax_id)} for each in others):
        return WorkReason.CLAIM_OF_ANOTHER_PRACTICE
    if statement.charge is not None and statement.charge != claim.charge:
        return WorkReason.CLAIM_OF_ANOTHER_PROVIDER
    return None


def _providers_of(directory: ClaimDirectory, claim: Claim) -> set[str]:
    practice = directory.practice(claim.practice_id)
    own = (claim.billing_npi, claim.billing_tax_id, claim.rendering_npi)
    return {_plain(each) for each in (*own, *practice.npis, practice.tax_id) if each}


def _plain(provider: str) -> str:
    return provider.replace("-", "")


def _likeliest(
    directory: ClaimDirectory, statement: Statement, claims: list[ClaimId]
) -> tuple[ClaimId, ...]:
    def misfits(claim_id: ClaimId) -> int:
        claim = directory.claim(claim_id)
        same_charge = statement.charge == claim.charge
        return 2 - same_charge - (statement.service_on == claim.service_from)

    return tuple(sorted(claims, key=misfits)[:MOST_CANDIDATES])
