"""What arrived at the clearinghouse in a month, held against what should have."""

from collections import Counter
from collections.abc import Iterator

from chalicelib.domain.account import AccountMode
from chalicelib.domain.transmission import TRIES_THAT_HOLD_BACK, Transmission, TransmissionState
from infra.sandbox.clearinghouse.faults.fault import Fault
from infra.sandbox.clearinghouse.ledger import Receipt
from tests.faults.months.month import Month

NO_RENAME = (Fault.RENAME_REFUSED, Fault.RENAME_UNSUPPORTED)


def claims_not_as_they_should(month: Month) -> Iterator[str]:
    """Every claim arrives once, at its own account."""
    ledger = month.server.office.ledger.receipts()
    received = Counter(
        (each.user, number) for each in ledger for number in each.patient_control_numbers
    )
    damaged = claims_damaged(month)
    submissions = month.plan.submissions
    wanted = {(each.account.user, number) for each in submissions for number in each.numbers}
    for key in sorted(wanted | received.keys()):
        if received[key] != int(key in wanted and key[1] not in damaged):
            yield f"{key[1]} was received {received[key]} times by {key[0]}"


def files_not_as_they_should(month: Month) -> Iterator[str]:
    """Every file arrives as it is archived, a test as a test, and in the order of handing in."""
    modes = {account.user: account.mode for account in month.plan.accounts}
    for receipt, row in _arrivals(month):
        if receipt.sha256 != row.content_sha256 and not _is_told_damaged(month, row):
            yield f"{receipt.submitted_name} was received as it was never sent"
        if receipt.test != (modes[receipt.user] is AccountMode.TEST):
            yield f"{receipt.submitted_name} mixes test and live"
    for user in modes:
        taken_in = [
            row.received_at
            for receipt, row in _arrivals(month)
            if receipt.user == user and not _was_set_aside(row)
        ]
        if taken_in != sorted(taken_in):
            yield f"a later file of {user} overtook an earlier one"


def claims_damaged(month: Month) -> frozenset[str]:
    """The claims of files that arrived broken and that the clearinghouse said it could not read."""
    batches = {
        row.batch_id
        for receipt, row in _arrivals(month)
        if receipt.sha256 != row.content_sha256 and _is_told_damaged(month, row)
    }
    claims = month.house.claims.rows.all()
    return frozenset(each.patient_control_number for each in claims if each.batch_id in batches)


def _is_told_damaged(month: Month, row: Transmission) -> bool:
    """Where no file can be renamed it is put under the name under which it is collected, and a
    connection that breaks leaves half of it there. Then the answer must tell what became of it.
    """
    users = {each.user for each in month.plan.accounts if each.account_id == row.account_id}
    cannot_stage = any(
        order.fault in NO_RENAME and order.user in users for order in month.plan.faults
    )
    return cannot_stage and row.state is TransmissionState.FAILED


def _was_set_aside(row: Transmission) -> bool:
    """Then others may have passed it, as they should."""
    return max(row.refusals, row.attempts) >= TRIES_THAT_HOLD_BACK


def _arrivals(month: Month) -> Iterator[tuple[Receipt, Transmission]]:
    users = {account.account_id: account.user for account in month.plan.accounts}
    rows = {
        (users[row.account_id], row.file_name): row for row in month.house.transmissions.rows.all()
    }
    for receipt in month.server.office.ledger.receipts():
        yield receipt, rows[receipt.user, receipt.submitted_name]
