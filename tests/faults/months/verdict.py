"""What must hold at the end of a month, whatever happened in it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from chalicelib.domain.account import Account, AccountMode
from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.domain.identifiers import sha256_of
from tests.faults.months.month import Month
from tests.faults.months.plan import NEVER_ANSWERED


def broken_promises(month: Month) -> list[str]:
    """In words; empty when all were kept."""
    return [
        *_receipts(month),
        *_statuses(month),
        *_order(month),
        *_archive(month),
        *_left_over(month),
        *_stalls(month),
        *_logins(month),
    ]


def _receipts(month: Month) -> Iterator[str]:
    """Every claim once, as it is archived, at its own account, and a test only as a test."""
    ledger = month.server.office.ledger.receipts()
    received = Counter(
        (each.user, number) for each in ledger for number in each.patient_control_numbers
    )
    submissions = month.plan.submissions
    wanted = {(each.account.user, number) for each in submissions for number in each.numbers}
    for key in sorted(wanted | received.keys()):
        if received[key] != int(key in wanted):
            yield f"{key[1]} was received {received[key]} times by {key[0]}"
    users = {account.account_id: account.user for account in month.plan.accounts}
    sent = {
        (users[row.account_id], row.file_name): row.content_sha256
        for row in month.house.transmissions.rows.all()
    }
    modes = {account.user: account.mode for account in month.plan.accounts}
    for receipt in ledger:
        if sent.get((receipt.user, receipt.submitted_name)) != receipt.sha256:
            yield f"{receipt.submitted_name} was received as it was never sent"
        if receipt.test != (modes[receipt.user] is AccountMode.TEST):
            yield f"{receipt.submitted_name} mixes test and live"


def _statuses(month: Month) -> Iterator[str]:
    wanted = month.plan.claims
    courier = month.house.courier
    found = {
        view.claim.patient_control_number: view.status
        for batch in month.house.batches.rows.all()
        for view in courier.show_claim.of_batch(batch.batch_id, 100, 0).items
    }
    for number in sorted(wanted.keys() | found.keys()):
        if wanted.get(number) != found.get(number):
            yield f"{number} is {found.get(number)} and not {wanted.get(number)}"


def _order(month: Month) -> Iterator[str]:
    """Files leave in the order in which they were taken in."""
    for account in month.plan.accounts:
        taken_in = {
            row.file_name: row.received_at
            for row in month.house.transmissions.rows.all()
            if row.account_id == account.account_id
        }
        ledger = month.server.office.ledger.receipts()
        received = [taken_in[r.submitted_name] for r in ledger if r.user == account.user]
        if received != sorted(received):
            yield f"a later file of {account.account_id} overtook an earlier one"


def _archive(month: Month) -> Iterator[str]:
    archived = month.house.archive.objects.by_key
    kept = {content for key, content in archived.items() if key.startswith("responses/")}
    for account in month.plan.accounts:
        for name, file in month.server.outbound[account.user].items():
            if file.content not in kept:
                yield f"{name} was never archived"
    originals = {sha256_of(archived[k]) for k in archived if k.startswith("batches/")}
    if originals != {sha256_of(each.content) for each in month.plan.submissions}:
        yield "the originals are not those that were handed in"


def _left_over(month: Month) -> Iterator[str]:
    house = month.house
    rows: list[tuple[str, Sequence[object]]] = [("unplanned batches", house.batches.unplanned())]
    for account in month.plan.accounts:
        account_id = account.account_id
        rows += [
            (f"waiting transmissions of {account_id}", house.transmissions.waiting(account_id)),
            (f"unapplied responses of {account_id}", house.responses.unapplied(account_id)),
        ]
        if house.accounts.health(account_id).last_problem:
            yield f"{account_id} is left with {house.accounts.health(account_id).last_problem}"
    yield from (f"{len(found)} {what}" for what, found in rows if found)
    if house.leases.held:
        yield "a lease was never given back"


def _stalls(month: Month) -> Iterator[str]:
    """Whoever was never answered is shown as stuck, and nobody else."""
    for account in month.plan.accounts:
        yield from _stalls_of(month, account)


def _stalls_of(month: Month, account: Account) -> Iterator[str]:
    of_account = (
        batch for batch in month.house.batches.rows.all() if batch.account_id == account.account_id
    )
    stalled = {
        batch.content_sha256
        for batch in of_account
        if batch.stall is not None and batch.stall.stage.is_hard
    }
    for each in month.plan.submissions:
        if each.account.account_id == account.account_id:
            silent = each.numbers[0].startswith(NEVER_ANSWERED)
            if silent != (sha256_of(each.content) in stalled):
                yield f"{each.numbers[0]} is {'not ' if silent else ''}stalled"


def _logins(month: Month) -> Iterator[str]:
    """A good login in between gives the budget back, here as at the clearinghouse."""
    for (user, version), refused in month.server.most_in_a_row.items():
        if refused > LOGINS_ALLOWED:
            yield f"{refused} logins of {user} in a row were refused with the secret's {version}"
