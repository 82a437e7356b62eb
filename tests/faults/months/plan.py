"""What a month holds before anything happens in it: all drawn from one seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from chalicelib.domain.account import Account, AccountMode, Practice
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.domain.status import ClaimStatus
from infra.samples.claim_files import ClaimKind, SampleClaim, claim_file
from infra.sandbox.clearinghouse.faults.order import FaultOrder
from infra.sandbox.clearinghouse.faults.random_faults import random_faults
from tests.builders import MORNING, PRACTICE, a_practice, an_account

End = tuple[ClaimStatus, Decimal]
NOTHING = Decimal(0)

HANDING_IN = timedelta(days=5)
DISTURBED = timedelta(days=15)
"""How long anything goes wrong; what was begun by then must come to its end without that."""

ENDS = {
    "PAY": ClaimStatus.PAID,
    "UND": ClaimStatus.PARTIALLY_PAID,
    "DED": ClaimStatus.PAID,
    "DEN": ClaimStatus.DENIED,
    "REJ": ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    "PRJ": ClaimStatus.REJECTED_BY_PAYER,
    "PND": ClaimStatus.PAID,
    "PNA": ClaimStatus.PAID,
    "PNR": ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    "FIX": ClaimStatus.PAID,
    "ACP": ClaimStatus.ACCEPTED_BY_PAYER,
    "LAT": ClaimStatus.PAID,
    "SIL": ClaimStatus.ACCEPTED_BY_CLEARINGHOUSE,
    "REV": ClaimStatus.REVERSED,
}
"""Where a claim stands in the end, by how its patient control number begins."""

ENDS_OF_FILES = {
    "SYN": ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    "BAD": ClaimStatus.REJECTED_BY_CLEARINGHOUSE,
    "MUT": ClaimStatus.AWAITING,
}
"""The same for what befalls all claims of a file."""

PAID = {**dict.fromkeys(("PAY", "PND", "PNA", "FIX", "LAT"), Decimal(105)), "UND": Decimal(65)}
"""What a claim of both LINES is paid in all; nothing where it is not named."""

NEVER_ANSWERED = "MUT"
LINES = (Decimal("100.00"), Decimal("50.00"))


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that a client hands in at an instant, and again as long as it has no receipt."""

    at: datetime
    account: Account
    source: IntakeSource
    content: bytes
    numbers: tuple[str, ...]

    @property
    def practice_id(self) -> PracticeId:
        return self.account.practice_ids[0]


@dataclass(frozen=True, slots=True)
class Plan:
    practices: tuple[Practice, ...]
    accounts: tuple[Account, ...]
    submissions: tuple[Submission, ...]
    faults: tuple[FaultOrder, ...]
    password_changes: dict[AccountId, datetime]

    @property
    def claims(self) -> dict[str, End]:
        """Every patient control number with where it must stand in the end."""
        ends = {**ENDS, **ENDS_OF_FILES}
        numbers = (number for each in self.submissions for number in each.numbers)
        return {number: (ends[number[:3]], PAID.get(number[:3], NOTHING)) for number in numbers}


def draw(seed: int) -> Plan:
    """One to three accounts of two practices, some files for them, and what goes wrong."""
    random = Random(seed)
    practices = (a_practice(), a_practice(practice_id=PracticeId("prc_second"), tax_id="112223333"))
    accounts = tuple(_accounts(random))
    users = [account.user for account in accounts]
    faults = random_faults(seed, users, MORNING, MORNING + DISTURBED, random.randint(0, 14))
    return Plan(
        practices=practices,
        accounts=accounts,
        submissions=tuple(_submissions(random, accounts)),
        faults=faults,
        password_changes={
            account.account_id: MORNING + HANDING_IN * random.random()
            for account in accounts
            if random.random() < 0.2
        },
    )


def _accounts(random: Random) -> Iterator[Account]:
    yield an_account()
    if random.random() < 0.7:
        yield an_account(account_id=AccountId("acc_live"), user="live", mode=AccountMode.LIVE)
    if random.random() < 0.5:
        second = (PracticeId("prc_second"), PRACTICE)
        yield an_account(account_id=AccountId("acc_other"), user="other", practice_ids=second)


def _submissions(random: Random, accounts: tuple[Account, ...]) -> Iterator[Submission]:
    for number in range(1, random.randint(2, 7) + 1):
        account = random.choice(accounts)
        numbers = tuple(_numbers(random, number))
        usage = "P" if account.mode is AccountMode.LIVE else "T"
        claims = [SampleClaim(each, sum(LINES, Decimal(0)), LINES) for each in numbers]
        content = claim_file(
            ClaimKind.PROFESSIONAL,
            claims,
            usage=usage,
            interchange_control_number=number,
            service_date=MORNING.date(),
        )
        for _ in range(random.choice((1, 1, 1, 2))):
            at = MORNING + HANDING_IN * random.random()
            source = random.choice((IntakeSource.API, IntakeSource.DROP_FOLDER))
            yield Submission(at, account, source, content, numbers)


def _numbers(random: Random, file: int) -> Iterator[str]:
    whole = random.choice([*ENDS_OF_FILES, None, None, None, None])
    for position in range(1, random.randint(1, 4) + 1):
        yield f"{whole or random.choice(tuple(ENDS))}{file:03d}{position:02d}"
