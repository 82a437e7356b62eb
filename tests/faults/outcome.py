"""What a job came to, and what of it must hold whatever went wrong on the way."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache

from chalicelib.domain.batch import Batch
from chalicelib.domain.era import EraForm
from chalicelib.domain.events.event import EventKind
from chalicelib.domain.health import LOGINS_ALLOWED
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.transmission import Transmission
from infra.sandbox.clearinghouse.names import form_of
from tests.builders import REACH
from tests.faults.balance import statement_faults
from tests.faults.clearinghouse import UNUSABLE, Clearinghouse, members_of, numbers_in
from tests.faults.files import ACCOUNTS, ADVICE, FILES, SENT
from tests.faults.job import Job

ALARMING = ("StallsBegun", "StallsEnded", "UnknownResponses")
"""Counts that somebody is told of; telling twice is a nuisance, not telling is silence."""
BY_THE_CLOCK = {
    kind
    for kind in EventKind
    if kind.startswith(("account.", "connection."))
    or kind in {EventKind.BATCH_STALLED, EventKind.BATCH_RESUMED, EventKind.BATCH_LATE}
}
ALWAYS_ALARMING = ("UnknownResponses",)
"""Two faults can keep a file from being taken in until the silence is over: nothing stalls then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where everything stands, without the names and numbers that a repetition may change."""

    claims: tuple[str, ...]
    batches: tuple[str, ...]
    responses: tuple[str, ...]
    remittances: tuple[str, ...]
    worklist: tuple[str, ...]
    feed: tuple[str, ...]


def outcome_of(job: Job) -> Outcome:
    house = job.house
    return Outcome(
        claims=tuple(sorted(_claims(job))),
        batches=tuple(sorted(map(_batch(job), house.batches.rows.all()))),
        responses=tuple(
            sorted(
                f"{row.kind} {row.state} {row.statements} {row.unmatched}"
                for row in house.responses.rows.all()
            )
        ),
        remittances=tuple(sorted(_remittances(job))),
        worklist=tuple(
            sorted(
                f"{item.kind} {item.reason} {item.response_name} {item.state}"
                for item in house.worklist.rows.all()
            )
        ),
        feed=tuple(sorted(_feed(job))),
    )


@cache
def _outcome_once(undisturbed: Job) -> Outcome:
    """Everything is held against it, and nothing changes it any more."""
    return outcome_of(undisturbed)


def violations(job: Job, undisturbed: Job) -> list[str]:
    """Every promise that a job broke, in words; empty when all were kept."""
    if _gave_up(job):
        return []
    if not job.quiet:
        return ["it never became quiet"]
    return [
        *_differences(outcome_of(job), _outcome_once(undisturbed)),
        *_receipts(job),
        *_ledger(job),
        *_archive(job),
        *_left_over(job),
        *_account(job, undisturbed),
        *_signals(job, undisturbed),
        *_failures(job),
        *(fault for account in ACCOUNTS for fault in statement_faults(job.house, account)),
    ]


def _gave_up(job: Job) -> bool:
    """After two logins whose end nobody could write down only a person opens the account."""
    return job.disturbances > 1 and any(
        not job.house.accounts.health(account_id).may_log_in(
            job.house.secrets.credentials(account_id).current.version
        )
        for account_id in ACCOUNTS
    )


def _feed(job: Job) -> Iterator[str]:
    """What is told of batches, claims and payments, whose ids hold numbers that may differ. How
    long anything waited is another matter."""
    for event in job.house.feed.events:
        if event.kind not in BY_THE_CLOCK:
            yield str(event.kind) if event.remittance_id else f"{event.kind} {event.subject}"


def _claims(job: Job) -> Iterator[str]:
    house = job.house
    for batch in house.batches.rows.all():
        for view in house.courier.show_claim.of_batch(house.show(batch), 100, 0).items:
            facts = len({fact.fact_id for fact in view.timeline})
            told_once = facts == len(view.timeline)
            number = view.claim.patient_control_number
            yield f"{number} {view.status} {view.paid} by {facts} facts, each once: {told_once}"


def _batch(job: Job) -> Callable[[Batch], str]:
    def told(batch: Batch) -> str:
        view = job.house.courier.show_batch(batch.batch_id, REACH)
        counts = sorted(view.claims_by_status.items())
        states = [transmission.state for transmission in view.transmissions]
        return f"{batch.batch_id} {batch.state} {view.status} {counts} {states} {batch.source}"

    return told


def _remittances(job: Job) -> Iterator[str]:
    for row in job.house.remittances.rows.all():
        advice = row.advice
        payments = [
            (paid.patient_control_number, paid.charge, paid.paid, paid.claim_id)
            for paid in advice.payments
        ]
        yield f"{advice.method} {advice.amount} {advice.paid_on} {payments}"


def _differences(found: Outcome, expected: Outcome) -> Iterator[str]:
    for field in fields(Outcome):
        ours, theirs = Counter(getattr(found, field.name)), Counter(getattr(expected, field.name))
        if ours != theirs:
            yield f"{field.name}: {list(ours - theirs)} instead of {list(theirs - ours)}"


def _receipts(job: Job) -> Iterator[str]:
    """Each claim once, at its own account, and files in the order in which they were taken in."""
    for account_id, clearinghouse in job.clearinghouses.items():
        files = [file for file in SENT if file.account_id == account_id]
        wanted = {number for file in files for number in numbers_in(file.content)}
        receipts = clearinghouse.receipts()
        for number in sorted(wanted | receipts.keys()):
            if receipts[number] != int(number in wanted):
                yield f"{account_id} received {number} {receipts[number]} times"


def _ledger(job: Job) -> Iterator[str]:
    """What was received is, byte for byte, what the ledger says was sent."""
    received = {
        (account_id, name): content
        for account_id, clearinghouse in job.clearinghouses.items()
        for name, content in clearinghouse.received
    }
    for row in job.house.transmissions.rows.all():
        archived = job.house.archive.transmission(row.transmission_id)
        arrived = received.get((row.account_id, row.file_name))
        if arrived != archived or not _describes(row, archived):
            yield f"{row.file_name} was not received as it is archived"
    for each in job.clearinghouses.values():
        yield from (f"inbound still holds {name}" for name in _unwanted(job, each))


def _unwanted(job: Job, clearinghouse: Clearinghouse) -> list[str]:
    """A visitor who wakes up late, or a second fault, may leave a file behind: a staged one."""
    tidy = job.disturbances < 2 and not job.overtaken
    return [name for name in clearinghouse.server.inbound if tidy or form_of(name)]


def _describes(row: Transmission, content: bytes) -> bool:
    return (row.size, row.content_sha256) == (len(content), sha256_of(content))


MANIFEST = "manifest"
MADE = ".made.txt"
"""A text of ours: whether there is one depends on whether the clearinghouse's was faster."""


