"""Doubt a claim that an answer seems to mean, by the provider that the answer names."""

from chalicelib.domain.claim import Claim
from chalicelib.domain.fact import ClaimReference, Statement
from chalicelib.domain.identifiers import ClaimId
from chalicelib.domain.worklist import WorkReason
from chalicelib.services.tie.claim_directory import ClaimDirectory


def is_of_named_provider(
    directory: ClaimDirectory, about: ClaimReference, claim_id: ClaimId
) -> bool:
    """Whether the answer names one of the claim's providers, or its practice."""
    return bool(_named(about) & _providers_of(directory, directory.claim(claim_id)))


def without_doubtful(
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
    named = _named(about)
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


def _named(about: ClaimReference) -> set[str]:
    return {_plain(each) for each in about.providers}


def _plain(provider: str) -> str:
    return provider.replace("-", "")
