"""Find the one claim that a statement is about, or say why there is none.

The order of the ways, and why it is this one: docs/adr/0007-tie-order.md and 0013.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.fact import ClaimReference, Statement, TiedBy
from chalicelib.domain.identifiers import ClaimId, TransmissionId
from chalicelib.domain.status import ClaimStatus
from chalicelib.domain.worklist import WorkReason
from chalicelib.services.tie.claim_directory import ClaimDirectory
from chalicelib.services.tie.doubt_claims import is_of_named_provider, without_doubtful
from chalicelib.services.tie.find_transmission import is_in_our_words
from chalicelib.services.tie.rule_out_claims import that_can_be_meant

MOST_CANDIDATES = 5
_REJECTED = frozenset({ClaimStatus.REJECTED_BY_CLEARINGHOUSE, ClaimStatus.REJECTED_BY_PAYER})
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
            return _in_a_file_of_others(directory, statement, about)
    return _by_day(directory, statement, about) or _by_number(directory, statement, about)


def _in_a_file_of_others(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference
) -> Tie | NoTie:
    """A claim of ours comes back in a file that we did not send only after it was rejected:
    somebody has mended it in the clearinghouse's portal, or sent it another way."""
    fitting = _of_day_and_provider(directory, statement, about)
    if len(fitting) == 1 and directory.status(fitting[0]) in _REJECTED:
        return Tie(fitting[0], TiedBy.NUMBER_AND_DAY)
    return NoTie(WorkReason.UNKNOWN_TRANSMISSION, tuple(fitting[:MOST_CANDIDATES]))


def _of_day_and_provider(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference
) -> list[ClaimId]:
    if statement.service_on is None:
        return []
    claims = directory.with_number_on(about.patient_control_number, statement.service_on)
    return [each for each in claims if is_of_named_provider(directory, about, each)]


def _by_day(directory: ClaimDirectory, statement: Statement, about: ClaimReference) -> Tie | None:
    """The one claim with this CLM01 and day of service, when nothing speaks against it."""
    if statement.service_on is None:
        return None
    claims = directory.with_number_on(about.patient_control_number, statement.service_on)
    fitting, _ = without_doubtful(directory, statement, about, claims)
    if len(fitting) != 1 or not that_can_be_meant(directory, statement, fitting):
        return None
    return Tie(fitting[0], TiedBy.NUMBER_AND_DAY)


def _by_number(
    directory: ClaimDirectory, statement: Statement, about: ClaimReference
) -> Tie | NoTie:
    claims = directory.with_number(about.patient_control_number)
    fitting, doubt = without_doubtful(directory, statement, about, claims)
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


def _likeliest(
    directory: ClaimDirectory, statement: Statement, claims: list[ClaimId]
) -> tuple[ClaimId, ...]:
    def misfits(claim_id: ClaimId) -> int:
        claim = directory.claim(claim_id)
        same_charge = statement.charge == claim.charge
        return 2 - same_charge - (statement.service_on == claim.service_from)

    return tuple(sorted(claims, key=misfits)[:MOST_CANDIDATES])
