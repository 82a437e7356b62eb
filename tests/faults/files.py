"""What the clients of the whole job hand in, and the accounts that it goes through."""

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.batch import IntakeSource
from chalicelib.domain.identifiers import AccountId
from tests.builders import ACCOUNT, an_account
from tests.functional.courier import a_claim_file
from tests.unit.interpret.x12_answers import payment_set, remittance

SECOND = AccountId("acc_second")
ACCOUNTS = (ACCOUNT, SECOND)


@dataclass(frozen=True, slots=True)
class File:
    """One file on its way in."""

    account_id: AccountId
    source: IntakeSource
    content: bytes
    refused: bool = False


FILES = (
    File(ACCOUNT, IntakeSource.API, a_claim_file("PAY00001", "DEN00002", control_number=1)),
    File(ACCOUNT, IntakeSource.DROP_FOLDER, a_claim_file("REJ00003", control_number=2)),
    File(SECOND, IntakeSource.DROP_FOLDER, a_claim_file("PAY00004", control_number=3)),
    File(SECOND, IntakeSource.API, a_claim_file("SYN00005", control_number=4)),
    File(ACCOUNT, IntakeSource.API, a_claim_file("BAD00006", control_number=5)),
    File(SECOND, IntakeSource.API, b"Dear Sir or Madam", refused=True),
    File(ACCOUNT, IntakeSource.UPLOAD, a_claim_file("PAY00007", control_number=6)),
)
"""One paid and one denied, one rejected by the clearinghouse, one whose 835 comes bare, one whose
transaction set and one whose whole file is rejected, one that is no claim file at all, and a paid
one that its client puts into a place of its own."""

ADVICE = ("advice.835", remittance(payment_set(trace="EFT77", amount="0")))
"""An 835 that was downloaded by hand and dropped for the first account: name and content."""

SENT = tuple(file for file in FILES if not file.refused)


def second_account() -> Account:
    return an_account(account_id=SECOND, user="second")