def _archive(job: Job) -> Iterator[str]:
    archived = job.house.archive.objects.by_key
    for prefix, contents in _promised(job):
        kept = [
            content
            for key, content in archived.items()
            if key.startswith(prefix) and not key.endswith(MADE) and MANIFEST not in key
        ]
        if Counter(kept) != Counter(contents):
            yield f"{prefix} holds {len(kept)} objects and not the {len(contents)} promised"
    yield from _undescribed(job)
    for key in archived:
        if key.endswith(MADE) and key.removesuffix(MADE) + ".835" not in archived:
            yield f"{key} was made from nothing"
    for row in job.house.remittances.rows.all():
        view = job.house.courier.show_remittances(row.advice.remittance_id, REACH)
        if view.text is None:
            yield f"{row.raw_key} has no text beside it"


def _undescribed(job: Job) -> Iterator[str]:
    """The last manifest of each month names every 835 of it."""
    house = job.house
    months = {(m.account_id, m.month): m for a in ACCOUNTS for m in house.era_files.months(a)}
    for (account_id, name), month in months.items():
        manifest = house.archive.manifest(account_id, name, month.manifest).decode()
        for form in house.era_files.of_month(account_id, name):
            if form.form is EraForm.RAW and f'"{form.key}"' not in manifest:
                yield f"{form.key} is in no manifest"


def _promised(job: Job) -> Iterator[tuple[str, list[bytes]]]:
    """What must lie under each prefix of the archive, and nothing else."""
    books = job.clearinghouses.values()
    given = [ADVICE, *(each for book in books for each in book.given if each != UNUSABLE)]
    given += [member for name, content in given if _is_zip(name) for member in members_of(content)]
    yield "batches/", [file.content for file in FILES]
    yield "transmissions/", [content for each in books for _, content in each.received]
    yield "responses/", [content for _, content in given]
    eras = (content for name, content in given if "_ERA_" in name and not _is_zip(name))
    yield "era/", [ADVICE[1], *eras]


def _is_zip(name: str) -> bool:
    return name.endswith(".zip")


def _left_over(job: Job) -> Iterator[str]:
    house = job.house
    waiting = {
        "unplanned batches": house.batches.unplanned(),
        "untold events": tuple(house.notices.waiting()),
        "dropped files": house.drop_folder.waiting(house.clock.now()),
        "awaited uploads": house.uploads.awaiting(),
        **{
            f"{what} of {account_id}": rows
            for account_id in ACCOUNTS
            for what, rows in {
                "batches to look at": house.batches.due(account_id, house.clock.now()),
                "waiting transmissions": house.transmissions.waiting(account_id),
                "unanswered transmissions": house.transmissions.unanswered(account_id),
                "unapplied responses": house.responses.unapplied(account_id),
            }.items()
        },
    }
    yield from (f"{len(rows)} {name}" for name, rows in waiting.items() if rows)


def _account(job: Job, undisturbed: Job) -> Iterator[str]:
    for account_id in ACCOUNTS:
        refused, budget = (
            each.house.mailboxes.server(account_id).refused for each in (job, undisturbed)
        )
        health = job.house.accounts.health(account_id)
        if refused > budget:
            yield f"{refused} logins of {account_id} were refused, not {budget}"
        if health.logins_left < LOGINS_ALLOWED or health.last_problem or health.outage:
            yield f"{account_id} is left with {health.logins_left}, {health.last_problem}"
        if health.last_good_visit_at is None:
            yield f"{account_id} was never visited"
    if job.house.leases.held:
        yield "a lease was never given back"


def _signals(job: Job, undisturbed: Job) -> Iterator[str]:
    for name in ALARMING if job.disturbances < 2 else ALWAYS_ALARMING:
        told, expected = job.house.meter.total(name), undisturbed.house.meter.total(name)
        if told < expected:
            yield f"{name} was told {told:g} times, not {expected:g}"


def _failures(job: Job) -> Iterator[str]:
    """Where nothing was made to fail, being overtaken is no error."""
    if not job.faults:
        yield from job.failed
