"""What a job came to, and what of it must hold whatever went wrong on the way."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from chalicelib.domain.batch import Batch
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.transmission import Transmission
from infra.sandbox.clearinghouse.names import form_of
from tests.builders import ACCOUNT, PRACTICE
from tests.faults.job import BY_API, BY_DROP_FOLDER, Job
from tests.functional.counterpart import Answer

ALARMING = ("StallsBegun", "StallsEnded", "UnknownResponses")
"""Counts that somebody is told of; telling twice is a nuisance, not telling is silence."""
ALWAYS_ALARMING = ("UnknownResponses",)
"""Two faults can keep a file from being taken in until the silence is over: nothing stalls then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where everything stands, without the names and numbers that a repetition may change."""

    claims: tuple[str, ...]
    batches: tuple[str, ...]
    responses: tuple[str, ...]
    remittances: tuple[str, ...]


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
    )


def violations(job: Job, undisturbed: Job) -> list[str]:
    """Every promise that a job broke, in words; empty when all were kept."""
    if not job.quiet:
        return ["it never became quiet"]
    return [
        *_differences(outcome_of(job), outcome_of(undisturbed)),
        *_receipts(job),
        *_ledger(job),
        *_archive(job),
        *_left_over(job),
        *_account(job, undisturbed),
        *_signals(job, undisturbed),
        *_failures(job),
    ]


def _claims(job: Job) -> Iterator[str]:
    courier = job.house.courier
    for batch in job.house.batches.rows.all():
        for view in courier.show_claim.of_batch(batch.batch_id, 100, 0).items:
            facts = len({fact.fact_id for fact in view.timeline})
            told_once = facts == len(view.timeline)
            number = view.claim.patient_control_number
            yield f"{number} {view.status} {view.paid} by {facts} facts, each once: {told_once}"


def _batch(job: Job) -> Callable[[Batch], str]:
    def told(batch: Batch) -> str:
        view = job.house.courier.show_batch(batch.batch_id, {PRACTICE})
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
    wanted = {number for content in (BY_API, BY_DROP_FOLDER) for number in _numbers(content)}
    receipts = job.clearinghouse.receipts()
    for number in sorted(wanted | receipts.keys()):
        if receipts[number] != 1:
            yield f"the clearinghouse received {number} {receipts[number]} times"


def _numbers(content: bytes) -> set[str]:
    return {part.split("*")[1] for part in content.decode().split("~") if "CLM*" in part}


def _ledger(job: Job) -> Iterator[str]:
    """What was received is, byte for byte, what the ledger says was sent."""
    received = dict(job.clearinghouse.received)
    for row in job.house.transmissions.rows.all():
        archived = job.house.archive.transmission(row.transmission_id)
        if received.get(row.file_name) != archived or not _describes(row, archived):
            yield f"{row.file_name} was not received as it is archived"
    yield from (f"inbound still holds {name}" for name in _unwanted(job))


def _unwanted(job: Job) -> list[str]:
    """A visitor who wakes up late, or a second fault, may leave a file behind: a staged one."""
    tidy = job.disturbances < 2 and not job.overtaken
    return [name for name in job.house.server.inbound if tidy or form_of(name)]


def _describes(row: Transmission, content: bytes) -> bool:
    return (row.size, row.content_sha256) == (len(content), sha256_of(content))


def _archive(job: Job) -> Iterator[str]:
    archived = job.house.archive.objects.by_key
    for prefix, contents in _promised(job):
        kept = [content for key, content in archived.items() if key.startswith(prefix)]
        if Counter(kept) != Counter(contents):
            yield f"{prefix} holds {len(kept)} objects and not the {len(contents)} promised"
    for row in job.house.remittances.rows.all():
        view = job.house.courier.show_responses.remittance(row.advice.remittance_id, {PRACTICE})
        if view.text_key is None:
            yield f"{row.raw_key} has no text beside it"


def _promised(job: Job) -> Iterator[tuple[str, list[bytes]]]:
    """What must lie under each prefix of the archive, and nothing else."""
    given = [*job.clearinghouse.given, *_members(job.clearinghouse.given)]
    yield "batches/", [BY_API, BY_DROP_FOLDER]
    yield "transmissions/", [content for _, content in job.clearinghouse.received]
    yield "responses/", [content for _, content in given]
    yield "era/", [content for name, content in given if "_ERA_" in name and ".zip" not in name]


def _members(given: list[Answer]) -> Iterator[Answer]:
    for name, content in given:
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as bundle:
                yield from ((member, bundle.read(member)) for member in bundle.namelist())


def _left_over(job: Job) -> Iterator[str]:
    house = job.house
    waiting = {
        "unplanned batches": house.batches.unplanned(),
        "stalled batches": house.batches.stalled(ACCOUNT),
        "waiting transmissions": house.transmissions.waiting(ACCOUNT),
        "unanswered transmissions": house.transmissions.unanswered(ACCOUNT),
        "unapplied responses": house.responses.unapplied(ACCOUNT),
    }
    yield from (f"{len(rows)} {name}" for name, rows in waiting.items() if rows)


def _account(job: Job, undisturbed: Job) -> Iterator[str]:
    refused, budget = job.house.server.refused, undisturbed.house.server.refused
    health = job.house.accounts.health(ACCOUNT)
    if refused > budget:
        yield f"{refused} logins were refused, not {budget}"
    if health.refused_logins or health.last_problem or health.last_good_visit_at is None:
        yield f"the account is left with {health.refused_logins} refusals, {health.last_problem}"
    if job.house.leases.held:
        yield "the account's lease was never given back"


def _signals(job: Job, undisturbed: Job) -> Iterator[str]:
    for name in ALARMING if job.disturbances < 2 else ALWAYS_ALARMING:
        told, expected = job.house.meter.total(name), undisturbed.house.meter.total(name)
        if told < expected:
            yield f"{name} was told {told:g} times, not {expected:g}"


def _failures(job: Job) -> Iterator[str]:
    """Where nothing was made to fail, being overtaken is no error."""
    if not job.faults:
        yield from job.failed
