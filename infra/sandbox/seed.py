"""What the sandbox begins with: one practice, one account, one API key, four people."""

from dataclasses import dataclass

from chalicelib.domain.access.role import Role
from chalicelib.domain.account import AccountMode
from chalicelib.domain.identifiers import PracticeId
from chalicelib.services.onboard import Login, Onboard
from infra.samples.parties import SAMPLE_PRACTICE


@dataclass(frozen=True, slots=True)
class Seeded:
    practice_id: str
    account_id: str
    api_key: str


def seed(onboard: Onboard, login: Login, mode: AccountMode) -> Seeded:
    practice = onboard.practice(
        SAMPLE_PRACTICE.name, SAMPLE_PRACTICE.tax_id, (SAMPLE_PRACTICE.npi,)
    )
    account = onboard.account(
        (practice.practice_id,), "office_ally", mode, SAMPLE_PRACTICE.tax_id, login
    )
    key = onboard.api_key((practice.practice_id,), mode)
    return Seeded(practice.practice_id, account.account_id, key)


def seed_people(onboard: Onboard, practice_id: PracticeId) -> None:
    """One user for each role, whose subject is called like it: the sandbox's issuer gives a token
    to who asks for /tokens/biller, and so on."""
    for role in Role:
        onboard.user(role, f"Sample {role}", role, (practice_id,))
