"""What must hold at the end of a month, whatever happened in it."""

from collections.abc import Iterator, Sequence

from chalicelib.domain.account import Account
from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.status import ClaimStatus
from tests.faults.balance import statement_faults
from tests.faults.months.arrivals import (
    claims_damaged,
    claims_not_as_they_should,
    files_not_as_they_should,
)
from tests.faults.months.month import Month
from tests.faults.months.plan import NEVER_ANSWERED, NOTHING, End

UNREADABLE: End = (ClaimStatus.REJECTED_BY_CLEARINGHOUSE, NOTHING)


def broken_promises(month: Month) -> list[str]:
    """In words; empty when all were kept."""
    return [
        *claims_not_as_they_should(month),
        *files_not_as_they_should(month),
        *_statuses(month),
        *_archive(month),
        *_left_over(month),
        *_stalls(month),
        *_logins(month),
        *_statements(month),
    ]


def _statuses(month: Month) -> Iterator[str]:
    damaged = dict.fromkeys(claims_damaged(month), UNREADABLE)
    wanted = {**month.plan.claims, **damaged}
    house = month.house
    found = {
        view.claim.patient_control_number: (view.status, view.paid)
        for batch in house.batches.rows.all()
        for view in house.courier.show_claim.of_batch(house.show(batch), 100, 0).items
    }
    for number in sorted(wanted.keys() | found.keys()):
        if wanted.get(number) != found.get(number):
            yield f"{number} is {told(found.get(number))} and not {told(wanted.get(number))}"


def told(end: End | None) -> str:
    return "nowhere" if end is None else f"{end[0]}, {end[1]} paid"


def _archive(month: Month) -> Iterator[str]:
    archived = month.house.archive.objects.by_key
    kept = {content for key, content in archived.items() if key.startswith("responses/")}
    for account in month.plan.accounts:
        for name, file in month.server.outbound[account.user].items():
            if file.content not in kept:
                yield f"{name} was never archived"
    originals = {sha256_of(archived[key]) for key in archived if key.startswith("batches/")}
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


def _statements(month: Month) -> Iterator[str]:
    for account in month.plan.accounts:
        yield from statement_faults(month.house, account.account_id)
