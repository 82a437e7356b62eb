"""Tell which claims an answer can't mean, whatever number they carry.

Why these grounds and no others: docs/adr/0013-claims-that-cannot-be-meant.md.
"""

from collections.abc import Iterable

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import FactKind, Statement
from chalicelib.domain.identifiers import ClaimId
from chalicelib.domain.status import ClaimStatus
from chalicelib.services.tie.claim_directory import ClaimDirectory

_BY_PAYER = frozenset(
    {
        FactKind.ACCEPTED_BY_PAYER,
        FactKind.REJECTED_BY_PAYER,
        FactKind.PAID,
        FactKind.PARTIALLY_PAID,
        FactKind.DENIED,
        FactKind.REVERSED,
    }
)


def that_can_be_meant(
    directory: ClaimDirectory, statement: Statement, claims: Iterable[ClaimId]
) -> list[ClaimId]:
    """The claims with the charge and day that the answer names, which its speaker has seen."""
    return [
        each
        for each in claims
        if _agrees(statement, directory.claim(each)) and _was_seen(directory, statement, each)
    ]


def _agrees(statement: Statement, claim: Claim) -> bool:
    """What the answer or the claim does not tell speaks against nothing."""
    same_charge = statement.charge is None or statement.charge == claim.charge
    return same_charge and _served(statement, claim)


def _served(statement: Statement, claim: Claim) -> bool:
    day, first = statement.service_on, claim.service_from
    if day is None or first is None:
        return True
    return first <= day <= (claim.service_to or first)


def _was_seen(directory: ClaimDirectory, statement: Statement, claim: ClaimId) -> bool:
    """A payer has never seen what the clearinghouse rejected."""
    if statement.kind not in _BY_PAYER:
        return True
    return directory.status(claim) is not ClaimStatus.REJECTED_BY_CLEARINGHOUSE
